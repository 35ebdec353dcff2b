// A folder that is watched, on a board that is a map: what is removed and what is not, what ends it and what it survives.

import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  watchAndSync,
  type SyncEvent,
  type SyncHost,
} from '../../../src/engine/board/sync/watch-and-sync';
import { AdderError } from '../../../src/shared/errors';
import { rejection } from '../../integration/engine/support';
import { MapBoard, volume, type MapBoardFacts } from './map-board';

class Stage {
  readonly root = mkdtempSync(join(tmpdir(), 'adder-watched-'));
  readonly folder = join(this.root, 'p');
  readonly board: MapBoard;
  readonly events: SyncEvent[] = [];
  readonly abort = new AbortController();
  asked = 0;
  mayRemove = true;
  comesBack = true;
  /** The next work with the board meets this. */
  fails: AdderError | undefined;
  ended: Promise<unknown> = Promise.resolve();
  private lose = (): void => undefined;
  private lost = new Promise<void>((resolve) => (this.lose = resolve));
  private readonly watchers = new Set<() => void>();

  constructor(before: Readonly<Record<string, string | null>> = {}, facts: MapBoardFacts = {}) {
    this.board = new MapBoard(new Map(Object.entries(before)), facts);
    mkdirSync(this.folder);
    onTestFinished(async () => {
      this.abort.abort();
      await this.ended;
      rmSync(this.root, { recursive: true, force: true });
    });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  /** Pulls the board's plug. */
  unplug(): void {
    this.lose();
  }

  start(remove = true): Promise<unknown> {
    const host: SyncHost = {
      use: (work) => {
        const { fails } = this;
        this.fails = undefined;
        if (fails) return Promise.reject(fails);
        return work(this.board, { signal: this.abort.signal });
      },
      lost: () => this.lost,
      comeBack: () => {
        if (!this.comesBack) return Promise.reject(new AdderError('link-lost'));
        this.lost = new Promise<void>((resolve) => (this.lose = resolve));
        return Promise.resolve();
      },
      mayRemove: () => {
        this.asked++;
        return Promise.resolve(this.mayRemove);
      },
      onEvent: (event) => {
        this.events.push(event);
        for (const watcher of [...this.watchers]) watcher();
      },
    };
    const { folder, abort } = this;
    const options = { folder, destination: '/', remove, signal: abort.signal };
    this.ended = rejection(watchAndSync(host, options));
    return this.ended;
  }

  /** Resolves when so many events of this kind have come. */
  until(kind: SyncEvent['kind'], count: number): Promise<void> {
    return this.when(() => this.events.filter((event) => event.kind === kind).length >= count);
  }

  /** Resolves when a round has brought this to the board. */
  has(path: string, text?: string): Promise<void> {
    return this.when(() => {
      const there = this.board.tree.get(path);
      const isDone = this.events.at(-1)?.kind === 'done';
      return isDone && there !== undefined && (text === undefined || there === text);
    });
  }

  private when(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watcher = (): void => {
        if (!isSo()) return;
        this.watchers.delete(watcher);
        resolve();
      };
      this.watchers.add(watcher);
      watcher();
    });
  }

  get paths(): string[] {
    return [...this.board.tree.keys()].sort();
  }
}

describe('a watched folder', () => {
  it('takes from the board only what came from the folder, and asks once', async () => {
    const stage = new Stage({ '/old': '', '/lib': null, '/lib/old': '' });
    stage.write('main.py', '1');
    stage.write('lib/a.py', 'a');
    void stage.start();
    await stage.until('done', 1);
    expect(stage.paths).toEqual(['/lib', '/lib/a.py', '/main.py']);
    expect(stage.asked).toBe(1);
    // A program on the board writes into a folder of ours.
    stage.board.tree.set('/lib/log.csv', 'data');
    stage.remove('lib');
    await stage.until('done', 2);
    expect(stage.paths).toEqual(['/lib', '/lib/log.csv', '/main.py']);
    stage.remove('main.py');
    await stage.until('done', 3);
    // It has the name of a file that was ours.
    stage.board.tree.set('/main.py', 'own');
    stage.write('x.py', 'x');
    await stage.until('done', 4);
    expect(stage.board.tree.get('/main.py')).toBe('own');
    expect(stage.asked).toBe(1);
    stage.abort.abort();
    expect(await stage.ended).toMatchObject({ code: 'aborted' });
  });

  it('removes nothing without being told to', async () => {
    const stage = new Stage({ '/old': '' });
    stage.write('a', '1');
    void stage.start(false);
    await stage.until('done', 1);
    stage.remove('a');
    stage.write('b', '');
    await stage.until('done', 2);
    expect(stage.paths).toEqual(['/a', '/b', '/old']);
    expect(stage.asked).toBe(0);
  });

  it('ends with a no, and changes nothing', async () => {
    const stage = new Stage({ '/old': '' });
    stage.mayRemove = false;
    stage.write('a', '1');
    expect(await stage.start()).toMatchObject({ code: 'aborted' });
    expect(stage.board.changes).toEqual([]);
  });

  it('that is renamed empties nothing, and goes on when one of its name is there', async () => {
    const stage = new Stage();
    stage.write('a', '1');
    void stage.start();
    await stage.until('done', 1);
    renameSync(stage.folder, join(stage.root, 'q'));
    await stage.until('folder-gone', 1);
    expect(stage.paths).toEqual(['/a']);
    mkdirSync(stage.folder);
    stage.write('b', '2');
    await stage.has('/b');
    stage.write('c/d', '3');
    await stage.has('/c/d');
    expect(stage.paths).toEqual(['/b', '/c', '/c/d']);
  });

  it('tells a round that failed, and the next change begins another one', async () => {
    const stage = new Stage({}, { folds: true, volumes: [volume('/', { type: 'VfsFat' })] });
    stage.write('a', '1');
    void stage.start();
    await stage.until('done', 1);
    stage.write('A', '2');
    await stage.until('problem', 1);
    expect(stage.events.at(-1)).toMatchObject({ error: { code: 'names-collide' } });
    stage.remove('A');
    await stage.until('done', 2);
  });

  it('does not begin where the first round fails, or without a folder', async () => {
    const stage = new Stage({ '/x': '' });
    stage.mayRemove = true;
    stage.write('x/y', '');
    expect(await stage.start(false)).toMatchObject({ code: 'not-a-folder' });
    stage.remove('');
    expect(await stage.start()).toMatchObject({ code: 'local-not-found' });
    expect(stage.board.changes).toEqual([]);
  });

  it('may be given by a link', async () => {
    const stage = new Stage();
    renameSync(stage.folder, join(stage.root, 'real'));
    symlinkSync('real', stage.folder);
    void stage.start();
    await stage.until('done', 1);
    stage.write('a/b', '1');
    await stage.has('/a/b');
    stage.write('a/b', '22');
    await stage.has('/a/b', '22');
  });

  it('follows a stream of changes that does not pause', async () => {
    const stage = new Stage();
    void stage.start();
    await stage.until('done', 1);
    const timer = setInterval(() => stage.write('busy', String(performance.now())), 30);
    onTestFinished(() => clearInterval(timer));
    await stage.until('done', 2);
    clearInterval(timer);
    expect(stage.paths).toContain('/busy');
  });
});

describe('a board that is lost', () => {
  it('while nothing is done, or in the middle, is waited for and brought up to date', async () => {
    const stage = new Stage();
    stage.write('a', '1');
    stage.fails = new AdderError('link-lost');
    void stage.start();
    await stage.until('done', 1);
    expect(stage.events.map(({ kind }) => kind)).toEqual([
      'board-lost',
      'board-back',
      'plan',
      'done',
    ]);
    stage.board.tree.delete('/a');
    stage.unplug();
    await stage.until('done', 2);
    expect(stage.paths).toEqual(['/a']);
    stage.fails = new AdderError('link-lost');
    stage.write('b', '2');
    await stage.until('done', 3);
    expect(stage.paths).toEqual(['/a', '/b']);
  });

  it('for good ends it', async () => {
    const stage = new Stage();
    stage.comesBack = false;
    void stage.start();
    await stage.until('done', 1);
    stage.unplug();
    expect(await stage.ended).toMatchObject({ code: 'link-lost' });
  });
});
