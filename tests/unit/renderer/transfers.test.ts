// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TransferFacts } from '../../../src/ipc/transfers';
import { useQuestions } from '../../../src/renderer/dialogs/questions';
import { useAnnouncer } from '../../../src/renderer/status/announcer';
import { useTabs } from '../../../src/renderer/tabs/tabs';
import {
  controlsOf,
  leftText,
  nameOf,
  percentOf,
  wordsOf,
} from '../../../src/renderer/transfers/queue-view';
import { useTransfers } from '../../../src/renderer/transfers/transfers';
import { uploadTab } from '../../../src/renderer/transfers/uploads';
import { bytesOf, type FakeMain } from './fake-bridge';
import { transfer } from './fake-queue';
import { answer, openConnectedWindow, settle } from './support';

let main: FakeMain;

beforeEach(async () => {
  main = await openConnectedWindow();
});

async function upload(text: string): Promise<{ uploadedTo: string | undefined }> {
  const tab = useTabs().open('a.py', { kind: 'new' }, { text, ends: 'lf', mark: false });
  await uploadTab(tab);
  await settle();
  return tab;
}

describe('the queue', () => {
  it('is what main tells, also to a window that begins anew', async () => {
    main.queue.all = [transfer('old', { state: 'running' })];
    expect(useTransfers().transfers).toEqual([]);
    await settle();
    expect(useTransfers().running.map(({ id }) => id)).toEqual(['old']);
    main.queue.change({ state: 'failed' });
    expect(useTransfers().failed.map(({ id }) => id)).toEqual(['old']);
    expect(useTransfers().running).toEqual([]);
  });

  it('tells the tab where it lies once it has arrived, also after another try', async () => {
    const tab = await upload('1');
    main.queue.change({ state: 'failed', error: { code: 'board-full' } });
    await settle();
    expect(tab.uploadedTo).toBeUndefined();
    main.queue.change({ state: 'running' });
    main.queue.change({ state: 'done' });
    await settle();
    expect(tab.uploadedTo).toBe('/a.py');
    expect(useAnnouncer().message.trim()).toBe('a.py: on the board');
  });

  it('tells the tab nothing when the person has kept what was there', async () => {
    const tab = await upload('1');
    main.queue.change({ state: 'done', kept: 1 });
    await settle();
    expect(tab.uploadedTo).toBeUndefined();
  });

  it('forgets what has ended well after a while, and what failed when it is cleared', async () => {
    useTransfers();
    await settle();
    vi.useFakeTimers();
    try {
      main.queue.add('upload', 'virtual:default', '/', ['/a']);
      main.queue.change({ state: 'done' });
      main.queue.add('upload', 'virtual:default', '/', ['/b']);
      main.queue.change({ state: 'failed', error: { code: 'board-full' } });
      await vi.runAllTimersAsync();
    } finally {
      vi.useRealTimers();
    }
    expect(main.of('forgetTransfers')).toEqual([[['transfer-1']]]);
    await useTransfers().clear();
    expect(main.of('forgetTransfers').at(-1)).toEqual([['transfer-1', 'transfer-2']]);
  });
});

describe('a deletion', () => {
  const add = (): void => {
    main.queue.add('delete', 'virtual:default', '/', ['/a.py']);
    main.queue.change({ state: 'running' });
  };
  const shown = (): string[] => useTransfers().shown.map(({ state }) => state);

  it('that ends soon and well is never in the list', async () => {
    useTransfers();
    await settle();
    vi.useFakeTimers();
    try {
      add();
      expect(shown()).toEqual([]);
      expect(useTransfers().running).toEqual([]);
      main.queue.change({ state: 'done', binned: ['bin-1'] });
      expect(shown()).toEqual([]);
      await vi.runAllTimersAsync();
    } finally {
      vi.useRealTimers();
    }
    expect(shown()).toEqual([]);
    expect(main.of('forgetTransfers')).toEqual([[['transfer-1']]]);
  });

  it('that takes a while, or fails, is', async () => {
    useTransfers();
    await settle();
    vi.useFakeTimers();
    try {
      add();
      await vi.runAllTimersAsync();
      expect(shown()).toEqual(['running']);
      main.queue.change({ state: 'done', binned: ['bin-1'] });
      expect(shown()).toEqual([]);
      add();
      main.queue.change({ state: 'failed', error: { code: 'board-read-only' } });
      await vi.runAllTimersAsync();
    } finally {
      vi.useRealTimers();
    }
    expect(shown()).toEqual(['failed']);
  });
});

describe('a question of the queue', () => {
  const ask = (paths: readonly string[]): void => {
    main.queue.change({ state: 'asking', asks: { kind: 'replace', paths } });
  };

  it('is one for all files, answered with those that are replaced', async () => {
    await upload('new');
    ask(['a.py', 'b.py']);
    await settle();
    const { current } = useQuestions();
    if (current?.kind !== 'list') throw new Error('a list was expected');
    expect(current.items).toEqual(['a.py', 'b.py']);
    useQuestions().answer(current, { value: 'replace', chosen: ['b.py'] });
    await settle();
    expect(main.of('answerTransfer')).toEqual([
      ['transfer-1', { kind: 'replace', paths: ['b.py'] }],
    ]);
    ask(['a.py', 'b.py']);
    await settle();
    expect(useQuestions().current).toBeUndefined();
  });

  it('may be answered with keeping all, and leaving it cancels the transfer', async () => {
    await upload('1');
    ask(['a.py']);
    await answer('keep');
    expect(main.of('answerTransfer')).toEqual([['transfer-1', { kind: 'replace', paths: [] }]]);
    await upload('2');
    ask(['a.py']);
    await answer();
    expect(main.of('cancelTransfer')).toEqual([['transfer-2']]);
  });

  it('is taken back when main does not ask any more', async () => {
    await upload('1');
    main.queue.change({ state: 'asking', asks: { kind: 'stop' } });
    await settle();
    expect(useQuestions().current?.title).toBe('A program is running.');
    main.queue.change({ state: 'cancelled', asks: undefined } as never);
    await settle();
    expect(useQuestions().current).toBeUndefined();
    expect(main.of('answerTransfer')).toEqual([]);
    expect(main.of('cancelTransfer')).toEqual([]);
  });

  it('to stop a program is put anew after the one about files', async () => {
    await upload('1');
    main.queue.change({ state: 'asking', asks: { kind: 'stop' } });
    await answer('stop');
    expect(main.of('answerTransfer')).toEqual([['transfer-1', { kind: 'stop' }]]);
    ask(['a.py']);
    await settle();
    expect(useQuestions().current?.kind).toBe('list');
  });

  it('can show what is different, while both are small texts', async () => {
    main.boardFiles.set('/a.py', bytesOf('old'));
    await upload('new');
    ask(['a.py']);
    await settle();
    const { current } = useQuestions();
    if (current?.kind !== 'list') throw new Error('a list was expected');
    expect(await current.look('a.py')).toEqual({ before: 'old', after: 'new' });
    main.boardFiles.set('/a.py', new Uint8Array([0, 255]));
    expect(await current.look('a.py')).toMatch(/not a text/);
    main.boardFiles.set('/a.py', new Uint8Array(200_000).fill(97));
    expect(await current.look('a.py')).toMatch(/too large/);
  });
});

describe('a transfer is said', () => {
  const said = (facts: TransferFacts): string => wordsOf(facts).join(' · ');

  it('by its name, with how many more', () => {
    expect(nameOf(transfer('1', { names: ['a\u202e.py'], chosen: 1 }))).toBe('a\\u202e.py');
    expect(nameOf(transfer('1', { names: ['a', 'b', 'c'], chosen: 12 }))).toBe('a and 11 more');
  });

  it('with how far it is, how fast, and how long it may still take', () => {
    const running = transfer('1', {
      state: 'running',
      files: { done: 1, total: 3 },
      bytes: { done: 512, total: 2048 },
      rate: 1024,
      left: 71,
    });
    expect(said(running)).toBe(
      '1 of 3 files · 512\u00a0B of 2\u00a0KB · 1\u00a0KB/s · about 2 min left',
    );
    expect(wordsOf({ ...running, direction: 'delete' })[0]).toBe('deleting');
    expect(percentOf(running)).toBe(25);
    expect(leftText(0.2)).toBe('about 1 s left');
    expect(leftText(41)).toBe('about 45 s left');
    expect(percentOf(transfer('1'))).toBe(0);
    expect(percentOf(transfer('1', { state: 'done' }))).toBe(100);
  });

  it('with what it waits for, and what became of it', () => {
    const error = { code: 'link-lost' } as const;
    expect(said(transfer('1', { state: 'paused' }))).toBe('paused');
    expect(said(transfer('1', { state: 'paused', error }))).toBe('goes on when the board is back');
    const files = { done: 3, total: 3 };
    expect(said(transfer('1', { state: 'done', files, same: 1, kept: 1 }))).toBe(
      'on the board · 1 was there already · 1 kept as it was',
    );
    expect(said(transfer('1', { state: 'done', direction: 'download', same: 3 }))).toBe(
      'on the computer · all was there already',
    );
    expect(said(transfer('1', { state: 'cancelled' }))).toBe('upload cancelled');
    expect(said(transfer('1', { state: 'cancelled', direction: 'download' }))).toBe(
      'download cancelled',
    );
  });

  it('with what can be done with it', () => {
    const controls = (facts: Parameters<typeof transfer>[1]): string[] =>
      Object.entries(controlsOf(transfer('1', facts)))
        .filter(([, is]) => is as boolean)
        .map(([name]) => name);
    expect(controls({ state: 'running' })).toEqual(['pause', 'cancel']);
    expect(controls({ state: 'running', direction: 'delete' })).toEqual(['cancel']);
    expect(controls({ state: 'paused' })).toEqual(['resume', 'cancel']);
    expect(controls({ state: 'paused', error: { code: 'link-lost' } })).toEqual(['cancel']);
    expect(controls({ state: 'failed' })).toEqual(['retry']);
    expect(controls({ state: 'cancelled' })).toEqual(['retry']);
    expect(controls({ state: 'done' })).toEqual([]);
  });
});
