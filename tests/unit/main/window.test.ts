import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_SIZE, placeWindow } from '../../../src/main/window/bounds';
import { Unsaved } from '../../../src/main/window/unsaved';

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

describe('unsaved work', () => {
  test('is asked about once, however often one tries to close', async () => {
    let answer: (value: boolean) => void = () => undefined;
    const ask = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)));
    const unsaved = new Unsaved(ask);
    unsaved.set(['main.py']);
    expect(unsaved.any).toBe(true);
    const first = unsaved.mayClose();
    expect(await unsaved.mayClose()).toBe(false);
    answer(true);
    expect(await first).toBe(true);
    expect(ask).toHaveBeenCalledExactlyOnceWith(['main.py']);
    expect(unsaved.any).toBe(false);
  });

  test('stays unsaved when the user keeps editing, and is asked about again', async () => {
    const unsaved = new Unsaved(() => Promise.resolve(false));
    unsaved.set(['main.py']);
    expect(await unsaved.mayClose()).toBe(false);
    expect(await unsaved.mayClose()).toBe(false);
    expect(unsaved.any).toBe(true);
  });
});
