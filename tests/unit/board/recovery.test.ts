import { describe, expect, it, vi } from 'vitest';
import { arrive, connect, settled, useFakeTime } from './settled';
import { BANNER, replScript, ScriptedTransport } from './scripted-transport';

useFakeTime();

/** Answers print('...') as a board does. */
const printing = replScript((program) => {
  const text = /print\('?(.*?)'?\)/.exec(program)?.[1];
  return text === undefined ? '\x04' : `${text}\r\n\x04`;
});

describe('the answer to something that was not sent', () => {
  it('makes the engine find the thread again, before it is taken for the answer to the next', async () => {
    const transport = new ScriptedTransport(printing, {}, BANNER);
    const board = await connect(transport);
    const exec = board.exec('x=1');
    await arrive();
    await exec;
    transport.sent = '';
    transport.say('OK\x04\x04>'); // a Ctrl-D was doubled on its way
    await arrive();
    await vi.advanceTimersByTimeAsync(2000);
    await arrive();
    expect(transport.sent).toContain('\x03\x01');
    expect(board.mode).toBe('idle');
    expect(await settled(board.eval('42'))).toBe('42');
  });
});

describe('after damage', () => {
  it('a person finds the prompt, not a raw REPL that echoes nothing', async () => {
    let damaged = true;
    const transport = new ScriptedTransport(
      (sent, say) => {
        if (damaged && sent.includes('\x04')) {
          damaged = false;
          say('K1\r\n\x04\x04>');
        } else printing(sent, say);
      },
      {},
      BANNER,
    );
    const board = await connect(transport);
    const modes: string[] = [];
    board.onMode((mode) => modes.push(mode));
    expect(await settled(board.exec('x=1'))).toEqual({ code: 'protocol-damaged' });
    await vi.advanceTimersByTimeAsync(1000);
    await arrive();
    expect(board.mode).toBe('idle');
    expect(modes).toEqual(['engine', 'idle']);
    transport.sent = '';
    await settled(board.type(Buffer.from('key')));
    expect(transport.sent).toBe('key');
  });

  it('is tried once where nothing answers any more, and the next operation tries again', async () => {
    let dead = false;
    const transport = new ScriptedTransport(
      (sent, say) => {
        if (sent.includes('\x04')) dead = true;
        if (!dead) printing(sent, say);
      },
      {},
      BANNER,
    );
    const board = await connect(transport);
    expect(await settled(board.exec('x=1'))).toEqual({ code: 'no-response' });
    await vi.advanceTimersByTimeAsync(10_000);
    await arrive();
    const tried = transport.sent;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(transport.sent).toBe(tried);
    await settled(board.exec('x=1'));
    expect(transport.sent.length).toBeGreaterThan(tried.length);
  });
});
