// Many boards in one process: ten on serial lines of their own, sixty-four virtual ones. mpremote has one board a process.

import { startSerialBoard, type SerialBoard } from '../../tests/targets/targets';
import { UART } from '../lines';
import { FILE_BYTES } from '../payload';
import type { Result, Sample } from '../results';
import type { Rig } from '../rig';

const SERIAL = 10;
const VIRTUAL = 64;
const PATH = '/bench.bin';

/** The same work on one board and on ten at once; the bar is what ten lines carry together, by what one was seen to carry. */
export async function tenBoards(rig: Rig): Promise<Result[]> {
  const one = await onSerial(rig, 1);
  const ten = await onSerial(rig, SERIAL);
  return (['write', 'read'] as const).map((verb) => ({
    name: `${verb} 100 KB of random bytes on ${SERIAL} boards at once, of ${SERIAL} times one`,
    line: UART.name,
    adder: [ten[verb]],
    payload: FILE_BYTES * SERIAL,
    // "ten times one" in the place of the line's own rate
    rate: (FILE_BYTES / (one[verb].ms / 1000)) * SERIAL,
    bar: { kind: 'line', atLeast: 0.95 },
  }));
}

async function onSerial(rig: Rig, count: number): Promise<{ write: Sample; read: Sample }> {
  const file = await rig.payloads.file('random', 0);
  const boards: SerialBoard[] = [];
  const names: string[] = [];
  try {
    for (let index = 0; index < count; index++) {
      const board = await startSerialBoard(UART.board);
      boards.push(board);
      const name = `serial-${index}`;
      names.push(name);
      await rig.adder.ask({
        do: 'open',
        board: name,
        address: UART.address(board.path),
        home: rig.folder,
      });
    }
    const write = await rig.adder.ask({ do: 'all', what: 'write', board: names, path: PATH, file });
    const read = await rig.adder.ask({ do: 'all', what: 'read', board: names, path: PATH, file });
    for (const board of names) await rig.adder.ask({ do: 'close', board });
    return { write: { ms: write.ms }, read: { ms: read.ms } };
  } finally {
    for (const board of boards) await board.stop();
  }
}

/** All open at the same time; each gets a file, gives it back, and runs a program. */
export async function virtualBoards(rig: Rig): Promise<Result[]> {
  const names = Array.from({ length: VIRTUAL }, (_, index) => `bench${index}`);
  const rows: Result[] = [];
  const step = async (name: string, what: string, more: object = {}): Promise<void> => {
    const { ms } = await rig.adder.ask({ do: 'all', what, board: names, ...more });
    rows.push({
      name: `${VIRTUAL} virtual boards: ${name}`,
      line: '',
      adder: [{ ms }],
      bar: { kind: 'works' },
    });
  };
  await step('opened', 'openVirtual', { home: rig.folder });
  await step('used', 'use');
  await step('closed', 'close');
  return rows;
}
