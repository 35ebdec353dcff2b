// A folder below a picked one, in which files come to lie. Nothing leads out of the picked folder, every file is the old or the new one, and no disk
// is waited for longer than its deadline.

import { mkdir, stat, statfs } from 'node:fs/promises';
import { basename } from 'node:path';
import { AtomicFile } from '../../engine/host/atomic-write';
import type { FolderId } from '../../ipc/contract';
import type { Landed } from '../../ipc/entries';
import { AdderError, isAdderError } from '../../shared/errors';
import { confineTarget } from './confine';
import { lookAt, refuseReadOnly } from './content';
import type { Folders } from './folders';
import type { Patience } from './patience';

/** How long a disk may take for one step, ms. */
const STEP_MS = 30_000;

/** A file on its way; one of `commit` and `discard` ends it. */
export type LandingFile = Pick<AtomicFile, 'write' | 'commit' | 'discard'>;

export interface Landing {
  readonly folder: FolderId;
  readonly steps: readonly string[];
  /** For people. */
  readonly name: string;
  look(below: readonly string[], size: number): Promise<Landed>;
  /** One that is there is no error. Rejects with `local-exists` where a file is. */
  makeFolder(below: readonly string[]): Promise<void>;
  open(below: readonly string[]): Promise<LandingFile>;
  /** Bytes that are free; undefined where the system does not tell. */
  room(): Promise<number | undefined>;
}

export class Landings {
  constructor(
    private readonly folders: Folders,
    private readonly patience: Patience,
  ) {}

  at(folder: FolderId, steps: readonly string[]): Landing {
    const { folders } = this;
    const placeOf = (below: readonly string[]): string =>
      folders.placeOf(folder, [...steps, ...below]);
    const resolve = async (below: readonly string[]): Promise<string> =>
      (await folders.resolve(folder, [...steps, ...below], confineTarget)).path;
    const inTime = <Result>(
      below: readonly string[],
      work: () => Promise<Result>,
    ): Promise<Result> => {
      const wait = { deadline: STEP_MS, what: below.join('/'), asked: true };
      return this.patience.wait(placeOf(below.slice(0, -1)), wait, work);
    };
    return {
      folder,
      steps,
      name: basename(placeOf([])),
      look: (below, size) =>
        inTime(below, async () => {
          try {
            return await look(await resolve(below), below, size);
          } catch (error) {
            // The folder that it lies in is not there yet either.
            if (isAdderError(error, 'local-not-found')) return { kind: 'nothing' };
            throw error;
          }
        }),
      makeFolder: (below) => inTime(below, async () => makeFolder(await resolve(below), below)),
      open: (below) =>
        inTime(below, async () => {
          // The picked folder itself: what is written beside it would lie outside.
          if (steps.length + below.length === 0)
            throw new AdderError('bad-request', { detail: 'path' });
          const path = await resolve(below);
          await refuseReadOnly(path, below.join('/'));
          const file = await AtomicFile.open(path);
          return {
            write: (bytes) => inTime(below, () => file.write(bytes)),
            commit: () => inTime(below, () => file.commit()),
            discard: () => file.discard(),
          };
        }),
      room: () =>
        inTime([], async () => {
          const { bavail, bsize } = await statfs(await resolve([]));
          return bavail * bsize;
        }).catch(() => undefined),
    };
  }
}

async function look(path: string, below: readonly string[], size: number): Promise<Landed> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) return { kind: 'folder' };
    if (!facts.isFile()) throw new AdderError('local-exists', { detail: below.join('/') });
    if (facts.size !== size) return { kind: 'file' };
    const fact = await lookAt(path, below.join('/'));
    return fact.kind === 'file' ? { kind: 'file', sha256: fact.sha256 } : { kind: 'nothing' };
  } catch (error) {
    if (isAdderError(error, 'file-too-large')) return { kind: 'file' };
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'nothing' };
    throw error;
  }
}

async function makeFolder(path: string, below: readonly string[]): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    if (!isThere) throw error;
    if (!(await stat(path)).isDirectory())
      throw new AdderError('local-exists', { detail: below.join('/') });
  }
}
