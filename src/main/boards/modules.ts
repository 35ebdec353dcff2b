// Which modules a board can import without a file: asked once per firmware, when the board has nothing else to do.

import type { Board } from '../../engine/board/board';

/** `help` names what is built in and frozen; what a simulation adds is only in `sys`. */
const ASK = "import sys\nhelp('modules')\nprint()\nprint('\\n'.join(sys.modules))";
const LONGEST_ANSWER = 64 * 1024;

const remembered = new Map<string, readonly string[]>();

/** The same for boards with the same firmware; undefined while nothing is known of it. */
export function firmwareKey({ facts }: Board): string | undefined {
  return facts && [facts.implementation, facts.version, facts.machine].join('\n');
}

/** None where the firmware does not tell. Rejects with `board-busy` rather than disturb a program. */
export async function boardModules(board: Board): Promise<readonly string[]> {
  const key = firmwareKey(board);
  const known = key === undefined ? undefined : remembered.get(key);
  if (known) return known;
  const { stdout, stderr } = await board.exec(ASK);
  const names = stderr === '' ? namesIn(new TextDecoder().decode(stdout)) : [];
  if (key !== undefined) remembered.set(key, names);
  return names;
}

/** @param text columns of names, `asyncio/core` for a part of a package, and a sentence at the end */
export function namesIn(text: string): readonly string[] {
  const words = text
    .slice(0, LONGEST_ANSWER)
    .replace(/^Plus .*$/m, '')
    .split(/\s+/)
    .map((word) => /^[A-Za-z_]\w*/.exec(word)?.[0] ?? '');
  return [...new Set(words)].filter((name) => name !== '' && name !== '__main__').sort();
}
