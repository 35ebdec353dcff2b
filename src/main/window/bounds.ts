// Where the window was, and whether it may open there again. Knows no Electron: screens are given.

import type { WindowBounds } from '../settings';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const DEFAULT_SIZE = { width: 1280, height: 800 } as const;
export const SMALLEST_SIZE = { width: 900, height: 600 } as const;

/** That much of the window must be on a screen, or a person could not take hold of it. */
const VISIBLE = { width: 200, height: 80 };

function overlap(aStart: number, aLength: number, bStart: number, bLength: number): number {
  return Math.min(aStart + aLength, bStart + bLength) - Math.max(aStart, bStart);
}

/** The remembered place if it can be seen on one of the screens; else only a size, and the system chooses the place. */
export function placeWindow(
  remembered: WindowBounds | undefined,
  screens: readonly Rectangle[],
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  if (remembered === undefined) return DEFAULT_SIZE;
  const { x, y } = remembered;
  const width = Math.max(remembered.width, SMALLEST_SIZE.width);
  const height = Math.max(remembered.height, SMALLEST_SIZE.height);
  const visible = screens.some(
    (screen) =>
      overlap(x, width, screen.x, screen.width) >= VISIBLE.width &&
      // The title bar, at the top, is what a person takes hold of.
      y >= screen.y - 1 &&
      screen.y + screen.height - y >= VISIBLE.height,
  );
  return visible ? { x, y, width, height } : DEFAULT_SIZE;
}
