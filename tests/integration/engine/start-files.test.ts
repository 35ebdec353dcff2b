// Making a program start at power-on: the old main.py stays, whatever happens.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setAside, startAtPowerOn } from '../../../src/engine/board/start-files';
import { connectVirtual, rejection } from './support';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('a program starts at power-on, and each old one is kept under a name of its own', async () => {
  const { board, home, shown } = await connectVirtual();
  const folder = join(home, 'virtual-boards/default/files');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  expect(await startAtPowerOn(board.files, bytes('print("one")\n'))).toEqual({});
  expect(await startAtPowerOn(board.files, bytes('print("two")\n'))).toEqual({
    kept: 'main.bak.py',
  });
  // The same program again is nothing to keep.
  expect(await startAtPowerOn(board.files, bytes('print("two")\n'))).toEqual({});
  expect(await startAtPowerOn(board.files, bytes('print("three")\n'))).toEqual({
    kept: 'main.bak2.py',
  });
  expect([read('main.bak.py'), read('main.bak2.py'), read('main.py')]).toEqual([
    'print("one")\n',
    'print("two")\n',
    'print("three")\n',
  ]);
  await board.softReset();
  await shown.until('three');

  expect(await setAside(board.files, 'main.py')).toBe('main.bak3.py');
  expect(await setAside(board.files, 'main.py')).toBeUndefined();
  expect(readdirSync(folder).sort()).toEqual(['main.bak.py', 'main.bak2.py', 'main.bak3.py']);
});

it('what is kept already is not kept once more', async () => {
  const { board, home } = await connectVirtual();
  const folder = join(home, 'virtual-boards/default/files');
  const start = (text: string): Promise<{ readonly kept?: string }> =>
    startAtPowerOn(board.files, bytes(text));
  await start('print(1)\n');
  expect(await start('print(2)\n')).toEqual({ kept: 'main.bak.py' });
  expect(await start('print(1)\n')).toEqual({ kept: 'main.bak2.py' });
  // Back and forth between the two of them.
  expect(await start('print(2)\n')).toEqual({ kept: 'main.bak.py' });
  expect(await setAside(board.files, 'main.py')).toBe('main.bak2.py');
  expect(readdirSync(folder).sort()).toEqual(['main.bak.py', 'main.bak2.py']);
  expect(readFileSync(join(folder, 'main.bak2.py'), 'utf8')).toBe('print(2)\n');
});

it('a board without room for both keeps the old program, and no copy of it', async () => {
  const { board, home } = await connectVirtual({ sizeBytes: 64 * 1024 });
  const folder = join(home, 'virtual-boards/default/files');
  const old = '#'.repeat(24 * 1024);
  writeFileSync(join(folder, 'main.py'), old);
  const error = await rejection(startAtPowerOn(board.files, bytes('x'.repeat(30 * 1024))));
  expect(error).toMatchObject({ code: 'board-full' });
  expect(readFileSync(join(folder, 'main.py'), 'utf8')).toBe(old);
  expect(existsSync(join(folder, 'main.bak.py'))).toBe(false);
});
