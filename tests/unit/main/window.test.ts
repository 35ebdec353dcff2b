import { describe, expect, test, vi } from 'vitest';
import type { Underway } from '../../../src/main/queue/queue';
import { DEFAULT_SIZE, placeWindow } from '../../../src/main/window/bounds';
import { closeWords } from '../../../src/main/window/close-words';
import { Closing } from '../../../src/main/window/closing';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const place = { x: 100, y: 100, width: 1000, height: 700, maximized: false };

describe('the place of the window', () => {
  test('is remembered', () => {
    expect(placeWindow(place, [screen])).toEqual({ x: 100, y: 100, width: 1000, height: 700 });
    expect(placeWindow(undefined, [screen])).toEqual(DEFAULT_SIZE);
  });

  test.each([
    ['the screen is gone', { ...place, x: 3000 }],
    ['only its edge is seen', { ...place, x: 1850 }],
    ['its title bar is above the screen', { ...place, y: -200 }],
    ['it is below the screen', { ...place, y: 1070 }],
  ])('is left to the system when %s', (_why, remembered) => {
    expect(placeWindow(remembered, [screen])).toEqual(DEFAULT_SIZE);
  });

  test('a second screen counts', () => {
    const second = { x: 1920, y: 0, width: 1920, height: 1080 };
    expect(placeWindow({ ...place, x: 2000 }, [screen, second])).toMatchObject({ x: 2000 });
  });
});

const UNDERWAY: Underway = { direction: 'upload', board: 'Pico W', count: 2 };

describe('what ends with the window', () => {
  test('is asked about once, however often one tries to close', async () => {
    let answer: (value: boolean) => void = () => undefined;
    const ask = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)));
    const closing = new Closing(() => [UNDERWAY], ask);
    closing.setUnsaved(['main.py']);
    expect(closing.mustAsk).toBe(true);
    const first = closing.mayClose();
    expect(await closing.mayClose()).toBe(false);
    answer(true);
    expect(await first).toBe(true);
    expect(ask).toHaveBeenCalledExactlyOnceWith({ unsaved: ['main.py'], underway: [UNDERWAY] });
    // The transfers are still there when the window closes thereupon.
    expect(closing.mustAsk).toBe(false);
  });

  test('stays when the user goes back, and is asked about again', async () => {
    const closing = new Closing(
      () => [],
      () => Promise.resolve(false),
    );
    closing.setUnsaved(['main.py']);
    expect(await closing.mayClose()).toBe(false);
    expect(await closing.mayClose()).toBe(false);
    expect(closing.mustAsk).toBe(true);
  });

  test('may be transfers alone, or nothing', () => {
    let underway = [UNDERWAY];
    const closing = new Closing(
      () => underway,
      () => Promise.resolve(true),
    );
    expect(closing.mustAsk).toBe(true);
    underway = [];
    expect(closing.mustAsk).toBe(false);
  });

  test.each([
    [['main.py'], [], 'Close with unsaved changes?', /saved nowhere else:\nmain\.py$/],
    [
      [],
      [UNDERWAY, { direction: 'download', board: 'Board 2', count: 1 }],
      'Files are still on their way. Close all the same?',
      /stays as it was:\nUploads to Pico W: 2\nDownloads from Board 2: 1$/,
    ],
    [
      ['main.py'],
      [UNDERWAY],
      'Files are still on their way, and there are unsaved changes. Close all the same?',
      /: 2\n\n.*:\nmain\.py$/,
    ],
  ] as const)('%j and %j are told in one question', (unsaved, underway, message, detail) => {
    const words = closeWords({ unsaved, underway });
    expect(words.message).toBe(message);
    expect(words.detail).toMatch(detail);
  });

  test('is told in a few lines, however much it is', () => {
    const unsaved = Array.from({ length: 100 }, (_, index) => `${index}.py`);
    const { detail } = closeWords({ unsaved, underway: [] });
    expect(detail.split('\n')).toHaveLength(12);
    expect(detail).toMatch(/\n9\.py\nand 90 more$/);
  });
});
