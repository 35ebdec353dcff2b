// A folder of the computer on the board, as whole commands: what a board imports from it, and what it reads line by line.

import { FILE_BYTES, TEXT_BYTES } from '../payload';
import type { Result, Sample } from '../results';
import type { BoardBench } from '../rig';
import { inTurns } from '../statistics';
import { command, type Tool } from './commands';

/** Three times as fast. */
const BAR = { kind: 'time', atMost: 1 / 3 } as const;
/** Fails where a line is missing. */
const READ_LINES = `n = 0
with open('text.txt') as f:
    for line in f:
        n += len(line.encode())
assert n == ${TEXT_BYTES}`;

export async function mountedFolder(bench: BoardBench): Promise<Result[]> {
  const { payloads } = bench.rig;
  return [
    await inFolder(bench, {
      name: 'mount and import a tree of 100 KB, whole command',
      folder: (index) => payloads.moduleTree(index),
      code: 'import tree',
      payload: FILE_BYTES,
    }),
    await inFolder(bench, {
      name: 'mount and read 8 KB line by line, whole command',
      folder: (index) => payloads.textFile(index),
      code: READ_LINES,
      payload: TEXT_BYTES,
    }),
  ];
}

interface Work {
  readonly name: string;
  readonly folder: (index: number) => Promise<string>;
  readonly code: string;
  readonly payload: number;
}

async function inFolder(bench: BoardBench, work: Work): Promise<Result> {
  const { name, folder, code, payload } = work;
  const { line, rig } = bench;
  const turn = async (tool: Tool, index: number): Promise<Sample> =>
    command(bench, tool, ['mount', await folder(index), 'exec', code]);
  const pairs = await inTurns(
    rig.turns('copies'),
    (index) => turn('adder', index),
    (index) => turn('mpremote', index),
  );
  return { name, line: line.name, ...pairs, payload, rate: line.rate, bar: BAR };
}
