// What becomes of one transfer, whatever its errand does and whoever interferes.

import { beforeEach, describe, expect, it } from 'vitest';
import type { TransferState } from '../../../../src/ipc/transfers';
import {
  Transfer,
  type Errand,
  type QueueBoard,
  type Turn,
} from '../../../../src/main/queue/transfer';
import { AdderError } from '../../../../src/shared/errors';

let end: () => void;
let idle: (() => void) | undefined;
let board: QueueBoard;
let states: TransferState[];
let now: number;

beforeEach(() => {
  states = [];
  now = 0;
  board = {
    id: 'board-1',
    state: { board: 'board-1', address: 'virtual:', name: 'Board', mode: 'idle' },
    ended: new Promise<void>((resolve) => (end = resolve)),
    onIdle: (listener) => {
      idle = listener;
      return () => (idle = undefined);
    },
    files: () => {
      throw new Error('not asked for');
    },
  };
});

function make(run: (turn: Turn) => Promise<void>, interrupt = false): Transfer {
  const errand: Errand = { direction: 'upload', names: ['a'], chosen: 1, to: '/', run };
  const transfer: Transfer = new Transfer({
    ...{ id: 'one', errand, interrupt, now: () => now },
    onChange: () => {
      if (transfer.state !== states.at(-1)) states.push(transfer.state);
    },
  });
  return transfer;
}

const facts = (transfer: Transfer) => transfer.facts('virtual:', 'Board');
const untilAborted = ({ signal }: Turn): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new AdderError('aborted'));
    });
  });
const counts = (done: number) => ({
  ...{ files: { done: 0, total: 1 }, bytes: { done, total: 10_000 }, same: 0, kept: 0 },
});

describe('a transfer', () => {
  it('is checked, asks, runs and is done', async () => {
    let replaced: ReadonlySet<string> | undefined;
    const transfer = make(async (turn) => {
      replaced = await turn.mayReplace(['a', 'b']);
      turn.begin(counts(0));
    });
    const turn = transfer.run(board);
    expect(facts(transfer).asks).toEqual({ kind: 'replace', paths: ['a', 'b'] });
    transfer.answer({ kind: 'replace', paths: ['b', 'c'] });
    await turn;
    expect(replaced).toEqual(new Set(['b']));
    expect(states).toEqual(['checking', 'asking', 'checking', 'running', 'done']);
    expect(transfer.hasEnded).toBe(true);
  });

  it('tells a rate and what is left, while it runs', async () => {
    const transfer = make((turn) => {
      turn.begin(counts(0));
      now = 1000;
      turn.count({ bytes: { done: 2000, total: 10_000 } });
      expect(facts(transfer)).toMatchObject({ rate: 2000, left: 4 });
      return Promise.resolve();
    });
    await transfer.run(board);
    expect(facts(transfer)).not.toHaveProperty('rate');
  });

  it('that fails says why, and begins again', async () => {
    let tries = 0;
    const transfer = make(() =>
      tries++ === 0 ? Promise.reject(new AdderError('board-full')) : Promise.resolve(),
    );
    await transfer.run(board);
    expect(facts(transfer)).toMatchObject({ state: 'failed', error: { code: 'board-full' } });
    transfer.resume(undefined);
    expect(facts(transfer)).not.toHaveProperty('error');
    expect(transfer.state).toBe('waiting');
    await transfer.run(board);
    expect(states).toEqual(['checking', 'failed', 'waiting', 'checking', 'done']);
  });

  it('is cancelled before its turn, in it, and not after it', async () => {
    const early = make(untilAborted);
    await early.cancel();
    expect(early.state).toBe('cancelled');
    const transfer = make(untilAborted);
    const turn = transfer.run(board);
    await transfer.cancel();
    await turn;
    expect(transfer.state).toBe('cancelled');
    const done = make(() => Promise.resolve());
    await done.run(board);
    await done.cancel();
    await done.pause();
    await done.lose({ code: 'link-lost' });
    expect(done.state).toBe('done');
    expect(() => {
      done.resume(undefined);
    }).toThrow(AdderError);
  });

  it('is paused while it asks: the question is no more', async () => {
    const transfer = make(async (turn) => {
      await turn.mayReplace(['a']);
    });
    void transfer.run(board);
    await transfer.pause();
    expect(facts(transfer)).not.toHaveProperty('asks');
    expect(transfer.state).toBe('paused');
    transfer.answer({ kind: 'replace', paths: [] });
    transfer.back();
    expect(transfer.state).toBe('paused');
    transfer.resume(undefined);
    expect(transfer.state).toBe('waiting');
  });

  it('whose board is lost pauses with the reason, however that is told, and goes on when it is back', async () => {
    const lost = { code: 'link-lost', detail: 'unplugged' } as const;
    const told = make(untilAborted);
    void told.run(board);
    await told.lose(lost);
    // What was under way may end first.
    const first = make(() => Promise.reject(new AdderError('link-lost')));
    const turn = first.run(board);
    await Promise.resolve();
    await Promise.all([first.lose(lost), turn]);
    const waiting = make(untilAborted);
    await waiting.lose(lost);
    for (const transfer of [told, first, waiting]) {
      expect(facts(transfer)).toMatchObject({ state: 'paused', error: lost });
      transfer.back();
      expect(transfer.state).toBe('waiting');
    }
  });

  it('whose board is gone without a word has failed', async () => {
    const transfer = make(() => Promise.reject(new AdderError('link-closed')));
    const turn = transfer.run(board);
    end();
    await turn;
    expect(facts(transfer)).toMatchObject({ state: 'failed', error: { code: 'link-closed' } });
  });

  it('that is asked to go on while its board is away waits for it', async () => {
    const transfer = make(untilAborted);
    await transfer.cancel();
    transfer.resume({ code: 'link-lost' });
    expect(facts(transfer)).toMatchObject({ state: 'paused', error: { code: 'link-lost' } });
    transfer.back();
    expect(transfer.state).toBe('waiting');
  });
});

describe('a board that is busy', () => {
  const SPACE = { total: 2, free: 1 };
  let busy: boolean;
  let asked: boolean[];

  beforeEach(() => {
    busy = true;
    asked = [];
    board.files = (stops) =>
      ({
        space: () => {
          asked.push(stops);
          if (busy && !stops) return Promise.reject(new AdderError('board-busy'));
          busy = false;
          return Promise.resolve(SPACE);
        },
      }) as unknown as ReturnType<QueueBoard['files']>;
  });

  it('is stopped after a yes, for what runs then and nothing later', async () => {
    const transfer = make(async (turn) => {
      await turn.board.space('/');
      busy = true;
      await turn.board.space('/');
    });
    const turn = transfer.run(board);
    const yes = async (): Promise<void> => {
      while (facts(transfer).asks?.kind !== 'stop') await Promise.resolve();
      transfer.answer({ kind: 'stop' });
    };
    await yes();
    while (facts(transfer).asks) await Promise.resolve();
    await yes();
    await turn;
    expect(asked).toEqual([false, true, false, true]);
    expect(transfer.state).toBe('done');
  });

  it('whose program ends by itself is not stopped, and nobody is asked any more', async () => {
    const transfer = make(async (turn) => {
      await turn.board.space('/');
    });
    const turn = transfer.run(board);
    while (facts(transfer).asks?.kind !== 'stop') await Promise.resolve();
    busy = false;
    idle?.();
    await turn;
    expect(asked).toEqual([false, false]);
    expect(idle).toBeUndefined();
    expect(transfer.state).toBe('done');
  });

  it('is stopped at once where that was agreed to', async () => {
    const transfer = make(async (turn) => {
      expect(await turn.board.space('/')).toEqual(SPACE);
    }, true);
    await transfer.run(board);
    expect(asked).toEqual([true]);
    expect(states).toEqual(['checking', 'done']);
  });
});
