import { beforeEach, describe, expect, test, vi } from 'vitest';

type Handler = (event: unknown, name: unknown, args: unknown) => unknown;
const electron = vi.hoisted((): { call?: unknown; event?: unknown } => ({}));

vi.mock('electron', () => ({
  ipcMain: {
    handle: (_channel: string, handler: unknown) => (electron.call = handler),
    on: (_channel: string, handler: unknown) => (electron.event = handler),
    removeHandler: () => undefined,
    off: () => undefined,
  },
}));

const { serve, emitTo } = await import('../../../src/main/ipc');

const page = { isDestroyed: () => false, isCrashed: () => false, send: vi.fn() };
const ours = { sender: page, senderFrame: { parent: null, url: 'app://adder/index.html' } };
const log = vi.fn();
const getAppInfo = vi.fn(() => Promise.resolve({ version: '1', platform: 'linux' }));
const consoleTaken = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  serve({
    calls: { getAppInfo } as never,
    events: { consoleTaken } as never,
    page: () => page as never,
    isOurUrl: (url) => url.startsWith('app://adder/'),
    log,
  });
});

const call: Handler = (...message) => (electron.call as Handler)(...message);
const event: Handler = (...message) => (electron.event as Handler)(...message);

const strangers: [string, unknown][] = [
  ['another page', { ...ours, sender: {} }],
  ['a frame inside our page', { ...ours, senderFrame: { ...ours.senderFrame, parent: {} } }],
  [
    'our window with another page in it',
    { ...ours, senderFrame: { parent: null, url: 'https://example.org/' } },
  ],
  ['a frame that is gone', { ...ours, senderFrame: null }],
  [
    'a frame that goes away meanwhile',
    {
      ...ours,
      senderFrame: {
        get parent(): never {
          throw new Error('Render frame was disposed');
        },
      },
    },
  ],
];

describe('the door', () => {
  test('answers our own page', async () => {
    expect(await call(ours, 'getAppInfo', [])).toMatchObject({ ok: true });
    event(ours, 'consoleTaken', ['board-1', 1]);
    expect(consoleTaken).toHaveBeenCalledOnce();
  });

  test.each(strangers)('refuses %s', (_who, sender) => {
    expect(() => call(sender, 'getAppInfo', [])).toThrow('refused');
    event(sender, 'consoleTaken', ['board-1', 1]);
    expect(getAppInfo).not.toHaveBeenCalled();
    expect(consoleTaken).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledTimes(2);
  });

  test('sends events to a page that is there, and only to it', () => {
    emitTo(() => page as never)('menuCommand', 'run');
    expect(page.send).toHaveBeenCalledExactlyOnceWith(expect.any(String), 'menuCommand', ['run']);
    emitTo(() => undefined)('menuCommand', 'run');
    emitTo(() => ({ ...page, isDestroyed: () => true }) as never)('menuCommand', 'run');
    expect(page.send).toHaveBeenCalledOnce();
  });
});
