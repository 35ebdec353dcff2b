import { describe, expect, it, vi } from 'vitest';
import { connect, settled, useFakeTime } from './settled';
import { BANNER, replScript, ScriptedTransport, type Script } from './scripted-transport';

const SILENT: Script = () => undefined;
const INTERRUPT = { interrupt: true } as const;

useFakeTime();

describe('a board that says nothing', () => {
  it('is connected and silent; nothing but one soft probe was sent', async () => {
    const transport = new ScriptedTransport(SILENT);
    const board = await connect(transport);
    expect(board.mode).toBe('silent');
    expect(transport.sent).toBe('\x02');
  });

  it('refuses background work and names itself when it may be interrupted', async () => {
    const board = await connect(new ScriptedTransport(SILENT));
    expect(await settled(board.eval('1'))).toEqual({ code: 'board-silent' });
    expect(await settled(board.eval('1', INTERRUPT))).toEqual({ code: 'board-silent' });
    expect(board.mode).toBe('silent');
  });
});

describe('a board that takes nothing', () => {
  it('is connected and silent all the same', async () => {
    const transport = new ScriptedTransport(SILENT);
    transport.write = () => new Promise(() => undefined);
    const board = await connect(transport);
    expect(board.mode).toBe('silent');
  });
});

describe('what is not a MicroPython with a raw REPL', () => {
  it('is named so when it has a prompt', async () => {
    const python: Script = (sent, say) => {
      for (const char of sent) if (char === '\x03' || char === '\x01') say('\r\n>>> ');
    };
    const board = await connect(new ScriptedTransport(python));
    expect(await settled(board.eval('1', INTERRUPT))).toEqual({ code: 'no-raw-repl' });
  });

  it('is a program that goes on when it only talks, as far as anybody can tell', async () => {
    const board = await connect(new ScriptedTransport((_, say) => say('AT+OK\r\n')));
    expect(await settled(board.eval('1', INTERRUPT))).toEqual({ code: 'program-unstoppable' });
  });
});

describe('a board in the raw REPL that somebody left behind', () => {
  it('is led out by the soft probe', async () => {
    const board = await connect(new ScriptedTransport(replScript(() => '\x04')));
    expect(board.mode).toBe('idle');
    expect(board.facts).toMatchObject({ version: '1.27.0', machine: 'Scripted board' });
  });
});

describe('damage on the link', () => {
  it('is told, and the next operation finds the thread again', async () => {
    let damaged = true;
    const transport = new ScriptedTransport((sent, say) => {
      if (damaged && sent.includes('\x04')) {
        damaged = false;
        say('K1\r\n\x04\x04>'); // the O of OK was lost
      } else good(sent, say);
    });
    const good = replScript((program) => {
      // The synchronising mark, or the program itself.
      const nonce = /print\('(.*)'\)/.exec(program)?.[1];
      return nonce === undefined ? '2\r\n\x04' : `${nonce}\r\n\x04`;
    });
    const board = await connect(transport);
    expect(await settled(board.eval('1+1'))).toEqual({ code: 'protocol-damaged' });
    expect(await settled(board.eval('1+1'))).toBe('2');
  });
});

describe('an unplugged board', () => {
  it('rejects the running operation and everything after it', async () => {
    const script = replScript(() => '');
    const transport = new ScriptedTransport((sent, say) => {
      if (sent.includes('\x04')) transport.unplug();
      else script(sent, say);
    });
    const board = await connect(transport);
    expect(await settled(board.eval('1'))).toEqual({ code: 'link-lost' });
    expect(board.mode).toBe('lost');
    expect(await settled(board.files.list('/'))).toEqual({ code: 'link-lost' });
    expect(await board.closed).toMatchObject({ kind: 'lost' });
  });
});

describe('a program whose prompt looks like ours', () => {
  it('is found out, and is not interrupted', async () => {
    const transport = new ScriptedTransport(SILENT, {}, BANNER);
    const board = await connect(transport);
    expect(board.mode).toBe('idle');
    expect(await settled(board.eval('1'))).toEqual({ code: 'board-busy' });
    expect(transport.sent).toBe('\x01\x01\x02');
    expect(board.mode).toBe('running');
  });
});

describe('an operation that is cancelled while it gets in', () => {
  it('leaves the board at its prompt, and nothing of it in the console', async () => {
    const stop = new AbortController();
    const script = replScript(() => '\x04');
    const transport = new ScriptedTransport(
      (sent, say) => {
        script(sent, say);
        if (sent.includes('\x01')) stop.abort();
      },
      {},
      BANNER,
    );
    let shown = '';
    const board = await connect(
      transport,
      (bytes) => void (shown += Buffer.from(bytes).toString()),
    );
    const before = shown;
    const { signal } = stop;
    expect(await settled(board.eval('1', { signal }))).toEqual({ code: 'aborted' });
    expect(transport.sent).toBe('\x01\x02');
    expect(board.mode).toBe('idle');
    expect(shown).toBe(before);
  });

  it('leads out a board that hears it late', async () => {
    const stop = new AbortController();
    const transport = new ScriptedTransport((sent) => {
      if (sent.includes('\x01')) stop.abort();
    });
    const board = await connect(transport);
    expect(await settled(board.eval('1', { ...INTERRUPT, signal: stop.signal }))).toEqual({
      code: 'aborted',
    });
    expect(transport.sent).toBe('\x02\x03\x01\x02');
  });
});

describe('a program that does not let itself be stopped', () => {
  it('is told by Stop, and is not taken for ours afterwards', async () => {
    const script = replScript(() => '\x04');
    const transport = new ScriptedTransport(
      (sent, say) => {
        if (sent.includes('loop')) say('OK');
        else script(sent, say);
      },
      {},
      BANNER,
    );
    const board = await connect(transport);
    const run = settled(board.run('loop', { fresh: false }));
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(await settled(board.interrupt())).toEqual({ code: 'program-unstoppable' });
    expect(await run).toEqual({ code: 'program-unstoppable' });
    transport.sent = '';
    expect(await settled(board.eval('1'))).toEqual({ code: 'board-busy' });
    expect(transport.sent).toBe('');
  });

  it('is not interrupted in the background after an operation could not get in', async () => {
    const transport = new ScriptedTransport((_, say) => say('caught\r\n'));
    const board = await connect(transport);
    expect(await settled(board.eval('1', INTERRUPT))).toEqual({ code: 'program-unstoppable' });
    transport.sent = '';
    expect(await settled(board.eval('1'))).toEqual({ code: 'board-busy' });
    expect(transport.sent).toBe('');
  });
});

describe('a board in the raw REPL that nobody knows of', () => {
  it('is led out by Stop', async () => {
    const script = replScript(() => '\x04');
    const transport = new ScriptedTransport((sent, say) => {
      if (sent.includes('\x04'))
        say('K1'); // damaged
      else script(sent, say);
    });
    const board = await connect(transport);
    expect(await settled(board.eval('1'))).toEqual({ code: 'protocol-damaged' });
    await settled(board.interrupt());
    expect(board.mode).toBe('idle');
  });
});

describe('Stop on a link that is just lost', () => {
  it('rejects once', async () => {
    const transport = new ScriptedTransport(SILENT, {}, BANNER);
    const board = await connect(transport);
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    transport.unplug();
    expect(await settled(board.interrupt())).toEqual({ code: 'link-lost' });
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('a slow traceback', () => {
  it('is a traceback all the same', async () => {
    const script = replScript(() => '\x04');
    const transport = new ScriptedTransport((sent, say) => {
      if (!sent.includes('\x04')) {
        script(sent, say);
        return;
      }
      const parts = ['OK\x04Traceback', ' (most recent', ' call last)', ':\r\nE\r\n', '\x04>'];
      parts.forEach((part, index) => setTimeout(() => say(part), 700 * index));
    });
    const board = await connect(transport);
    expect(await settled(board.exec('1/0'))).toMatchObject({
      stderr: 'Traceback (most recent call last):\r\nE\r\n',
    });
  });
});

describe('input that a stopped program has not read', () => {
  it('does not get into the next program', async () => {
    const programs: string[] = [];
    const script = replScript((program) => {
      programs.push(program);
      return '\x04';
    });
    let running = false;
    const transport = new ScriptedTransport(
      (sent, say) => {
        if (sent.startsWith('loop')) {
          running = true;
          say('OK');
        } else if (running && sent === '\x03') {
          running = false;
          say('\x04KeyboardInterrupt\r\n\x04>');
          script('unread', say);
        } else script(sent, say);
      },
      {},
      BANNER,
    );
    const board = await connect(transport);
    const stop = new AbortController();
    const first = settled(board.exec('loop', { signal: stop.signal }));
    const second = settled(board.exec('second'));
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(running).toBe(true);
    stop.abort();
    expect(await first).toEqual({ code: 'aborted' });
    await second;
    expect(programs).toEqual(['second']);
  });
});

describe('a console that takes nothing for a while', () => {
  it('is no reason to give up a program that is being stopped', async () => {
    const script = replScript(() => '\x04');
    let release = (): void => undefined;
    const transport = new ScriptedTransport(
      (sent, say) => {
        if (sent.includes('\x04')) say('OKflood');
        else if (sent === '\x03')
          transport.whenResumed(() => say('\x04KeyboardInterrupt\r\n\x04>'));
        else script(sent, say);
      },
      {},
      BANNER,
    );
    const board = await connect(transport);
    const stop = new AbortController();
    const exec = settled(
      board.exec('flood', {
        signal: stop.signal,
        onOutput: () => {
          setImmediate(() => stop.abort());
          return new Promise<void>((resolve) => (release = resolve));
        },
      }),
    );
    for (let i = 0; i < 100; i++) await vi.advanceTimersByTimeAsync(50);
    await new Promise((resolve) => setImmediate(resolve));
    for (let i = 0; i < 100; i++) await vi.advanceTimersByTimeAsync(50);
    release();
    expect(await exec).toEqual({ code: 'aborted' });
    expect(board.mode).toBe('idle');
  });

  it('is no reason to give up a program of the prompt that is being stopped', async () => {
    let release = (): void => undefined;
    const transport = new ScriptedTransport((sent, say) => {
      if (sent === '\x02') say('flood\r\n');
      else if (sent === '\x03') transport.whenResumed(() => say('KeyboardInterrupt\r\n>>> '));
    });
    const board = await connect(transport, (bytes) =>
      bytes[0] === 0x66 ? new Promise<void>((resolve) => (release = resolve)) : undefined,
    );
    expect(board.mode).toBe('running');
    const stop = settled(board.interrupt());
    for (let i = 0; i < 200; i++) await vi.advanceTimersByTimeAsync(50);
    release();
    await stop;
    expect(board.mode).toBe('idle');
    expect(transport.sent).toBe('\x02\x03');
  });
});

describe('keys typed while a program ends', () => {
  it('wait for the prompt', async () => {
    const script = replScript(() => '\x04');
    const sentAtOnce: string[] = [];
    const transport = new ScriptedTransport(
      (sent, say) => {
        if (sent === '\x02') {
          void board.type(Buffer.from('key'));
          sentAtOnce.push(transport.sent);
        }
        script(sent, say);
      },
      {},
      BANNER,
    );
    const board = await connect(transport);
    await settled(board.run('x', { fresh: false }));
    expect(sentAtOnce).toEqual(['\x01x\x04\x02']);
    expect(transport.sent).toBe('\x01x\x04\x02key');
  });
});
