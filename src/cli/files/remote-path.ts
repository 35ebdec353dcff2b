// Paths on a board as mpremote makes them: joined with one slash, and `./a` in the folder that the board is in.

/** On the command line a path on the board begins with this, where both sides are possible. */
export const BOARD_MARK = ':';

export function isOnBoard(path: string): boolean {
  return path.startsWith(BOARD_MARK);
}

/** Without the mark, if there is one. */
export function boardPath(path: string): string {
  return isOnBoard(path) ? path.slice(BOARD_MARK.length) : path;
}

export function joinRemote(base: string, ...names: readonly string[]): string {
  const start = base === '' ? '.' : base.replace(/\/+$/, '');
  return [start, ...names.map((name) => name.replace(/^\/+|\/+$/g, ''))].join('/');
}

export function remoteName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
