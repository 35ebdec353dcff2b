// The recordings in tests/fixtures/recordings are what a virtual board really said. They are made anew with
// ADDER_RECORD=1 npx vitest run --project fuzz tests/fuzz/recordings

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Board } from '../../src/engine/board/board';
import { createTransport } from '../../src/engine/transport/resolve';
import { FOLDER, readRecordings } from './recordings';

const LONG = Array.from({ length: 40 }, (_, line) => `x${line} = ${line} * 7\n`).join('');

const SESSIONS: Readonly<Record<string, (board: Board) => Promise<unknown>>> = {
  programs: async (board) => {
    await board.exec('print("short")');
    await board.exec(`${LONG}print(x39)`);
    await board.exec('import sys; sys.stdout.buffer.write(bytes(range(256)))');
    await board.exec(`${LONG}raise ValueError("as wanted")`);
    await board.exec('this is no Python');
  },
  interrupted: async (board) => {
    const stop = new AbortController();
    const onOutput = (): void => stop.abort();
    await board
      .exec('while True: print("for ever")', { signal: stop.signal, onOutput })
      .catch(() => undefined);
    await board.run('print("main")');
  },
  files: async (board) => {
    await board.files.write(
      '/a.bin',
      Uint8Array.from({ length: 700 }, (_, index) => index & 255),
    );
    await board.files.read('/a.bin');
    await board.files.makeFolder('/folder');
    await board.files.list('/');
    await board.files.read('/none').catch(() => undefined);
    await board.files.remove('/a.bin');
  },
};

async function record(name: string, session: (board: Board) => Promise<unknown>): Promise<void> {
  const file = join(FOLDER, `${name}.jsonl`);
  await rm(file, { force: true });
  const dataDirectory = await mkdtemp(join(tmpdir(), 'adder-record-'));
  const host = { dataDirectory, holder: 'a test' };
  const board = await Board.connect(createTransport(`record=${file}+virtual:`, host));
  await session(board);
  await board.close();
  await rm(dataDirectory, { recursive: true });
}

it('recordings are there, whole, and of these sessions', async () => {
  if (process.env['ADDER_RECORD'] === '1')
    for (const [name, session] of Object.entries(SESSIONS)) await record(name, session);
  const recordings = readRecordings();
  expect(recordings.map(({ name }) => name).sort()).toEqual(Object.keys(SESSIONS).sort());
  for (const { recording } of recordings) {
    expect(recording.end).toEqual({ kind: 'closed' });
    expect(recording.events.length).toBeGreaterThan(10);
  }
});
