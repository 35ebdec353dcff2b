import { describe, expect, it } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { isAdderError } from '../../../src/shared/errors';
import { arrive, connect, useFakeTime } from './settled';
import { BANNER, replScript, ScriptedTransport } from './scripted-transport';

useFakeTime();

/** What a promise has come to without any time passing. */
async function nowOrNever(promise: Promise<unknown>): Promise<unknown> {
  let outcome: unknown = 'still waiting';
  promise.then(
    (value) => (outcome = value),
    (error: unknown) => (outcome = isAdderError(error) ? error.code : error),
  );
  await arrive();
  return outcome;
}

/** Its rejection may come before somebody looks. */
function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

const LONG = 'x'.repeat(1000);

/** A board that goes silent at a place in the conversation. */
function stuck(
  at: 'never' | 'entering' | 'asking' | 'pasting' | 'OK' | 'leaving',
): ScriptedTransport {
  const script = replScript(() => '\x04');
  let busy = false;
  return new ScriptedTransport(
    (sent, say) => {
      if (busy) return;
      if (at === 'entering' && sent.includes('\x01')) busy = true;
      else if (at === 'leaving' && sent === '\x02') busy = true;
      else if (sent === '\x05A\x01' && at === 'asking') busy = true;
      else if (sent === '\x05A\x01' && at === 'pasting') say('R\x01\x20\x00\x01');
      else if (at === 'OK' && sent.includes('\x04')) busy = true;
      else if (sent.startsWith('loop')) say('OK');
      else script(sent, say);
    },
    {},
    BANNER,
  );
}

describe('unplugging ends every wait at once', () => {
  it.each([
    ['getting in', 'entering', 'x=1'],
    ['asking for raw paste', 'asking', LONG],
    ['pasting', 'pasting', LONG],
    ['waiting for OK', 'OK', 'x=1'],
    ['running', 'never', 'loop'],
  ] as const)('while %s, with the operations that wait', async (_, at, source) => {
    const transport = stuck(at);
    const board = await connect(transport);
    const first = watched(board.exec(source));
    const second = watched(board.exec('second'));
    const third = watched(board.files.list('/'));
    expect(await nowOrNever(first)).toBe('still waiting');
    transport.unplug();
    expect(await nowOrNever(first)).toBe('link-lost');
    expect(await nowOrNever(second)).toBe('link-lost');
    expect(await nowOrNever(third)).toBe('link-lost');
    expect(board.mode).toBe('lost');
  });

  it('while a program runs, and Stop waits for its end', async () => {
    const transport = stuck('never');
    const board = await connect(transport);
    const run = watched(board.run('loop', { fresh: false }));
    expect(await nowOrNever(run)).toBe('still waiting');
    const stop = watched(board.interrupt());
    expect(await nowOrNever(stop)).toBe('still waiting');
    transport.unplug();
    expect(await nowOrNever(run)).toBe('link-lost');
    expect(await nowOrNever(stop)).toBeUndefined();
  });

  it('while Stop waits for the prompt', async () => {
    const transport = new ScriptedTransport(() => undefined, {}, 'running\r\n');
    const board = await connect(transport);
    const stop = watched(board.interrupt());
    expect(await nowOrNever(stop)).toBe('still waiting');
    transport.unplug();
    expect(await nowOrNever(stop)).toBe('link-lost');
  });

  it('while the board is led out, whose operation has ended well', async () => {
    const transport = stuck('leaving');
    const board = await connect(transport);
    const run = watched(board.run('x', { fresh: false }));
    expect(await nowOrNever(run)).toBe('still waiting');
    transport.unplug();
    expect(await nowOrNever(run)).toMatchObject({ stderr: '' });
    expect(board.mode).toBe('lost');
  });

  it('while it is probed', async () => {
    const transport = new ScriptedTransport(() => undefined);
    const connecting = Board.connect(transport);
    expect(await nowOrNever(connecting)).toBe('still waiting');
    transport.unplug();
    expect(await nowOrNever(connecting)).toBe('link-lost');
  });

  it('while closing waits for what is under way', async () => {
    const transport = stuck('never');
    const board = await connect(transport);
    const exec = watched(board.exec('loop'));
    expect(await nowOrNever(exec)).toBe('still waiting');
    const closing = board.close();
    expect(await nowOrNever(closing)).toBe('still waiting');
    transport.unplug();
    expect(await nowOrNever(exec)).toBe('link-lost');
    expect(await nowOrNever(closing)).toBeUndefined();
  });
});

describe('closing never resets the board', () => {
  it.each([
    ['at its prompt', () => Promise.resolve(), ''],
    ['kept in the raw REPL', (board: Board) => board.exec('x=1'), '\x01x=1\x04\x02'],
    ['behind a program', (board: Board) => board.run('x', { fresh: false }), '\x01x\x04\x02'],
  ] as const)('%s', async (_, before, sent) => {
    const transport = stuck('never');
    const board = await connect(transport);
    transport.sent = '';
    await nowOrNever(before(board));
    expect(await nowOrNever(board.close())).toBeUndefined();
    // Ctrl-D, behind anything but a program, would be a soft reset.
    expect(transport.sent).toBe(sent);
  });

  it('nor stops a program of the user', async () => {
    const transport = stuck('never');
    const board = await connect(transport);
    const run = watched(board.run('loop', { fresh: false }));
    await arrive();
    expect(await nowOrNever(board.close())).toBeUndefined();
    expect(transport.sent).toBe('\x01loop\x04');
    expect(await nowOrNever(run)).toBe('link-closed');
  });
});
