// A program that is started and not waited for, byte by byte.

import { describe, expect, it } from 'vitest';
import { BANNER, replScript, ScriptedTransport, type Script } from './scripted-transport';
import { arrive, connect, settled, useFakeTime } from './settled';

useFakeTime();

/** Keeps what the console shows. */
function shown(): { text: string; readonly sink: (bytes: Uint8Array) => void } {
  const console = {
    text: '',
    sink: (bytes: Uint8Array): void => {
      console.text += Buffer.from(bytes).toString('latin1');
    },
  };
  return console;
}

describe('starting a program', () => {
  it('gives the board to the console with its first byte, and leads it out behind it', async () => {
    const transport = new ScriptedTransport(replScript(() => 'hello\r\n\x04'));
    const console = shown();
    const board = await connect(transport, console.sink);
    const before = console.text;
    transport.sent = '';
    await settled(board.start('run()'));
    await arrive();
    expect(transport.sent).toBe('\x01run()\x04\x02');
    expect(console.text).toBe(`${before}hello\r\n\x04\x04>${BANNER}`);
    expect(board.mode).toBe('idle');
  });

  it('is running until it ends, and where the board is closed before, Ctrl-B waits for that', async () => {
    // It takes the program.
    const busy: Script = (sent, say) => {
      if (sent === '\x01') say('\r\nraw REPL; CTRL-B to exit\r\n>');
      else if (sent.endsWith('\x04')) say('OK');
      else if (sent === '\x02' && !transport.sent.includes('\x01')) say(BANNER);
    };
    const transport: ScriptedTransport = new ScriptedTransport(busy);
    const board = await connect(transport);
    await settled(board.start('run()'));
    expect(board.mode).toBe('running');
    expect(await settled(board.eval('1'))).toEqual({ code: 'board-busy' });
    const { sent } = transport;
    await settled(board.close());
    expect(transport.sent).toBe(`${sent}\x02`);
  });

  it('is let go after a while when the link takes nothing any more', async () => {
    const busy: Script = (sent, say) => {
      if (sent === '\x01') say('\r\nraw REPL; CTRL-B to exit\r\n>');
      else if (sent.endsWith('\x04')) say('OK');
      else if (sent === '\x02') say(BANNER);
    };
    const transport = new ScriptedTransport(busy);
    const board = await connect(transport);
    await settled(board.start('run()'));
    transport.write = () => new Promise(() => undefined);
    expect(await settled(board.close())).toBeUndefined();
  });

  it('is stopped by an operation that may interrupt', async () => {
    const good = replScript(
      (program) => `${/^print\('(\w+)'\)$/.exec(program)?.[1] ?? '1'}\r\n\x04`,
    );
    let runs = false;
    const script: Script = (sent, say) => {
      if (sent === 'run()\x04') {
        runs = true;
        say('OK');
      } else if (runs) {
        if (sent === '\x03') say('\x04KeyboardInterrupt\r\n\x04>');
        runs = false;
      } else good(sent, say);
    };
    const board = await connect(new ScriptedTransport(script));
    await settled(board.start('run()'));
    expect(await settled(board.eval('1', { interrupt: true }))).toBe('1');
  });

  it('rejects when the board does not take it, and the next operation finds the thread again', async () => {
    let deaf = true;
    const good = replScript(
      (program) => `${/^print\('(\w+)'\)$/.exec(program)?.[1] ?? '1'}\r\n\x04`,
    );
    const script: Script = (sent, say) => {
      if (deaf && sent.endsWith('\x04')) deaf = false;
      else good(sent, say);
    };
    const board = await connect(new ScriptedTransport(script));
    expect(await settled(board.start('run()'))).toEqual({ code: 'no-response' });
    expect(await settled(board.eval('1', { interrupt: true }))).toBe('1');
  });

  it('is interrupted when it is aborted on its way', async () => {
    const stop = new AbortController();
    const script: Script = (sent, say) => {
      if (sent.endsWith('\x04')) stop.abort();
      good(sent, say);
    };
    const good = replScript(() => '\x04');
    const transport = new ScriptedTransport(script);
    const board = await connect(transport);
    expect(await settled(board.start('run()', { signal: stop.signal }))).toEqual({
      code: 'aborted',
    });
    await arrive();
    expect(transport.sent.endsWith('run()\x04\x03\x02')).toBe(true);
    expect(board.mode).toBe('idle');
  });
});

describe('the banner for a person', () => {
  it('is heard where the engine was inside, and where it has left', async () => {
    const transport = new ScriptedTransport(replScript(() => '\x04'));
    const console = shown();
    const board = await connect(transport, console.sink);
    const before = console.text;
    await settled(board.exec('pass'));
    await settled(board.showBanner());
    await arrive();
    expect(console.text).toBe(before + BANNER);
    await settled(board.showBanner());
    await arrive();
    expect(console.text).toBe(before + BANNER + BANNER);
    expect(board.mode).toBe('idle');
  });

  it('is not asked of a board that may run a program', async () => {
    const transport = new ScriptedTransport(() => undefined);
    const board = await connect(transport);
    const { sent } = transport;
    await settled(board.showBanner());
    expect(transport.sent).toBe(sent);
  });
});

describe('typed keys', () => {
  it('are known to be sent when none waits any more', async () => {
    const transport = new ScriptedTransport(() => undefined, { inFlight: 16 });
    const board = await connect(transport);
    let sent = false;
    await board.type(Buffer.from('first line\rsecond line\r'));
    const all = board.keysSent().then(() => (sent = true));
    await arrive();
    expect(sent).toBe(false);
    transport.say('first line\r\n>>> ');
    await settled(all);
    expect(transport.sent).toMatch(/first line\rsecond line\r$/);
    await board.keysSent();
  });

  it('are nobody’s any more when the link is gone', async () => {
    const transport = new ScriptedTransport(() => undefined, { inFlight: 16 });
    const board = await connect(transport);
    await board.type(Buffer.from('first line\rsecond line\r'));
    const all = board.keysSent();
    transport.unplug();
    await all;
  });

  it('are waited for while the engine works', async () => {
    const transport = new ScriptedTransport(replScript(() => '\x04'));
    const board = await connect(transport);
    const work = board.exec('pass');
    await arrive();
    await board.type(Buffer.from('x'));
    let sent = false;
    const all = board.keysSent().then(() => (sent = true));
    expect(sent).toBe(false);
    await settled(Promise.all([work, all]));
    expect(transport.sent).toMatch(/x$/);
  });
});
