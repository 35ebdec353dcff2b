import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { startAtPrompt, startInRaw } from './wire';

const INTERRUPTED = 'KeyboardInterrupt: \r\n';

describe('Ctrl-C', () => {
  test.each([
    ['an empty loop', 'while True: pass'],
    ['a sleep', 'import time\ntime.sleep(100)'],
    ['a sleep in milliseconds', 'import time\ntime.sleep_ms(100000)'],
    ['input()', 'input("? ")'],
    ['a read of stdin', 'import sys\nsys.stdin.read(3)'],
    [
      'a poll without end',
      'import select, sys\np = select.poll()\np.register(sys.stdin, 1)\np.poll()',
    ],
    [
      'a poll with a timeout',
      'import select, sys\np = select.poll()\np.register(sys.stdin, 1)\np.poll(100000)',
    ],
    ['a sleeping asyncio', 'import asyncio\nasyncio.run(asyncio.sleep(100))'],
  ])('interrupts %s', async (_, source) => {
    const wire = await startInRaw();
    await wire.send(`print("go")\n${source}\x04`);
    await wire.until('go\r\n');
    await wire.send('\x03');
    const [output, error] = await wire.outcome();
    expect(output).not.toContain('go');
    expect(error.endsWith(INTERRUPTED)).toBe(true);
    expect(await wire.exec('print("usable")')).toEqual(['usable\r\n', '']);
  });

  test('interrupts a flood of output', async () => {
    const wire = await startInRaw();
    await wire.send('while True: print("x" * 50)\x04');
    await wire.until('x\r\nx');
    await wire.send('\x03');
    expect((await wire.outcome())[1]).toContain(INTERRUPTED);
  });

  test('interrupts print when nobody takes the output', async () => {
    const wire = await startInRaw();
    wire.board.pause();
    await wire.send('while True: print("x" * 5000)\x04\x03');
    wire.board.resume();
    expect((await wire.outcome())[1]).toContain(INTERRUPTED);
  });

  test('sent together with the code interrupts the code', async () => {
    const wire = await startAtPrompt();
    await wire.send('while True: pass\r\r\x03');
    const output = await wire.until(`${INTERRUPTED}>>> `);
    expect(output).toContain('  File "<stdin>", line 1, in <module>\r\n');
  });

  test('can be caught by the program', async () => {
    const wire = await startInRaw();
    await wire.send(
      'import time\nprint("go")\ntry:\n  while True: time.sleep_ms(10)\n' +
        'except KeyboardInterrupt: print("caught")\x04',
    );
    await wire.until('go\r\n');
    await wire.send('\x03');
    expect(await wire.outcome()).toEqual(['caught\r\n', '']);
  });

  test('is a byte like any other after kbd_intr(-1)', async () => {
    const wire = await startInRaw();
    await wire.send(
      'import micropython, sys\nmicropython.kbd_intr(-1)\nprint("go")\n' +
        'd = sys.stdin.buffer.read(3)\nmicropython.kbd_intr(3)\nprint(d)\x04',
    );
    await wire.until('go\r\n');
    await wire.send(Buffer.from([1, 3, 4]));
    expect(await wire.outcome()).toEqual(["b'\\x01\\x03\\x04'\r\n", '']);
  });

  test('leaves the bytes around it to the program', async () => {
    const wire = await startInRaw();
    await wire.send(
      'import sys, time\nprint("go")\ntry: time.sleep(100)\n' +
        'except KeyboardInterrupt: print(sys.stdin.read(4))\x04',
    );
    await wire.until('go\r\n');
    await wire.send('ab\x03cd');
    expect(await wire.outcome()).toEqual(['abcd\r\n', '']);
  });
});
