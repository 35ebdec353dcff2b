// The errand of an upload: what is chosen is looked up when its turn comes, the board is asked once what of it is there already, and what is missing or
// differs goes in a few streams. Files are read when they are sent.

import { copyPlanned, planCopyToBoard } from '../../engine/board/files/copy-to-board';
import type { FileToCopy, TreeEntry } from '../../engine/board/files/tree-plan';
import { MAX_FILE_BYTES } from '../../ipc/fields';
import type { UploadSource } from '../../ipc/transfers';
import { AdderError } from '../../shared/errors';
import type { LocalTrees } from '../computer/local-trees';
import { someNames } from '../some-names';
import { Ledger } from './ledger';
import { checkRoom } from './room';
import type { Errand, Turn } from './transfer';

export class Upload implements Errand {
  readonly direction = 'upload';
  readonly names: readonly string[];
  readonly chosen: number;
  private readonly ledger = new Ledger();

  /** @param to a folder of the board */
  constructor(
    readonly to: string,
    private sources: readonly UploadSource[],
    private readonly trees: Pick<LocalTrees, 'entries' | 'read'>,
  ) {
    ({ names: this.names, count: this.chosen } = someNames([...new Set(sources.map(nameOf))]));
  }

  async run(turn: Turn): Promise<void> {
    const { signal, board } = turn;
    const { ledger } = this;
    const entries = await this.entries(signal);
    const plan = await planCopyToBoard(board, entries, { signal });
    const judged = plan.files.map(({ file, isSame, isThere }) => {
      return { isSame, isThere, size: file.size, key: this.keyOf(file.path) };
    });
    const counts = await ledger.settle(judged, turn);
    const wanted = {
      ...plan,
      files: plan.files.filter(({ file }) => !ledger.keeps(this.keyOf(file.path))),
    };
    await checkRoom(board, wanted, signal);
    turn.begin(counts);
    await copyPlanned(board, wanted, {
      signal,
      onProgress: ({ done, total }) => {
        turn.count(ledger.went(done, total));
      },
      onFile: ({ path, size }, how) => {
        if (how === 'written') turn.count(ledger.wrote(this.keyOf(path), size));
      },
    });
    this.sources = []; // they may be many bytes
  }

  /** Below the target. */
  private keyOf(path: string): string {
    return path.slice(`/${[...stepsOf(this.to), ''].join('/')}`.length);
  }

  private async entries(signal: AbortSignal): Promise<TreeEntry[]> {
    const folders = new Set<string>();
    const files: FileToCopy[] = [];
    const steps = stepsOf(this.to);
    const addFolder = (below: readonly string[]): void => {
      for (let count = 1; count <= below.length; count++)
        folders.add(`/${below.slice(0, count).join('/')}`);
    };
    const add = (
      below: readonly string[],
      file?: { size: number; read: () => Promise<Uint8Array> },
    ): void => {
      const all = [...steps, ...below];
      addFolder(file ? all.slice(0, -1) : all);
      if (file) files.push({ kind: 'file', path: `/${all.join('/')}`, ...file });
    };
    for (const source of this.sources) {
      checkSteps(source);
      if (source.kind === 'folder') add(source.steps);
      else if (source.kind === 'bytes')
        add(source.steps, {
          size: source.bytes.length,
          read: () => Promise.resolve(source.bytes),
        });
      else await this.addLocal(source, signal, add);
    }
    return [...[...folders].map((path) => ({ kind: 'folder', path }) as const), ...files];
  }

  private async addLocal(
    { folder, steps }: Extract<UploadSource, { kind: 'local' }>,
    signal: AbortSignal,
    add: (
      below: readonly string[],
      file?: { size: number; read: () => Promise<Uint8Array> },
    ) => void,
  ): Promise<void> {
    for (const entry of await this.trees.entries(folder, steps, signal)) {
      const { size } = entry;
      if (size === undefined) {
        add(entry.steps);
        continue;
      }
      if (size > MAX_FILE_BYTES)
        throw new AdderError('file-too-large', { detail: entry.steps.join('/') });
      add(entry.steps, { size, read: () => this.trees.read(folder, steps, entry.steps) });
    }
  }
}

function nameOf(source: UploadSource): string {
  return (source.kind === 'local' ? source.steps.at(-1) : source.steps[0]) ?? '';
}

/** A name of the window's becomes one step of the board's path, and no other. */
function checkSteps({ kind, steps }: UploadSource): void {
  const wrong = steps.find((step) => step === '.' || step === '..' || /[/\0]/.test(step));
  if (wrong !== undefined) throw new AdderError('bad-name', { detail: wrong.slice(0, 80) });
  if (kind !== 'local' && steps.length === 0)
    throw new AdderError('bad-request', { detail: 'path' });
}

function stepsOf(path: string): string[] {
  return path.split('/').filter((step) => step !== '');
}
