// The errand of a download: what is chosen on the board is listed, what lies on the computer already is compared by its hash, and what is missing or
// differs comes in a few streams. Names of a board come from outside: each is one that the computer can have, and leads nowhere else.

import { posix } from 'node:path';
import { throwIfAborted } from '../../engine/board/abort';
import { listTree } from '../../engine/board/files/copy-from-board';
import type { Found } from '../../engine/board/files/listing';
import { safeName } from '../../engine/board/files/safe-name';
import type { Landed } from '../../ipc/entries';
import { AdderError } from '../../shared/errors';
import type { Landing } from '../computer/landing';
import { someNames } from '../some-names';
import { lookAtChosen } from './chosen';
import { fetchToDisk, type Incoming } from './fetch';
import { Ledger, type Judged } from './ledger';
import { comparedSizes } from './room';
import type { Errand, Turn } from './transfer';

interface Chosen {
  readonly path: string;
  readonly size: number;
  /** Below the target, each safe. */
  readonly steps: readonly string[];
}

export class Download implements Errand {
  readonly direction = 'download';
  readonly names: readonly string[];
  readonly chosen: number;
  readonly to: string;
  private readonly paths: readonly string[];
  private readonly ledger = new Ledger();

  constructor(
    paths: readonly string[],
    private readonly landing: Landing,
    /** Something in the target is another. */
    private readonly onChanged: () => void,
  ) {
    this.paths = [...new Set(paths)];
    const names = this.paths.map((path) => posix.basename(path) || '/');
    ({ names: this.names, count: this.chosen } = someNames(names));
    this.to = landing.name;
  }

  async run(turn: Turn): Promise<void> {
    const { signal, board } = turn;
    const { landing, ledger } = this;
    const { folders, files } = await this.list(turn);
    const landed = await this.look(folders, files, signal);
    const found = await board.survey(files, { signal });
    const judged = files.map((file, index) => judge(file, landed[index], found[index]));
    const counts = await ledger.settle(judged, turn);
    const going = judged.filter(({ key, isSame }) => !isSame && !ledger.keeps(key));
    await this.checkRoom(going);
    turn.begin(counts);
    const incoming = going.map((file) => ({ ...file, open: () => landing.open(file.steps) }));
    try {
      for (const steps of folders) await landing.makeFolder(steps);
      await fetchToDisk(board, incoming, {
        signal,
        onBytes: (done) => {
          turn.count(ledger.went(done));
        },
        onFile: ({ key, size }) => {
          turn.count(ledger.wrote(key, size));
        },
      });
    } finally {
      if (folders.length > 0 || ledger.hasWritten) this.onChanged();
    }
  }

  /** All that is chosen, and what is in it. Folders come after the ones they lie in. */
  private async list({ board, signal }: Turn): Promise<{
    readonly folders: readonly (readonly string[])[];
    readonly files: readonly Chosen[];
  }> {
    const look = (folder: string) => listTree(board, folder, { signal });
    const entries = await lookAtChosen(board, this.paths, look, { signal });
    const folders: (readonly string[])[] = [];
    const files: Chosen[] = [];
    const names = new Set<string>();
    for (const entry of entries) {
      const { path } = entry;
      // Of the whole board, what is in it.
      const top = path === '/' ? [] : [safeName(posix.basename(path))];
      const name = foldedName(top.join());
      if (names.has(name)) throw new AdderError('local-exists', { detail: path });
      names.add(name);
      if (entry.kind === 'file') {
        files.push({ path, size: entry.size, steps: top });
        continue;
      }
      const { inside } = entry;
      if (top.length > 0) folders.push(top);
      folders.push(...inside.folders.map(({ steps }) => [...top, ...steps]));
      files.push(...inside.files.map((file) => ({ ...file, steps: [...top, ...file.steps] })));
    }
    return { folders, files };
  }

  /** What is on the computer in their places. Rejects with `local-exists` where a folder and a file are in each other's place. */
  private async look(
    folders: readonly (readonly string[])[],
    files: readonly Chosen[],
    signal: AbortSignal,
  ): Promise<readonly Landed[]> {
    for (const steps of folders) {
      throwIfAborted(signal);
      if ((await this.landing.look(steps, -1)).kind === 'file')
        throw new AdderError('local-exists', { detail: steps.join('/') });
    }
    const landed: Landed[] = [];
    for (const { steps, size } of files) {
      throwIfAborted(signal);
      const there = await this.landing.look(steps, size);
      if (there.kind === 'folder')
        throw new AdderError('local-exists', { detail: steps.join('/') });
      landed.push(there);
    }
    return landed;
  }

  private async checkRoom(files: readonly Chosen[]): Promise<void> {
    const need = files.reduce((sum, { size }) => sum + size, 0);
    const free = need > 0 ? await this.landing.room() : undefined;
    if (free !== undefined && free < need)
      throw new AdderError('local-full', { detail: comparedSizes(need, free) });
  }
}

/** Of a board that cannot hash nobody knows whether its file is the same. */
function judge(
  file: Chosen,
  landed: Landed | undefined,
  found: Found | undefined,
): Chosen & Judged & Pick<Incoming, 'sha256'> {
  const sha256 = found?.kind === 'same-size' ? found.sha256 : undefined;
  const local = landed?.kind === 'file' ? landed.sha256 : undefined;
  return {
    ...file,
    sha256,
    key: file.steps.join('/'),
    isSame: sha256 !== undefined && local === sha256,
    isThere: landed?.kind === 'file',
  };
}

/** Where the computer takes two names for one, the second file would overwrite the first. */
function foldedName(name: string): string {
  const folds = process.platform === 'win32' || process.platform === 'darwin';
  return folds ? name.normalize('NFC').toLowerCase() : name;
}
