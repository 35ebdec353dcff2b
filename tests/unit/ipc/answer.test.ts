import { describe, expect, test, vi } from 'vitest';
import {
  answerCall,
  takeEvent,
  type CallHandlers,
  type EventHandlers,
} from '../../../src/ipc/answer';
import { AdderError } from '../../../src/shared/errors';

function handlers(own: Partial<CallHandlers>): CallHandlers {
  return own as CallHandlers;
}

describe('a call', () => {
  test('reaches its handler with what was checked, and is answered as data', async () => {
    const readBoardFile = vi.fn(() => Promise.resolve(new Uint8Array([1, 2])));
    const answer = await answerCall(
      handlers({ readBoardFile }),
      'readBoardFile',
      ['board-1', '/main.py'],
      () => undefined,
    );
    expect(readBoardFile).toHaveBeenCalledExactlyOnceWith('board-1', '/main.py');
    expect(answer).toEqual({ ok: true, value: new Uint8Array([1, 2]) });
  });

  test.each([
    ['an unknown name', 'removeEverything', []],
    ['a name of every object', 'toString', []],
    ['the prototype', '__proto__', []],
    ['no name', undefined, []],
    ['no arguments', 'readBoardFile', undefined],
    ['too few arguments', 'readBoardFile', ['board-1']],
    ['too many arguments', 'getAppInfo', ['more']],
    ['a path that is not absolute', 'readBoardFile', ['board-1', 'main.py']],
    ['an object in place of a string', 'readBoardFile', [{}, '/main.py']],
    ['a pin out of range', 'setInput', ['board-1', 64, 1]],
    ['an array in place of bytes', 'saveLocalFile', ['file-1', [1, 2, 3]]],
    ['a link that is not https', 'openExternal', ['http://example.org/']],
    ['steps that are no strings', 'listFolder', ['folder-1', [['..']]]],
  ])('with %s is a bad request that no handler sees', async (_what, name, args) => {
    const handler = vi.fn();
    const report = vi.fn();
    const all = new Proxy({} as CallHandlers, { get: () => handler });
    const answer = await answerCall(all, name, args, report);
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(handler).not.toHaveBeenCalled();
    expect(report).toHaveBeenCalledOnce();
  });

  test('that fails in a known way is answered with its code, and is no fault', async () => {
    const report = vi.fn();
    const answer = await answerCall(
      handlers({
        readBoardFile: () => Promise.reject(new AdderError('file-not-found', { detail: '/a' })),
      }),
      'readBoardFile',
      ['board-1', '/a'],
      report,
    );
    expect(answer).toEqual({ ok: false, error: { code: 'file-not-found', detail: '/a' } });
    expect(report).not.toHaveBeenCalled();
  });

  test('that fails in an unknown way is internal, and reported', async () => {
    const report = vi.fn();
    const fault = new TypeError('undefined is not a function');
    const answer = await answerCall(
      handlers({
        getAppInfo: () => {
          throw fault;
        },
      }),
      'getAppInfo',
      [],
      report,
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(report).toHaveBeenCalledExactlyOnceWith('getAppInfo', fault);
  });

  test('with a long unknown name does not bring that name into the answer', async () => {
    const answer = await answerCall(handlers({}), 'x'.repeat(10_000), [], () => undefined);
    expect(JSON.stringify(answer).length).toBeLessThan(200);
  });
});

describe('an event', () => {
  test('reaches its handler', () => {
    const consoleTaken = vi.fn();
    takeEvent(
      { consoleTaken } as Partial<EventHandlers> as EventHandlers,
      'consoleTaken',
      ['board-1', 100],
      () => undefined,
    );
    expect(consoleTaken).toHaveBeenCalledExactlyOnceWith('board-1', 100);
  });

  test.each([
    ['unknownEvent', []],
    ['consoleTaken', ['board-1', -1]],
    ['consoleTaken', ['board-1', 1.5]],
    ['unsavedChanged', ['main.py']],
  ])('%s %j is dropped and reported', (name, args) => {
    const handler = vi.fn();
    const report = vi.fn();
    const all = new Proxy({} as EventHandlers, { get: () => handler });
    takeEvent(all, name, args, report);
    expect(handler).not.toHaveBeenCalled();
    expect(report).toHaveBeenCalledOnce();
  });
});
