// What the app's main process has between the window and a virtual board, without Electron: boards, picked folders, the queue and what it tells.

import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { BoardState } from '../../../src/ipc/contract';
import type { TransferFacts } from '../../../src/ipc/transfers';
import { Boards } from '../../../src/main/boards/boards';
import type { ComeBack } from '../../../src/main/boards/returns';
import type { BoardSession } from '../../../src/main/boards/session';
import { Files } from '../../../src/main/computer/files';
import { Folders } from '../../../src/main/computer/folders';
import { Landings } from '../../../src/main/computer/landing';
import { LocalTrees } from '../../../src/main/computer/local-trees';
import { Patience } from '../../../src/main/computer/patience';
import { Download } from '../../../src/main/queue/download';
import { TransferQueue } from '../../../src/main/queue/queue';
import { Upload } from '../../../src/main/queue/upload';
import { freshHome } from '../engine/support';

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);
/** Does not deflate. */
export const noise = (size: number): Buffer => randomBytes(size);

export class Desk {
  readonly patience = new Patience();
  readonly folders = new Folders();
  readonly files = new Files(this.folders, this.patience);
  readonly trees = new LocalTrees(this.folders, this.files, this.patience);
  readonly landings = new Landings(this.folders, this.patience);
  readonly queue: TransferQueue;
  readonly boards: Boards;
  readonly states: BoardState[] = [];
  readonly changed: (readonly string[])[] = [];
  comeBack: ComeBack | undefined;
  private readonly watchers = new Set<() => void>();

  private constructor(
    readonly home: string,
    /** The picked folder. */
    readonly root: string,
  ) {
    this.queue = new TransferQueue({
      onChange: () => {
        for (const watch of [...this.watchers]) watch();
      },
    });
    this.boards = new Boards({
      opener: (address) => {
        const transport = createTransport(address, { dataDirectory: home, holder: 'a test' });
        return {
          address: transport.address,
          parts: () => transport.parts,
          connect: (onConsole, signal) => Board.connect(transport, { onConsole, signal }),
        };
      },
      name: (address) => address.toUpperCase(),
      comeBack: () => this.comeBack,
      onOpen: (board) => {
        this.queue.boardOpened(board);
      },
      onState: (state) => {
        this.states.push(state);
        this.queue.boardChanged(state);
      },
      onConsole: (board, bytes) => {
        this.boards.consoleTaken(board, bytes.length);
      },
      onPins: () => undefined,
    });
    onTestFinished(() => this.boards.closeAll(AbortSignal.timeout(4000)));
  }

  static async make(): Promise<Desk> {
    const home = realpathSync(await freshHome());
    const root = join(home, 'project');
    mkdirSync(root);
    return new Desk(home, root);
  }

  async connect(address = 'virtual:'): Promise<BoardSession> {
    return this.boards.get((await this.boards.connect(address)).board);
  }

  async folder(): Promise<string> {
    return (await this.folders.add(this.root)).folder;
  }

  /** A file of the computer, below the picked folder. */
  put(path: string, content: Uint8Array | string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  get(path: string): Buffer {
    return readFileSync(join(this.root, path));
  }

  /** All that is below the picked folder. */
  all(): readonly string[] {
    return readdirSync(this.root, { recursive: true }).map(String).sort();
  }

  async upload(
    board: BoardSession,
    paths: readonly string[],
    { to = '/', interrupt = false } = {},
  ): Promise<string> {
    const folder = await this.folder();
    const sources = paths.map((path) => ({
      ...{ kind: 'local' as const, folder, steps: path.split('/') },
    }));
    return this.queue.add(board, new Upload(to, sources, this.trees), interrupt);
  }

  async download(
    board: BoardSession,
    paths: readonly string[],
    steps: readonly string[] = [],
  ): Promise<string> {
    const landing = this.landings.at(await this.folder(), steps);
    const download = new Download(paths, landing, () => this.changed.push(steps));
    return this.queue.add(board, download, false);
  }

  facts(id: string): TransferFacts {
    const found = this.queue.list().find((one) => one.id === id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  }

  /** Resolves with the facts once they are as wanted. */
  until(id: string, wanted: (facts: TransferFacts) => boolean): Promise<TransferFacts> {
    return new Promise((resolve) => {
      const watch = (): void => {
        const facts = this.facts(id);
        if (!wanted(facts)) return;
        this.watchers.delete(watch);
        resolve(facts);
      };
      this.watchers.add(watch);
      watch();
    });
  }

  state(id: string, state: TransferFacts['state']): Promise<TransferFacts> {
    return this.until(id, (facts) => facts.state === state);
  }
}
