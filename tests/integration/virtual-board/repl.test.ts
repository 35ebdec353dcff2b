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
});
