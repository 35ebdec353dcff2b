import { describe, expect, test, vi } from 'vitest';
import type { Underway } from '../../../src/main/queue/queue';
import { DEFAULT_SIZE, placeWindow } from '../../../src/main/window/bounds';
import { closeWords } from '../../../src/main/window/close-words';
import { Closing } from '../../../src/main/window/closing';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1920, height: 1080 };
const place = { x: 100, y: 100, width: 1000, height: 700, maximized: false };

describe('the place of the window', () => {
  test('is remembered', () => {
    expect(placeWindow(place, [screen])).toEqual({ x: 100, y: 100, width: 1000, height: 700 });
    expect(placeWindow(undefined, [screen])).toEqual(DEFAULT_SIZE);
  });

  test.each([
    ['the screen is gone', { ...place, x: 3000 }],
    ['the screen at the left is gone', { ...place, x: -1920 }],
    ['only its edge is seen', { ...place, x: 1850 }],
    ['its title bar is above the screen', { ...place, y: -200 }],
    ['it is below the screen', { ...place, y: 1070 }],
  ])('is left to the system when %s', (_why, remembered) => {
    expect(placeWindow(remembered, [screen])).toEqual(DEFAULT_SIZE);
  });

  test.each([
    ['at the right', second, { ...place, x: 2000 }],
    ['at the left', { ...second, x: -1920 }, { ...place, x: -1800 }],
    ['above', { ...second, x: 0, y: -1080 }, { ...place, y: -1000 }],
    // 2880 by 1620 dots at 150 %.
    ['with another scale', { ...second, width: 1920, height: 1080 }, { ...place, x: 2800 }],
    ['and partly on the first', second, { ...place, x: 1500 }],
  ])('counts a second screen %s', (_where, other, remembered) => {
    const { x, y, width, height } = remembered;
    expect(placeWindow(remembered, [screen, other])).toEqual({ x, y, width, height });
  });

  test('stays where it is only partly seen', () => {
    expect(placeWindow({ ...place, x: -700 }, [screen])).toMatchObject({ x: -700, width: 1000 });
    expect(placeWindow({ ...place, y: 900 }, [screen])).toMatchObject({ y: 900, height: 700 });
  });

  test('is no larger than its screen, unless it was spread over two', () => {
    const large = { x: 200, y: 100, width: 2400, height: 1300, maximized: false };
    expect(placeWindow(large, [screen])).toEqual(screen);
    expect(placeWindow({ ...large, height: 700 }, [screen])).toEqual({
      x: 0,
      y: 100,
      width: 1920,
      height: 700,
    });
    // The same screen at 150 %, and on the left one.
    const scaled = { x: -1280, y: 40, width: 1280, height: 680 };
    expect(placeWindow({ ...large, x: -1270 }, [screen, scaled])).toEqual(scaled);
    expect(placeWindow({ ...large, height: 900 }, [screen, second])).toMatchObject({
      x: 200,
      width: 2400,
    });
  });

  test('is no larger than the primary screen where there is none to come back to', () => {
    const small = { x: 0, y: 0, width: 1366, height: 728 };
    expect(placeWindow(undefined, [small, screen])).toEqual({ width: 1280, height: 728 });
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
