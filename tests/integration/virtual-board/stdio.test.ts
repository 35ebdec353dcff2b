import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { VIRTUAL_BOARD_PINS } from '../../../src/virtual-board';
import { startAtPrompt, startInRaw } from './wire';

describe('input()', () => {
  const ask = async (keys: string): Promise<string> => {
    const wire = await startInRaw();
    await wire.send('print("=", repr(input("name? ")))\x04');
    await wire.until('name? ');
    await wire.send(Buffer.from(keys));
    const [output, error] = await wire.outcome();
    return error === '' ? output.slice(output.indexOf('=') + 2, -2) : error;
  };

  test('echoes what is typed', async () => {
    const wire = await startAtPrompt();
    await wire.send('x = input("name? ")\r');
    await wire.until('\r\nname? ');
    await wire.send('Bob\r');
    expect(await wire.until('>>> ')).toBe('Bob\r\n>>> ');
    expect(await wire.line('x')).toBe("'Bob'\r\n");
  });

  test.each([
    ['backspace', 'Bobx\x7f\r', "'Bob'"],
    ['the left arrow', 'Bb\x1b[Do\r', "'Bob'"],
    ['the right arrow', 'Bo\x1b[D\x1b[D\x1b[Cx\r', "'Bxo'"],
    ['Home and End', 'ob\x1b[HB\x1b[F!\r', "'Bob!'"],
    ['Home and End of other terminals', 'ob\x1bOHB\x1b[4~!\r', "'Bob!'"],
    ['delete', 'Boxb\x1b[D\x1b[D\x1b[3~\r', "'Bob'"],
    ['other characters', 'Zoë 😀\x7f\x7f\r', "'Zo\\xeb'"],
    ['keys it does not know', 'B\x1b[15~o\x1b[1;5Cb\r', "'Bob'"],
    ['a line feed', 'Bob\n', "'Bob'"],
    ['nothing', '\r', "''"],
  ])('knows %s', async (_, keys, expected) => {
    expect(await ask(keys)).toBe(expected);
  });

  test('Ctrl-D on an empty line is the end of input', async () => {
    expect(await ask('\x04')).toBe(
      'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nEOFError: \r\n',
    );
  });
});

describe('standard streams', () => {
  test('carry bytes unchanged both ways', async () => {
    const wire = await startInRaw();
    await wire.send(
      'import sys, micropython\nmicropython.kbd_intr(-1)\nn = 0\nprint("go")\n' +
        'while n < 4096:\n  d = sys.stdin.buffer.read(256)\n  n += len(d)\n  sys.stdout.buffer.write(d)\n' +
        'micropython.kbd_intr(3)\x04',
    );
    await wire.until('go\r\n');
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7) & 255));
    await wire.send(bytes);
    expect(await wire.bytes(4096)).toEqual(bytes);
    expect(await wire.outcome()).toEqual(['', '']);
  });

  test('text in and out is cooked', async () => {
    const wire = await startInRaw();
    await wire.send(
      'import sys\nprint("go")\nsys.stdout.write(repr(sys.stdin.readline()) + "\\n")\x04',
    );
    await wire.until('go\r\n');
    await wire.send('abc\r');
    expect(await wire.outcome()).toEqual(["'abc\\n'\r\n", '']);
    expect(await wire.exec('sys.stdout.buffer.write(b"a\\nb")\nsys.stderr.write("c\\n")')).toEqual([
      'a\nbc\r\n',
      '',
    ]);
  });

  test('poll tells when stdin can be read', async () => {
    const wire = await startInRaw();
    await wire.send(
      'import sys, select\np = select.poll()\np.register(sys.stdin, select.POLLIN)\n' +
        'print(p.poll(0), len(p.poll(5)))\nprint(len(p.poll(-1)), sys.stdin.read(1), len(p.poll(0)))\x04',
    );
    await wire.until('[] 0\r\n');
    await wire.send('x');
    expect(await wire.outcome()).toEqual(['1 x 0\r\n', '']);
  });

  test('output before a wait is sent before the wait', async () => {
    const wire = await startInRaw();
    await wire.send('import time\nprint("now", end="")\ntime.sleep(100)\x04');
    await wire.until('now');
    await wire.send('\x03');
    await wire.outcome();
  });
});

describe('flow control', () => {
  test('a board that does not read makes write wait, and nothing is lost', async () => {
    const wire = await startInRaw();
    await wire.send(
      'import sys, micropython, time, machine\nmicropython.kbd_intr(-1)\nprint("go")\n' +
        'while machine.Pin(15).value(): time.sleep_ms(1)\nb = bytearray(4096)\n' +
        'print(sum(sys.stdin.buffer.readinto(b) for _ in range(80)))\nmicropython.kbd_intr(3)\x04',
    );
    await wire.until('go\r\n');
    let accepted = false;
    const write = wire.board.write(Buffer.alloc(80 * 4096, 7)).then(() => (accepted = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(accepted).toBe(false);
    wire.board.setInput(VIRTUAL_BOARD_PINS.button, 0);
    await write;
    expect(await wire.outcome()).toEqual([`${80 * 4096}\r\n`, '']);
  });

  test('a paused flow stops the board in print, and resumes without a loss', async () => {
    const wire = await startInRaw();
    wire.board.pause();
    await wire.send('for i in range(200000): print(i)\x04');
    await new Promise((resolve) => setImmediate(resolve));
    expect(wire.rest).toBe('');
    wire.board.resume();
    await wire.until('OK');
    const [output] = await wire.outcome();
    expect(output).toBe(Array.from({ length: 200000 }, (_, i) => `${i}\r\n`).join(''));
  });
});
