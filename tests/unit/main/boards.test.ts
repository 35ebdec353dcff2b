import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Boards } from '../../../src/main/boards/boards';
import type { ComeBack } from '../../../src/main/boards/returns';
import type { Board } from '../../../src/engine/board/board';
import type { ByteSink } from '../../../src/engine/board/types';
import type { CloseReason, SimulatedParts } from '../../../src/engine/transport/transport';
import type { BoardState } from '../../../src/ipc/contract';
import type { BoardMode } from '../../../src/shared/board';
import { AdderError } from '../../../src/shared/errors';
import type { PinState } from '../../../src/shared/pins';

/** A board that does what the test says. */
class FakeBoard {
  mode: BoardMode = 'idle';
  facts = undefined;
  result = { stdout: new Uint8Array(), stderr: '' };
  end: (reason: CloseReason) => void = () => undefined;
  readonly closed = new Promise<CloseReason>((resolve) => (this.end = resolve));
  private readonly listeners = new Set<(mode: BoardMode) => void>();

  constructor(
    readonly address: string,
    readonly print: ByteSink,
  ) {}

  onMode(listener: (mode: BoardMode) => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  become(mode: BoardMode) {
    this.mode = mode;
    for (const listener of this.listeners) listener(mode);
  }
  run = vi.fn(() => Promise.resolve(this.result));
  interrupt = vi.fn(() => Promise.resolve());
  type = vi.fn(() => Promise.resolve());
  close = vi.fn(() => {
    this.end({ kind: 'closed' });
    return Promise.resolve();
  });
}

let made: FakeBoard[];
let states: BoardState[];
let output: [string, string][];
let connecting: Promise<void>;
let parts: SimulatedParts | undefined;
let pins: (readonly PinState[])[];
let boards: Boards;
/** What a board that comes back is waited for with; `undefined`: it does not. */
let comeBack: ComeBack | undefined;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const last = (): FakeBoard => {
  const board = made.at(-1);
  if (!board) throw new Error('no board was opened');
  return board;
};

beforeEach(() => {
  made = [];
  states = [];
  output = [];
  connecting = Promise.resolve();
  parts = undefined;
  pins = [];
  comeBack = undefined;
  boards = new Boards({
    comeBack: () => comeBack,
    opener: (address) => ({
      address: address.replace(/^port:/, 'serial:'),
      parts: () => parts,
      connect: async (print, signal) => {
        await connecting;
        signal.throwIfAborted();
        const board = new FakeBoard(address.replace(/^port:/, 'serial:'), print);
        made.push(board);
        return board as unknown as Board;
      },
    }),
    name: (address) => address.toUpperCase(),
    onState: (state) => states.push(state),
    onConsole: (board, bytes) => output.push([board, new TextDecoder().decode(bytes)]),
    onPins: (_board, all) => pins.push(all),
  });
});

describe('opening boards', () => {
  test('one address is one board, however often it is asked for and spelled', async () => {
    const both = await Promise.all([boards.connect('port:COM3'), boards.connect('serial:COM3')]);
    expect(made).toHaveLength(1);
    expect(both[0]).toEqual(both[1]);
    expect(await boards.connect('serial:COM3')).toEqual(both[0]);
  });

  test('two boards live side by side', async () => {
    const one = await boards.connect('serial:COM3');
    const two = await boards.connect('serial:COM4');
    expect(one.board).not.toBe(two.board);
    for (const board of made) void board.print(utf8(board.address));
    await vi.waitFor(() => expect(output).toHaveLength(2));
    expect(output).toEqual([
      [one.board, 'serial:COM3'],
      [two.board, 'serial:COM4'],
    ]);
  });

  test('a failure leaves nothing behind', async () => {
    connecting = Promise.reject(new AdderError('port-busy'));
    await expect(boards.connect('serial:COM3')).rejects.toMatchObject({ code: 'port-busy' });
    connecting = Promise.resolve();
    expect(await boards.connect('serial:COM3')).toMatchObject({ mode: 'idle' });
  });

  test('after the end the same address is a new board', async () => {
    const first = await boards.connect('serial:COM3');
    await boards.disconnect(first.board);
    await boards.disconnect(first.board);
    await expect(boards.get(first.board)).rejects.toMatchObject({ code: 'link-closed' });
    expect((await boards.connect('serial:COM3')).board).not.toBe(first.board);
  });
});

describe('the window hears', () => {
  test('the modes of a board, and once why it is lost, after its last words', async () => {
    const { board } = await boards.connect('serial:COM3');
    last().become('running');
    void last().print(utf8('last words'));
    last().become('lost');
    last().end({ kind: 'lost', error: new AdderError('link-lost', { detail: 'unplugged' }) });
    await vi.waitFor(() => expect(states).toHaveLength(2));
    expect(states.map(({ mode }) => mode)).toEqual(['running', 'lost']);
    expect(states[1]).toMatchObject({
      board,
      name: 'SERIAL:COM3',
      error: { code: 'link-lost', detail: 'unplugged' },
    });
    expect(output).toEqual([[board, 'last words']]);
  });

  test('a program that was stopped apart from one that failed', async () => {
    const { board } = await boards.connect('serial:COM3');
    const session = await boards.get(board);
    const traceback = (error: string): string =>
      `Traceback (most recent call last):\r\n  File "blink.py", line 2, in <module>\r\n${error}\r\n`;

    last().result.stderr = traceback('NameError: x');
    expect(await session.run('blink.py', 'x', false)).toEqual({
      traceback:
        'Traceback (most recent call last):\n  File "blink.py", line 2, in <module>\nNameError: x\n',
      stopped: false,
    });
    expect(last().run).toHaveBeenCalledWith('x', { interrupt: false, name: 'blink.py' });

    last().result.stderr = traceback('KeyboardInterrupt: ');
    expect(await session.run('a.py', '', false)).toMatchObject({ stopped: false });
    last().run.mockImplementationOnce(async () => {
      await session.stop();
      return last().result;
    });
    expect(await session.run('a.py', '', false)).toMatchObject({ stopped: true });
    last().run.mockImplementationOnce(async () => {
      await session.type('\u0003');
      return last().result;
    });
    expect(await session.run('a.py', '', false)).toMatchObject({ stopped: true });
  });
});

test('a program that a second one takes the place of was stopped, and did not fail', async () => {
  const { board } = await boards.connect('serial:COM3');
  const session = await boards.get(board);
  let end = (): void => undefined;
  last().run.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        end = () => resolve({ stdout: new Uint8Array(), stderr: 'KeyboardInterrupt: \r\n' });
      }),
  );
  const first = session.run('a.py', '', false);
  const second = session.run('b.py', '', true);
  end();
  expect(await first).toMatchObject({ stopped: true });
  expect(await second).toEqual({ traceback: '', stopped: false });
});

describe('a board that is lost', () => {
  /** Brings the board back at an address; until then it is waited for. */
  let bringBack: (address: string) => void;
  let waitings: AbortSignal[];
  /** A clock that goes on by so much at each look, ms. */
  let now: number;
  let pace: number;

  beforeEach(() => {
    waitings = [];
    comeBack = async (open, signal) => {
      waitings.push(signal);
      const address = await new Promise<string>((resolve, reject) => {
        bringBack = resolve;
        signal.addEventListener('abort', () => reject(new AdderError('aborted')));
      });
      return open(address);
    };
    now = 0;
    pace = 600_000;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += pace));
  });

  const lose = async (): Promise<void> => {
    const board = last();
    const told = states.length;
    board.end({ kind: 'lost', error: new AdderError('link-lost') });
    await vi.waitFor(() => expect(states).toHaveLength(told + 1));
  };

  test('is opened again when it is back, and told as the same one', async () => {
    const { board } = await boards.connect('serial:COM3');
    await lose();
    expect(states.at(-1)).toMatchObject({ board, mode: 'lost', waiting: true });
    bringBack('serial:COM4');
    await vi.waitFor(() => expect(states).toHaveLength(2));
    expect(states[1]).toMatchObject({ address: 'serial:COM4', mode: 'idle', replaces: board });
    expect(states[1]?.board).not.toBe(board);
    void last().print(utf8('hello'));
    await vi.waitFor(() => expect(output).toEqual([[states[1]?.board, 'hello']]));
  });

  test('of an earlier time is lost from the beginning, and opened when it is there', async () => {
    const expected = boards.expect({ address: 'port:COM3', name: 'Robot' });
    expect(expected).toMatchObject({ address: 'serial:COM3', name: 'Robot', waiting: true });
    expect(expected).not.toHaveProperty('error');
    bringBack('serial:COM4');
    await vi.waitFor(() => expect(states).toHaveLength(1));
    expect(states[0]).toMatchObject({ address: 'serial:COM4', replaces: expected.board });

    const other = boards.expect({ address: 'serial:COM9', name: 'Other' });
    await boards.disconnect(other.board);
    expect(waitings[1]?.aborted).toBe(true);
    comeBack = undefined;
    expect(boards.expect({ address: 'tcp:bridge:23', name: 'B' })).not.toHaveProperty('waiting');
  });

  test('is not waited for once somebody has disconnected it', async () => {
    const { board } = await boards.connect('serial:COM3');
    await lose();
    await boards.disconnect(board);
    expect(waitings[0]?.aborted).toBe(true);
    bringBack('serial:COM3');
    expect(made).toHaveLength(1);
  });

  test('that is opened by hand is not opened twice', async () => {
    await boards.connect('serial:COM3');
    await lose();
    let goOn = (): void => undefined;
    connecting = new Promise((resolve) => (goOn = resolve));
    bringBack('serial:COM3');
    const byHand = boards.connect('serial:COM3');
    goOn();
    const { board } = await byHand;
    await vi.waitFor(() => expect(waitings[0]?.aborted).toBe(true));
    expect(made).toHaveLength(2);
    expect(last().close).not.toHaveBeenCalled();
    expect(await boards.connect('serial:COM3')).toMatchObject({ board });
  });

  test('that comes back in the moment in which nobody wants it any more is let go', async () => {
    const { board } = await boards.connect('serial:COM3');
    await lose();
    let goOn = (): void => undefined;
    connecting = new Promise((resolve) => (goOn = resolve));
    bringBack('serial:COM3');
    await Promise.resolve();
    await boards.disconnect(board);
    goOn();
    await vi.waitFor(() => expect(made).toHaveLength(2));
    await vi.waitFor(() => expect(last().close).toHaveBeenCalled());
    expect(states.filter(({ replaces }) => replaces !== undefined)).toEqual([]);
  });

  test('and cannot be opened any more is only lost', async () => {
    const { board } = await boards.connect('serial:COM3');
    await lose();
    connecting = Promise.reject(new AdderError('bad-baud-rate'));
    connecting.catch(() => undefined);
    bringBack('serial:COM3');
    await vi.waitFor(() => expect(states).toHaveLength(2));
    expect(states[1]).toMatchObject({ board, mode: 'lost' });
    expect(states[1]).not.toHaveProperty('waiting');
  });

  test('as soon as it is opened, again and again, is left alone', async () => {
    pace = 0;
    await boards.connect('serial:COM3');
    for (let losses = 0; losses < 2; losses++) {
      await lose();
      expect(states.at(-1)).toMatchObject({ waiting: true });
      bringBack('serial:COM3');
      await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ mode: 'idle' }));
    }
    await lose();
    expect(states.at(-1)).toMatchObject({ mode: 'lost' });
    expect(states.at(-1)).not.toHaveProperty('waiting');
  });

  test('is not waited for at the end of the app', async () => {
    await boards.connect('serial:COM3');
    await lose();
    await boards.closeAll(AbortSignal.timeout(5000));
    expect(waitings[0]?.aborted).toBe(true);
  });
});

describe('a simulated board', () => {
  test('shows its pins, all of them however fast they change, and takes inputs', async () => {
    const table = new Map<number, PinState>();
    let change: (pins: readonly PinState[]) => void = () => undefined;
    const setInput = vi.fn();
    parts = {
      pins: () => [...table.values()],
      onPins: (listener) => {
        change = listener;
        return () => undefined;
      },
      setInput,
    };
    const set = (pin: number, value: 0 | 1): void => {
      table.set(pin, { pin, mode: 'out', value });
      change([{ pin, mode: 'out', value }]);
    };
    const state = await boards.connect('virtual:');
    expect(state.simulated).toEqual({ led: 25, button: 15, pins: [] });
    for (let pin = 0; pin < 5; pin++) set(pin, 1);
    set(0, 0);
    await vi.waitFor(() => expect(pins).toHaveLength(2));
    expect(pins[1]?.map(({ pin, value }) => [pin, value])).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
    (await boards.get(state.board)).setInput(15, 0);
    expect(setInput).toHaveBeenCalledExactlyOnceWith(15, 0);
  });

  test('is the only kind with inputs', async () => {
    const { board } = await boards.connect('serial:COM3');
    const session = await boards.get(board);
    expect(() => session.setInput(15, 0)).toThrow(AdderError);
  });
});

describe('the end of the app', () => {
  test('lets every board go, also one that is just being opened', async () => {
    await boards.connect('serial:COM3');
    let goOn = (): void => undefined;
    connecting = new Promise((resolve) => (goOn = resolve));
    const opening = boards.connect('serial:COM4');
    const ended = boards.closeAll(AbortSignal.timeout(5000));
    goOn();
    await expect(opening).rejects.toThrow();
    await ended;
    expect(made).toHaveLength(1);
    expect(last().close).toHaveBeenCalled();
  });

  test('does not wait for a board that does not let go', async () => {
    await boards.connect('serial:COM3');
    last().close.mockImplementation(() => new Promise(() => undefined));
    const deadline = new AbortController();
    const ended = boards.closeAll(deadline.signal);
    deadline.abort();
    await ended;
  });
});
