// What is inside of a board's own modules, asked from a real MicroPython.

import { describe, expect, it } from 'vitest';
import { moduleNames } from '../../../src/main/boards/module-names';
import { whyMissing } from '../../targets/micropython';
import { connectPty, connectVirtual, text } from './support';

describe('the names in a module of the board', () => {
  it.skipIf(whyMissing() !== '')('are asked from it, and leave nothing behind', async () => {
    const { board } = await connectPty();
    const names = await moduleNames(board, 'termios');
    expect(names).toContainEqual({ name: 'tcgetattr', type: 'function' });
    const { stdout } = await board.exec(
      'import sys\nprint("termios" in sys.modules, "is_there" in globals())',
    );
    expect(text(stdout).trim()).toBe('False False');
  });

  it.skipIf(whyMissing() !== '')('leave nothing of a package behind', async () => {
    const { board } = await connectPty();
    expect(await moduleNames(board, 'asyncio')).toContainEqual({ name: 'run', type: 'function' });
    const { stdout } = await board.exec(
      'import sys\nprint([n for n in sys.modules if n.startswith("asyncio")])',
    );
    expect(text(stdout).trim()).toBe('[]');
  });

  it('are none of a file in its place, whose code does not run', async () => {
    const { board } = await connectVirtual();
    await board.files.write('/heapq.py', new TextEncoder().encode('open("/ran", "w").close()\n'));
    expect(await moduleNames(board, 'heapq')).toEqual([]);
    const names = (await board.files.list('/')).map(({ name }) => name);
    expect(names).toEqual(['heapq.py']);
    await board.files.remove('/heapq.py');
  });

  it('are not asked of programs, of what the board lacks, and while a program runs', async () => {
    const { board } = await connectVirtual();
    expect(await moduleNames(board, 'webrepl_setup')).toEqual([]);
    expect(await moduleNames(board, 'no_such_thing')).toEqual([]);
    await board.start('import time\nwhile True: time.sleep_ms(10)\n');
    await expect(moduleNames(board, 'random')).rejects.toMatchObject({ code: 'board-busy' });
  });
});
