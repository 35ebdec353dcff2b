// Boards with simulated ROMFS partitions (tests/fixtures/romsim.py), which their boot.py sets up.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Board } from '../../src/engine/board/board';

const SIMULATION = resolve('tests/fixtures/romsim.py');

export type RomKind = 'object' | 'plain' | 'blind' | 'memory' | 'whole';
/** Kind, bytes, bytes of a block; null: counted, but not there. */
export type Rom = readonly [kind: RomKind, size: number, block: number] | null;

function python(roms: readonly Rom[]): string {
  return roms.map((rom) => (rom ? JSON.stringify(rom) : 'None')).join(', ');
}

/** The files of a board that has these partitions from its next start on. */
export async function romFiles(...roms: readonly Rom[]): Promise<Record<string, Uint8Array>> {
  return {
    'romsim.py': await readFile(SIMULATION),
    'boot.py': Buffer.from(`import romsim; romsim.start(${python(roms)})\n`),
  };
}

/** Gives a board these partitions. */
export async function giveRoms(board: Board, ...roms: readonly Rom[]): Promise<void> {
  for (const [name, bytes] of Object.entries(await romFiles(...roms)))
    await board.files.write(`/${name}`, bytes);
  await board.softReset({ runMain: false });
}

/** What lies in a partition, read around the engine's own way. */
export function romContent(board: Board, number = 0): Promise<Uint8Array> {
  return board.files.read(`/rom${String(number)}.bin`);
}

/** The calls that the partitions have got since the last question. */
export async function romCalls(board: Board): Promise<string> {
  const calls = await board.eval('__import__("romsim").calls');
  await board.exec('__import__("romsim").calls.clear()');
  return calls;
}
