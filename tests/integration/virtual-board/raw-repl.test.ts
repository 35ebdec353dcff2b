import { Buffer } from 'node:buffer';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BANNER, RAW_BANNER, startAtPrompt, startInRaw } from './wire';

describe('the raw REPL', () => {
  test('is entered by Ctrl-A and left by Ctrl-B', async () => {
    const wire = await startAtPrompt();
    await wire.send('\x01');
    expect(await wire.until('>')).toBe(`\r\n${RAW_BANNER}`);
    await wire.send('\x01');
    expect(await wire.until('>')).toBe(RAW_BANNER);
    await wire.send('\x02');
    expect(await wire.until('>>> ')).toBe(`\r\n${BANNER}`);
  });

  test('separates output and error', async () => {
    const wire = await startInRaw();
    await wire.send('print(1)\nprint(2)\x04');
    expect(await wire.until('>')).toBe('OK1\r\n2\r\n\x04\x04>');
    expect(await wire.exec('def f():\n  raise ValueError("x")\nf()')).toEqual([
      '',
      'Traceback (most recent call last):\r\n' +
        '  File "<stdin>", line 3, in <module>\r\n' +
        '  File "<stdin>", line 2, in f\r\n' +
        'ValueError: x\r\n',
    ]);
  });

  test('Ctrl-C drops what was typed', async () => {
    const wire = await startInRaw();
    await wire.send('garbage\x03print(5)\x04');
    expect(await wire.until('\x04>')).toBe('OK5\r\n\x04\x04>');
  });

  test('Ctrl-D on an empty line is a soft reset that stays in the raw REPL and skips main.py', async () => {
    const wire = await startInRaw();
    await writeFile(join(wire.directory, 'boot.py'), 'print("boot")\n');
    await writeFile(join(wire.directory, 'main.py'), 'print("main")\n');
    await wire.send('\x04');
    expect(await wire.until(RAW_BANNER)).toBe(`OK\r\nMPY: soft reboot\r\nboot\r\n${RAW_BANNER}`);
    expect(await wire.exec('print(1)')).toEqual(['1\r\n', '']);
  });
});

describe('raw paste', () => {
  test('is asked for at the start of a line only', async () => {
    const wire = await startInRaw();
    for (const line of ['\x05\x05A', '\x05AA', 'x\x05A']) {
      await wire.send(`${line}\x01`);
      expect(await wire.until('>')).toBe(RAW_BANNER);
    }
    expect(await wire.exec('print(5)')).toEqual(['5\r\n', '']);
  });

  test('runs a program', async () => {
    const wire = await startInRaw();
    const [output, error] = await wire.paste('print("hi")\nprint(1/0)');
    expect(output).toBe('hi\r\n');
    expect(error).toBe(
      'Traceback (most recent call last):\r\n  File "<stdin>", line 2, in <module>\r\n' +
        'ZeroDivisionError: divide by zero\r\n',
    );
  });

  test('speaks the protocol byte by byte', async () => {
    const wire = await startInRaw();
    await wire.send('\x05A\x01');
    expect(await wire.bytes(5)).toEqual(Buffer.from('R\x01\x00\x08\x01', 'latin1'));
    await wire.send('print(3)\x04');
    expect(await wire.until('\x04>')).toBe('\x043\r\n\x04\x04>');
  });

  test('grants a window for each window that has arrived', async () => {
    const wire = await startInRaw();
    const lines = Array.from({ length: 4000 }, (_, i) => `x+=${i}\n`).join('');
    const source = `x=0\n${lines}print(x)\n`;
    const [output, error, grants] = await wire.paste(source);
    expect([output, error]).toEqual(['7998000\r\n', '']);
    expect(grants).toBeGreaterThanOrEqual(Math.floor(source.length / 2048) - 1);
  });

  test('carries every byte that a source can hold', async () => {
    const wire = await startInRaw();
    const [output] = await wire.paste(
      Buffer.concat([
        Buffer.from('s = "'),
        Buffer.from([1, 2, 5, 0x1b, 0x7f]),
        Buffer.from('äö€😀"\nprint(len(s), [ord(c) for c in s])\n'),
      ]),
    );
    expect(output).toBe('9 [1, 2, 5, 27, 127, 228, 246, 8364, 128512]\r\n');
  });

  test('reports a syntax error, and takes the whole source before', async () => {
    const wire = await startInRaw();
    const [output, error] = await wire.paste('a b c\n'.repeat(1000));
    expect(output).toBe('');
    expect(error).toContain('SyntaxError: invalid syntax\r\n');
  });

  test('Ctrl-C drops the source, and the next program runs', async () => {
    const wire = await startInRaw();
    await wire.send('\x05A\x01');
    await wire.bytes(5);
    await wire.send('print("never")\x03');
    expect(await wire.until('\x04>')).toBe('\x04\x04KeyboardInterrupt: \r\n\x04>');
    expect((await wire.paste('print("next")'))[0]).toBe('next\r\n');
  });

  test('runs an empty source', async () => {
    const wire = await startInRaw();
    await wire.send('\x05A\x01');
    await wire.bytes(5);
    await wire.send('\x04');
    expect(await wire.until('>')).toBe('\x04\x04\x04>');
  });

  test('refuses what it does not know as boards do', async () => {
    const wire = await startInRaw();
    await wire.send('\x05B\x01');
    expect(await wire.bytes(2)).toEqual(Buffer.from('R\x00', 'latin1'));
  });
});
