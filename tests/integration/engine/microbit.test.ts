// The far end of "falls back step by step": MicroPython 1.9.2 on 16 KB of RAM. See tests/targets/microbit.ts for what it lacks.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { saveBoard } from '../../../src/engine/board/backup/save-board';
import { BackupStore } from '../../../src/engine/board/backup/store';
import { Board } from '../../../src/engine/board/board';
import { copyToBoard } from '../../../src/engine/board/files/copy-to-board';
import { applyMirror, lookAndPlan } from '../../../src/engine/board/mirror/mirror';
import type { SourceEntry } from '../../../src/engine/board/mirror/plan';
import type { TreeEntry } from '../../../src/engine/board/files/tree-plan';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { createTransport } from '../../../src/engine/transport/resolve';
import { startMicrobit, whyNoMicrobit } from '../../targets/microbit';
import { rejection, Shown, text } from './support';

async function connect(): Promise<{ board: Board; shown: Shown; written: () => string[] }> {
  const microbit = await startMicrobit();
  onTestFinished(() => microbit.stop());
  const shown = new Shown();
  const transport = createTransport(microbit.address, {
    dataDirectory: '/nonexistent',
    holder: 'a test',
  });
  const write = vi.spyOn(transport, 'write');
  const board = await Board.connect(transport, { onConsole: shown.sink });
  onTestFinished(() => board.close());
  const written = (): string[] => write.mock.calls.map(([bytes]) => text(bytes));
  return { board, shown, written };
}

/** Every helper is some thirty small programs here. */
const SLOW = { timeout: 120_000 };

const reason = process.env['ADDER_REQUIRE_ALL'] === '1' ? '' : whyNoMicrobit();

describe.skipIf(reason !== '')(`a micro:bit of 2017${reason && ` (${reason})`}`, SLOW, () => {
  it('runs programs, stops them, and tells what it can', async () => {
    const { board, shown } = await connect();
    expect(await board.eval('6*7', { interrupt: true })).toBe('42');
    expect((await board.exec('1/0')).stderr).toContain('ZeroDivisionError');
    const run = board.run('print("go")\nwhile True: pass', { fresh: false });
    await shown.until('go');
    await board.interrupt();
    expect((await run).stderr).toContain('KeyboardInterrupt');
    expect(await board.details()).toMatchObject({
      // Its banner says more than its programs can; a board that was slow to start is asked by a program.
      machine: expect.stringMatching(/^micro:bit( v1\.0\.1)? with nRF51822$/),
      // Does not fit together with what the firmware can; asked at once, the firmware often hangs.
      freeMemory: expect.any(Number),
      features: { rawPaste: false, deflate: false, hashlib: false, rawStdin: false },
    });
  });

  it('is made the same as a folder, and saved', async () => {
    const { board } = await connect();
    await board.exec('open("old.py","w").close()', { interrupt: true });
    const bytes = utf8('new');
    const entries: SourceEntry[] = [
      {
        kind: 'file',
        path: 'main.py',
        size: 3,
        read: () => Promise.resolve(bytes),
        digest: () => Promise.resolve(''),
      },
    ];
    const source = { entries, ignores: () => false };
    const mirror = await lookAndPlan(board.files, source, '');
    expect(mirror).toMatchObject({ destination: '', extras: [{ path: 'old.py' }] });
    expect(await applyMirror(board.files, mirror, { remove: true })).toMatchObject({
      written: 1,
      removed: 1,
      guarantee: 'copied',
    });
    expect((await board.files.list('')).map(({ name }) => name)).toEqual(['main.py']);
    const folder = mkdtempSync(join(tmpdir(), 'adder-store-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const store = new BackupStore(folder);
    const { manifest } = await saveBoard(board, store);
    expect(manifest.fileSystems).toMatchObject([
      { path: '', files: [{ path: 'main.py', size: 3 }] },
    ]);
  });

  it('keeps files of any content, read back before they count, and says that this is weaker', async () => {
    const { board } = await connect();
    const contents = {
      'every.bin': Uint8Array.from({ length: 256 }, (_, index) => index & 255),
      'empty.txt': new Uint8Array(0),
      'main.py': utf8('print(\'ä\', "x")\r\n'.repeat(20)),
      'random.bin': randomBytes(300),
    };
    for (const [name, bytes] of Object.entries(contents)) {
      expect(await board.files.write(name, bytes, { interrupt: true })).toBe('copied');
      expect(Buffer.compare(await board.files.read(name), bytes)).toBe(0);
      expect(await board.files.stat(name)).toMatchObject({ kind: 'file', size: bytes.length });
    }
    await board.files.write('main.py', utf8('new'));
    expect(text(await board.files.read('main.py'))).toBe('new');
    const listed = await board.files.list('');
    expect(listed.map(({ name, size }) => [name, size]).sort()).toEqual([
      ['empty.txt', 0],
      ['every.bin', 256],
      ['main.py', 3],
      ['random.bin', 300],
    ]);
    await board.files.remove('random.bin');
    expect(await rejection(board.files.read('random.bin'))).toMatchObject({
      code: 'file-not-found',
    });
    expect((await board.exec('print(dir())')).stdout.toString()).not.toContain('adder');
  });

  it('takes several files, and refuses folders before it writes', async () => {
    const { board, written } = await connect();
    const file = (path: string, content: string): TreeEntry => ({
      kind: 'file',
      path,
      size: content.length,
      read: () => Promise.resolve(utf8(content)),
    });
    const files = [file('a.py', 'a'), file('b.py', 'bb')];
    const first = await copyToBoard(board.files, files, { interrupt: true });
    expect(first).toEqual({ written: 2, skipped: 0, folders: 0, guarantee: 'copied' });
    const entries: TreeEntry[] = [file('c.py', 'c'), { kind: 'folder', path: 'lib' }];
    expect(await rejection(copyToBoard(board.files, entries))).toMatchObject({
      code: 'no-folders',
      detail: 'lib',
    });
    expect((await board.files.list('')).map(({ name }) => name).sort()).toEqual(['a.py', 'b.py']);
    // Its receive buffer holds 63 bytes.
    expect(written().filter((piece) => piece.length > 63)).toEqual([]);
  });

  it('that is full says so and keeps the old file', async () => {
    const { board } = await connect();
    await board.files.write('keep.txt', utf8('old'), { interrupt: true });
    // Room for the new file beside the old one, but not for it to be copied.
    // In programs that its receive buffer holds.
    for (const program of [
      'f = open("most.bin", "wb")\nn = 0',
      'try:\n while 1: n += f.write(bytes(32))\nexcept OSError: pass',
      'f.close()\nf = open("most.bin", "wb")',
      'for i in range((n - 1920) // 32): f.write(bytes(32))',
      'f.close()\ndel f, i, n',
    ])
      expect((await board.exec(program)).stderr).toBe('');
    const failed = await rejection(board.files.write('keep.txt', new Uint8Array(1200).fill(65)));
    expect(failed).toMatchObject({ code: 'board-full' });
    expect(text(await board.files.read('keep.txt'))).toBe('old');
    const names = (await board.files.list('')).map(({ name }) => name);
    expect(names.sort()).toEqual(['keep.txt', 'most.bin']);
  });
});
