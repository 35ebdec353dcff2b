// A virtual board and what an installation on it is seen to do.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Board } from '../../../src/engine/board/board';
import { PackageCache } from '../../../src/engine/packages/cache';
import type { PackageEvent } from '../../../src/engine/packages/events';
import {
  PackageInstaller,
  type InstallOptions,
  type InstallReport,
} from '../../../src/engine/packages/installer';
import type { Fetch } from '../../../src/engine/packages/download';
import { connectVirtual, freshHome } from '../engine/support';
import { anIndex, type IndexServer } from './index-server';

export const LIB = '/lib';

export interface Rig {
  readonly board: Board;
  readonly index: IndexServer;
  readonly cacheFolder: string;
  /** Installs from the rig's index, source files only. */
  readonly install: (spec: string, options?: InstallOptions) => Promise<InstallReport>;
  readonly upgrade: (spec: string, options?: InstallOptions) => Promise<InstallReport>;
  readonly installer: (target?: string) => PackageInstaller;
  /** What was told, a word and what it is about. */
  readonly told: string[];
  /** All files below the target with their content, Adder's own aside. */
  readonly files: (target?: string) => Promise<Record<string, string>>;
  /** Adder's own files below the target. */
  readonly ownFiles: (target?: string) => Promise<string[]>;
}

/** Short, so that a server that says nothing is soon given up; long enough for one that answers on a busy machine. ms */
const LIMITS = { answerMs: 2000, silenceMs: 2000, totalMs: 20_000 };

export async function aRig(
  options: Parameters<typeof connectVirtual>[0] & {
    readonly fetch?: Fetch;
    readonly index?: IndexServer;
  } = {},
): Promise<Rig> {
  const { fetch: given = fetch, index: givenIndex, ...connect } = options;
  const [{ board }, index] = await Promise.all([connectVirtual(connect), givenIndex ?? anIndex()]);
  const cacheFolder = join(await freshHome(), 'packages');
  const network = { fetch: given, cache: new PackageCache(cacheFolder), limits: LIMITS };
  const told: string[] = [];
  const usual = {
    index: index.url,
    mpy: false,
    onEvent: (event: PackageEvent) => void told.push(wordsFor(event)),
  };
  const installer = (target = LIB): PackageInstaller =>
    new PackageInstaller(board, target, network);
  return {
    board,
    index,
    cacheFolder,
    installer,
    told,
    install: (spec, more = {}) => installer().install(spec, { ...usual, ...more }),
    upgrade: (spec, more = {}) => installer().upgrade(spec, { ...usual, ...more }),
    files: async (target = LIB) => {
      const paths = (await namesBelow(board, target)).filter((name) => !isOwn(name));
      const found: Record<string, string> = {};
      for (const path of paths)
        found[path] = Buffer.from(await board.files.read(`${target}/${path}`)).toString();
      return found;
    },
    ownFiles: async (target = LIB) => (await namesBelow(board, target)).filter(isOwn),
  };
}

async function namesBelow(board: Board, target: string): Promise<string[]> {
  const entries = await board.files.list(target, { deep: true });
  return entries
    .filter(({ kind }) => kind === 'file')
    .map(({ name }) => name)
    .sort();
}

function isOwn(name: string): boolean {
  return name.includes('.adder-');
}

function wordsFor(event: PackageEvent): string {
  switch (event.kind) {
    case 'from-index':
      return `index ${event.name} ${event.version}`;
    case 'from-location':
    case 'from-file':
      return `${event.kind} ${event.location}`;
    case 'offline':
      return 'offline';
    case 'recovered':
      return `recovered ${event.how}`;
    case 'kept':
      return `kept ${event.path} ${event.why}`;
    case 'needed':
      return `needed ${event.name} by ${event.by.join()}`;
    default:
      return `${event.kind} ${event.path}`;
  }
}

/** Files of the computer, by path below the folder. */
export function onComputer(folder: string, files: Readonly<Record<string, string | object>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
}
