// Boards whose main.py does not let go, and the way back: the virtual board, and a MicroPython behind a pty.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { safeStart, type SafeStartStep } from '../../../src/engine/board/safe-start';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard } from '../../targets/targets';
import { connectVirtual, freshHome, rejection, Shown } from './support';

const SWALLOWS = 'while True:\n try:\n  while True:\n   pass\n except:\n  pass\n';
const PRINTS = 'while True:\n try:\n  print("x" * 60)\n except:\n  pass\n';
const RESETS = 'import machine\nmachine.reset()\n';
/** Ctrl-C is a byte like any other: only the moment before that line lets anybody in. */
const DEAF = 'import micropython\nmicropython.kbd_intr(-1)\nprint("begun")\nwhile True:\n pass\n';
const DEAF_LATER = `import time\ntime.sleep(1)\n${DEAF}`;
/** Its handler takes a moment, in which the next Ctrl-C comes. */
const PROTESTS =
  'import time\nprint("begun")\nwhile True:\n try:\n  while True:\n   pass\n except:\n  time.sleep(0.2)\n';

const host = (dataDirectory: string) => ({ dataDirectory, holder: 'a test' });
const forever = (): AbortSignal => new AbortController().signal;

async function homeWith(files: Record<string, string>): Promise<{ home: string; folder: string }> {
  const home = await freshHome();
  const folder = join(home, 'virtual-boards/default/files');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { home, folder };
}

function rescueVirtual(home: string, steps: SafeStartStep[] = []) {
  return safeStart('virtual:', {
    createLink: (address, { bare }) =>
      createTransport(address, { ...host(home), virtualBoardBare: bare }),
    signal: forever(),
    onStep: (step) => steps.push(step),
    patienceMs: 400,
  });
}

describe('the safe start of a virtual board', () => {
  it.each([
    ['swallows Ctrl-C', SWALLOWS],
    ['prints without end and swallows Ctrl-C', PRINTS],
    ['resets the board for ever', RESETS],
    ['has switched Ctrl-C off', DEAF],
  ])('whose main.py %s puts it aside, and the board is idle', async (_, program) => {
    const { home, folder } = await homeWith({ 'main.py': program, 'main.bak.py': 'older\n' });
    expect(await rescueVirtual(home)).toEqual({
      setAside: { from: 'main.py', to: 'main.bak2.py' },
    });
    expect(readdirSync(folder).sort()).toEqual(['main.bak.py', 'main.bak2.py']);
    expect(readFileSync(join(folder, 'main.bak2.py'), 'utf8')).toBe(program);
    expect(readFileSync(join(folder, 'main.bak.py'), 'utf8')).toBe('older\n');
    const { board } = await connectVirtual({ home });
    expect(board.mode).toBe('idle');
  });

  it('puts boot.py aside when it is the one, and leaves main.py', async () => {
    const { home, folder } = await homeWith({ 'boot.py': SWALLOWS, 'main.py': 'x = 1\n' });
    expect(await rescueVirtual(home)).toEqual({
      setAside: { from: 'boot.py', to: 'boot.bak.py' },
    });
    expect(readdirSync(folder).sort()).toEqual(['boot.bak.py', 'main.py']);
  });

  it('tells a boot.py that hangs from a main.py that is not to blame', async () => {
    const { home, folder } = await homeWith({ 'boot.py': DEAF, 'main.py': 'x = 1\n' });
    expect(await rescueVirtual(home)).toEqual({
      setAside: { from: 'boot.py', to: 'boot.bak.py' },
    });
    expect(readdirSync(folder).sort()).toEqual(['boot.bak.py', 'main.py']);
  });

  it('of a board without either changes nothing', async () => {
    const { home, folder } = await homeWith({ 'other.py': 'x = 1\n' });
    const steps: SafeStartStep[] = [];
    expect(await rescueVirtual(home, steps)).toEqual({});
    expect(readdirSync(folder)).toEqual(['other.py']);
    expect(steps).toEqual(['stopping', 'setting-aside']);
  });
});

describeWithTarget('the safe start of a board on a port', () => {
  async function portWith(program: string) {
    const port = await startSerialBoard();
    onTestFinished(() => port.stop());
    const shown = new Shown();
    const board = await Board.connect(port.path, { onConsole: shown.sink });
    await board.files.write('main.py', program);
    await board.softReset();
    await shown.until('begun');
    await board.close();
    return port;
  }

  async function idleWithout(path: string): Promise<string[]> {
    const board = await Board.connect(path);
    onTestFinished(() => board.close());
    expect(board.mode).toBe('idle');
    return (await board.files.list('')).map(({ name }) => name);
  }

  it('breaks into a program that swallows Ctrl-C', async () => {
    const port = await portWith(PROTESTS);
    const report = await safeStart(port.path, {
      createLink: (address) => createTransport(address, host('')),
      signal: forever(),
    });
    expect(report).toEqual({ setAside: { from: 'main.py', to: 'main.bak.py' } });
    expect(await idleWithout(port.path)).toEqual(['main.bak.py']);
  });

  it('waits for a person to press reset where nothing else helps, and goes on when the board is back', async () => {
    const port = await portWith(DEAF_LATER);
    let pressed: Promise<void> = Promise.reject(new Error('nobody was asked'));
    pressed.catch(() => undefined);
    const report = await safeStart(port.path, {
      createLink: (address) => createTransport(address, host('')),
      signal: forever(),
      patienceMs: 300,
      onStep: (step) => {
        if (step === 'waiting-for-reset')
          pressed = (async () => {
            await port.unplug();
            await port.plugIn();
          })();
      },
    });
    await pressed;
    expect(report).toEqual({ setAside: { from: 'main.py', to: 'main.bak.py' } });
    expect(await idleWithout(port.path)).toEqual(['main.bak.py']);
  });

  it('ends when it is cancelled, and lets the port go', async () => {
    const port = await portWith(DEAF);
    const cancel = new AbortController();
    const rescue = safeStart(port.path, {
      createLink: (address) => createTransport(address, host('')),
      signal: cancel.signal,
      patienceMs: 100,
      onStep: (step) => {
        if (step === 'waiting-for-reset') cancel.abort();
      },
    });
    expect(await rejection(rescue)).toMatchObject({ code: 'aborted' });
    const again = createTransport(port.path, host(''));
    await again.open();
    await again.close();
  });
});
