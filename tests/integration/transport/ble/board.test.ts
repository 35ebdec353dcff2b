// A MicroPython behind the Nordic UART: the virtual board, with the writes and notifications of a radio in between.

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Board } from '../../../../src/engine/board/board';
import { createTransport } from '../../../../src/engine/transport/resolve';
import { isAdderError } from '../../../../src/shared/errors';
import type { Transport } from '../../../../src/engine/transport/transport';
import { FakeBluetooth, FakeDevice } from './fake-bluetooth';
import { boardPeer } from './peers';
import { rigFor } from './rig';

let folder: string;
let micropython: Transport;
let device: FakeDevice;
let board: Board;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adder-ble-'));
  micropython = createTransport('virtual:', { dataDirectory: folder, holder: 'a test' });
  await micropython.open();
  device = new FakeDevice({ id: 'AA:01', name: 'mpy-repl', peer: boardPeer(micropython) });
  board = await Board.connect(rigFor('mpy-repl', new FakeBluetooth([device])).transport);
});
afterEach(async () => {
  await board.close();
  await micropython.close();
  await rm(folder, { recursive: true });
});

describe('a board by Bluetooth', () => {
  it('runs code and says what it printed', async () => {
    expect(await board.eval('6 * 7', { interrupt: true })).toBe('42');
    expect(board.address).toBe('ble:mpy-repl');
  });

  it('takes a file and gives it back, byte by byte', async () => {
    const bytes = randomBytes(5000);
    await board.files.write('/data.bin', bytes, { interrupt: true });
    expect(Buffer.from(await board.files.read('/data.bin')).equals(bytes)).toBe(true);
    expect(device.writes.every(({ bytes: { length }, response }) => length <= 20 && response)).toBe(
      true,
    );
  });

  it('has a folder of the computer', async () => {
    const shared = join(folder, 'shared');
    await mkdir(shared);
    await writeFile(join(shared, 'm.py'), 'x = 41\n');
    await board.mounts.mount(shared, { interrupt: true });
    const program = 'import m\nwith open("new.txt", "w") as f: f.write("made")\nprint(m.x + 1)';
    const { stdout, stderr } = await board.exec(program);
    expect([stderr, Buffer.from(stdout).toString().trim()]).toEqual(['', '42']);
    expect(await readFile(join(shared, 'new.txt'), 'utf8')).toBe('made');
    await board.mounts.unmount();
    expect(await board.eval('1 + 1')).toBe('2');
  });

  it('keeps the old file when the radio goes away in the middle of the new one', async () => {
    await board.files.write('/data.bin', Buffer.from('old'), { interrupt: true });
    const writing = board.files.write('/data.bin', randomBytes(5000), {
      onProgress: ({ done }) => {
        if (done > 1000) device.drop();
      },
    });
    const error: unknown = await writing.catch((thrown: unknown) => thrown);
    expect(isAdderError(error, 'link-lost')).toBe(true);
    board = await Board.connect(rigFor('mpy-repl', new FakeBluetooth([device])).transport);
    const content = await board.files.read('/data.bin', { interrupt: true });
    expect(Buffer.from(content).toString()).toBe('old');
  });
});
