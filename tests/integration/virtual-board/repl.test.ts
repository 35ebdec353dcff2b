import { describe, expect, test } from 'vitest';
import { BANNER, startAtPrompt, startBoard } from './wire';

describe('the friendly REPL', () => {
  test('begins with the banner of a board, and nothing before it', async () => {
    const wire = await startBoard();
    expect(await wire.until('>>> ')).toBe(BANNER);
  });

  test('echoes, evaluates and prints with CRLF', async () => {
    const wire = await startAtPrompt();
    await wire.send('print("a\\nb"), 1 + 1\r');
    expect(await wire.until('\r\n>>> ')).toBe(
      'print("a\\nb"), 1 + 1\r\na\r\nb\r\n(None, 2)\r\n>>> ',
    );
  });

  test('Ctrl-B prints the banner again', async () => {
    const wire = await startAtPrompt();
    await wire.send('\x02');
    expect(await wire.until('>>> ')).toBe(`\r\n${BANNER}`);
  });

  test('Ctrl-C at the prompt drops the line', async () => {
    const wire = await startAtPrompt();
    await wire.send('abc\x03');
    expect(await wire.until('>>> ')).toBe('abc\r\n>>> ');
  });

  test('has history, completion and indentation', async () => {
    const wire = await startAtPrompt();
    await wire.send('import ucty\t\r');
    expect(await wire.until('\r\n>>> ')).toBe('import uctypes\r\n>>> ');
    await wire.send('\x1b[A\r');
    expect(await wire.until('\r\n>>> ')).toBe('import uctypes\r\n>>> ');
    await wire.send('if 1:\r');
    expect(await wire.until('... ')).toBe('if 1:\r\n... ');
    await wire.send('print(7)\r\r\r\r');
    expect(await wire.until('7\r\n>>> ')).toContain('    print(7)');
  });

  test('paste mode takes Ctrl-A as a character', async () => {
    const wire = await startAtPrompt();
    await wire.send('\x05x = 5\rprint(x * 2)\r\x04');
    expect(await wire.until('10\r\n>>> ')).toBe(
      '\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n' +
        '=== x = 5\r\n=== print(x * 2)\r\n=== \r\n10\r\n>>> ',
    );
    await wire.send('\x05y = "\x01"\r\x04');
    await wire.until('\r\n>>> ');
    expect(await wire.line('y')).toBe("'\\x01'\r\n");
  });

  test('a traceback shows the program and nothing of the simulated modules', async () => {
    const wire = await startAtPrompt();
    await wire.line('import machine');
    expect(await wire.line('machine.Pin(99)')).toBe(
      'Traceback (most recent call last):\r\n' +
        '  File "<stdin>", line 1, in <module>\r\n' +
        'ValueError: invalid pin\r\n',
    );
  });
});

describe('soft reset', () => {
  test('Ctrl-D forgets names, keeps files and prints what boards print', async () => {
    const wire = await startAtPrompt();
    await wire.line('x = 1; open("kept.txt", "w").close()');
    await wire.send('\x04');
    expect(await wire.until('>>> ')).toBe(`\r\nMPY: soft reboot\r\n${BANNER}`);
    expect(await wire.line('x')).toContain('NameError');
    expect(await wire.line('import os; os.listdir()')).toBe("['kept.txt']\r\n");
  });

  test('sys.exit() and machine.soft_reset() are soft resets', async () => {
    const wire = await startAtPrompt();
    for (const source of ['import sys; sys.exit()', 'import machine; machine.soft_reset()']) {
      await wire.send(`${source}\r`);
      expect(await wire.until('>>> ')).toBe(`${source}\r\nMPY: soft reboot\r\n${BANNER}`);
    }
  });

  test('machine.reset() starts the board again', async () => {
    const wire = await startAtPrompt();
    await wire.send('import machine; machine.reset()\r');
    expect(await wire.until(BANNER)).toBe(`import machine; machine.reset()\r\n${BANNER}`);
    expect(await wire.line('1 + 1')).toBe('2\r\n');
  });
});
