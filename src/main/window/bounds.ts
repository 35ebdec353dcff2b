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

export interface Place {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

/**
 * The remembered place if it can be seen on one of the screens, no larger than that one unless it ends on another; else only a size, and the
 * system chooses the place.
 *
 * @param screens what programs may cover of each, the primary one first; like the place in pixels before the screen's scale
 */
export function placeWindow(
  remembered: WindowBounds | undefined,
  screens: readonly Rectangle[],
): Place {
  const home = remembered && homeOf(remembered, screens);
  if (!home) {
    const { width, height } = screens[0] ?? DEFAULT_SIZE;
    return {
      width: Math.min(DEFAULT_SIZE.width, width),
      height: Math.min(DEFAULT_SIZE.height, height),
    };
  }
  const { x, y } = remembered;
  const width = Math.max(remembered.width, SMALLEST_SIZE.width);
  const height = Math.max(remembered.height, SMALLEST_SIZE.height);
  if (screens.some((screen) => isIn(screen, x + width - 1, y + height - 1)))
    return { x, y, width, height };
  const across = fitted(x, width, home.x, home.width);
  const down = fitted(y, height, home.y, home.height);
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}

/** The screen that shows most of it with its title bar, at the top, which is what a person takes hold of. */
function homeOf({ x, y, width }: Rectangle, screens: readonly Rectangle[]): Rectangle | undefined {
  const seen = (screen: Rectangle): number => overlap(x, width, screen.x, screen.width);
  return screens
    .filter(
      (screen) =>
        seen(screen) >= VISIBLE.width &&
        y >= screen.y - 1 &&
        screen.y + screen.height - y >= VISIBLE.height,
    )
    .sort((one, other) => seen(other) - seen(one))[0];
}

function isIn(screen: Rectangle, x: number, y: number): boolean {
  return overlap(x, 1, screen.x, screen.width) > 0 && overlap(y, 1, screen.y, screen.height) > 0;
}

/** What is too long for the screen covers all of it. */
function fitted(
  start: number,
  length: number,
  screenStart: number,
  screenLength: number,
): { readonly start: number; readonly length: number } {
  return length > screenLength ? { start: screenStart, length: screenLength } : { start, length };
}
