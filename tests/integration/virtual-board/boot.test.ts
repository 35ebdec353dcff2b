import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BANNER, RAW_BANNER, startAtPrompt, startBoard, temporaryDirectory } from './wire';

async function boardWith(files: Record<string, string>): ReturnType<typeof startBoard> {
  const directory = join(await temporaryDirectory(), 'board');
  await mkdir(directory);
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return startBoard({ directory });
}

describe('the start', () => {
  test('runs boot.py and main.py in one namespace, then the prompt', async () => {
    const wire = await boardWith({
      'boot.py': 'print("boot", __file__)\nb = 1\n',
      'main.py': 'print("main", b, __file__, __name__)\n',
    });
    expect(await wire.until('>>> ')).toBe(`boot boot.py\r\nmain 1 main.py __main__\r\n${BANNER}`);
    expect(await wire.line('b')).toBe('1\r\n');
  });

  test('an error in main.py is shown with its line', async () => {
    const wire = await boardWith({ 'main.py': 'def f():\n    1/0\nf()\n' });
    expect(await wire.until('>>> ')).toBe(
      'Traceback (most recent call last):\r\n' +
        '  File "main.py", line 3, in <module>\r\n' +
        '  File "main.py", line 2, in f\r\n' +
        `ZeroDivisionError: divide by zero\r\n${BANNER}`,
    );
  });

  test('an error in boot.py keeps main.py from running', async () => {
    const wire = await boardWith({ 'boot.py': '1/0\n', 'main.py': 'print("main")\n' });
    const output = await wire.until('>>> ');
    expect(output).toContain('  File "boot.py", line 1, in <module>\r\n');
    expect(output).not.toContain('main\r\n');
  });

  test('Ctrl-C ends main.py at the prompt', async () => {
    const wire = await boardWith({ 'main.py': 'print("go")\nwhile True: pass\n' });
    await wire.until('go\r\n');
    await wire.send('\x03');
    expect(await wire.until('>>> ')).toContain('KeyboardInterrupt: \r\n');
  });

  test('the raw REPL can be entered while main.py runs', async () => {
    const wire = await boardWith({
      'main.py': 'import time\nprint("go")\nwhile True: time.sleep(1)\n',
    });
    await wire.until('go\r\n');
    await wire.send('\r\x03\x01');
    await wire.until(RAW_BANNER);
    expect(await wire.exec('print(1)')).toEqual(['1\r\n', '']);
  });

  test('sys.exit() in main.py is a soft reset', async () => {
    const wire = await boardWith({
      'main.py':
        'import os, sys\ntry: os.stat("ran")\nexcept OSError:\n  open("ran", "w").close()\n  sys.exit()\n',
    });
    expect(await wire.until('>>> ')).toBe(`MPY: soft reboot\r\n${BANNER}`);
  });
});

describe('a crash of the interpreter', () => {
  const CRASH = 'import uctypes\nuctypes.bytearray_at(0x70000000, 4)[0] = 1\n';

  test('is said on the wire, and the board starts again', async () => {
    const wire = await startAtPrompt();
    await wire.line('import uctypes');
    await wire.send('uctypes.bytearray_at(0x70000000, 4)[0] = 1\r');
    expect(await wire.until(BANNER)).toContain('[virtual board: the interpreter crashed (');
    expect(await wire.line('1 + 1')).toBe('2\r\n');
  });

  test('in main.py does not go on for ever', async () => {
    const wire = await boardWith({ 'main.py': CRASH });
    const output = await wire.until(BANNER);
    expect(output.split('the interpreter crashed')).toHaveLength(3);
    expect(output).toContain('[virtual board: boot.py and main.py were left out]\r\n');
    expect(await wire.line('1 + 1')).toBe('2\r\n');
  });
});
