// Packages of MicroPython, in a folder of a board: installs, lists, removes and upgrades them. What the IDE and the `mip` command call.
// Everything is fetched and checked before the board is touched, and each call changes all or nothing.

import { AdderError } from '../../shared/errors';
import type { Board } from '../board/board';
import type { PackageEvent, PackageOptions } from './events';
import { filesOnBoard, type FileOnBoard } from './on-board';
import { PackageFolder } from './package-folder';
import { inTarget } from './paths';
import { NO_MPY, Planner } from './planner';
import {
  digestOf,
  orphans,
  withPackages,
  type InstalledFile,
  type InstalledPackage,
  type PackageRecord,
} from './record';
import { PackageSource, type PackageNetwork } from './source';
import { isWeb, nameOf, packageSpec, parsePackageSpec, type PackageSpec } from './spec';

/** micropython-lib. */
export const USUAL_INDEX = 'https://micropython.org/pi/v2';

/** How to install. */
export interface InstallOptions extends PackageOptions {
  /** A web address; micropython-lib's unless given. */
  readonly index?: string | undefined;
  /** Compiled modules where the index has them and the board reads them (default). */
  readonly mpy?: boolean | undefined;
}

/** What an installation has done. */
export interface InstallReport {
  /** Files that were written; 0: everything was there. */
  readonly written: number;
  /** What was asked for, as the record has it now. */
  readonly installed: InstalledPackage;
}

/** Its folder for libraries: the first of `sys.path` that ends in `/lib` and is not in a ROM. Rejects with `no-lib-folder`. */
export async function libFolder(board: Board, options: PackageOptions = {}): Promise<string> {
  const { path } = await board.imports(options);
  const folder = path.find((one) => one.endsWith('/lib') && !one.startsWith('/rom'));
  if (folder === undefined) throw new AdderError('no-lib-folder');
  return folder;
}

/** The packages of one folder of a board. */
export class PackageInstaller {
  /**
   * @param target the folder on the board, as messages are to name it: `libFolder` tells the usual one
   * @param network how to reach indexes and other places
   */
  constructor(
    private readonly board: Board,
    private readonly target: string,
    private readonly network: PackageNetwork,
  ) {}

  /** Rejects with `bad-package-record`, `package-unfinished`. */
  async list(options: PackageOptions = {}): Promise<PackageRecord> {
    return (await this.open(options)).record;
  }

  /**
   * A package and what it needs. Rejects with `bad-package-spec`, `package-not-found`, `package-file-not-found`, `download-failed`,
   * `download-too-large`, `package-invalid`, `package-unsafe`, `package-damaged`, `local-not-found`, and as `PackageFolder.change`.
   */
  async install(text: string, options: InstallOptions = {}): Promise<InstallReport> {
    const spec = parsePackageSpec(text);
    return this.bring(spec, nameOf(spec), options);
  }

  /**
   * Looks for a newer one of what is installed: the newest, or for a branch or tag what it has now. A version that was asked for stays
   * unless another one is given (`name@version`). Rejects as `install`, and with `package-not-installed`.
   */
  async upgrade(text: string, options: InstallOptions = {}): Promise<InstallReport> {
    const spec = parsePackageSpec(text);
    const old = find((await this.open(options)).record, nameOf(spec));
    const version = spec.version ?? (old.wanted === '' ? undefined : old.wanted);
    return this.bring(packageSpec(old.name, version), undefined, {
      ...options,
      index: options.index ?? (old.index === '' ? undefined : old.index),
      mpy: options.mpy ?? old.mpy,
    });
  }

  /**
   * Their files, but not those that another package has too, nor those that were changed since: these are told, and are nobody's then.
   * What they needed stays. Rejects with `package-not-installed` before anything is removed.
   */
  async remove(names: readonly string[], options: PackageOptions = {}): Promise<void> {
    const folder = await this.open(options);
    const { record } = folder;
    const gone = new Set(names.map((name) => find(record, name)));
    const left = record.filter((one) => !gone.has(one));
    const tell = teller(options);
    for (const { name } of gone) {
      const by = left.filter(({ needs }) => needs.includes(name)).map((one) => one.name);
      if (by.length > 0) tell({ kind: 'needed', name, by });
    }
    const free = orphans([...gone], left);
    const mine = new Set(free.map(({ path }) => path));
    for (const { files } of gone)
      for (const { path } of files)
        if (!mine.has(path)) tell({ kind: 'kept', path: this.shown(path), why: 'shared' });
    const { unchanged: removals, changed } = await this.compare(free, options);
    for (const path of changed) tell({ kind: 'kept', path: this.shown(path), why: 'changed' });
    await folder.change({ writes: [], removals, record: left }, options);
    for (const path of removals) tell({ kind: 'removed', path: this.shown(path) });
  }

  private async bring(
    spec: PackageSpec,
    requested: string | undefined,
    options: InstallOptions,
  ): Promise<InstallReport> {
    const index = (options.index ?? USUAL_INDEX).replace(/\/+$/, '');
    if (!isWeb(index)) throw new AdderError('bad-package-spec', { detail: `the index ${index}` });
    const tell = teller(options);
    const folder = await this.open(options);
    const planner = new Planner({
      source: new PackageSource(this.network, (url) => tell({ kind: 'offline', url })),
      index,
      target: this.target,
      flavour: await this.flavour(options),
      signal: options.signal,
      tell,
      present: (paths) => this.present(paths, options),
    });
    await planner.add(spec);
    const record = withPackages(folder.record, planner.packages.values(), requested);
    const there = await this.present([...planner.writes.keys()], options);
    const writes = [...planner.writes]
      .filter(([path, { sha256 }]) => there.get(path)?.sha256 !== sha256)
      .map(([path, { bytes }]) => ({ path, bytes }));
    const { unchanged: removals } = await this.compare(orphans(folder.record, record), options);
    const isSame = JSON.stringify(record) === JSON.stringify(folder.record);
    if (writes.length > 0 || removals.length > 0 || !isSame)
      await folder.change({ writes, removals, record }, options);
    return { written: writes.length, installed: find(record, nameOf(spec)) };
  }

  private async open(options: PackageOptions): Promise<PackageFolder> {
    const folder = await PackageFolder.open(this.board.files, this.target, options);
    if (folder.recovery) teller(options)({ kind: 'recovered', how: folder.recovery });
    return folder;
  }

  /** The folder of the index to look into. */
  private async flavour(options: InstallOptions): Promise<string> {
    if (options.mpy === false) return NO_MPY;
    const { mpy } = await this.board.imports(options);
    return (mpy & 0xff) === 0 ? NO_MPY : String(mpy & 0xff);
  }

  /** Which of these files are still as they were installed; what is not there any more is neither. */
  private async compare(
    files: readonly InstalledFile[],
    options: PackageOptions,
  ): Promise<{ unchanged: string[]; changed: string[] }> {
    const there = await this.present(
      files.map(({ path }) => path),
      options,
    );
    const found = files.flatMap((file) => {
      const now = there.get(file.path);
      return now ? [{ path: file.path, isSame: digestOf(now.sha256) === file.digest }] : [];
    });
    return {
      unchanged: found.filter(({ isSame }) => isSame).map(({ path }) => path),
      changed: found.filter(({ isSame }) => !isSame).map(({ path }) => path),
    };
  }

  private async present(
    paths: readonly string[],
    options: PackageOptions,
  ): Promise<Map<string, FileOnBoard>> {
    const below = new Map(paths.map((path) => [inTarget(this.target, path), path]));
    const found = await filesOnBoard(this.board.files, [...below.keys()], options);
    return new Map([...found].map(([path, file]) => [below.get(path) ?? path, file]));
  }

  private shown(path: string): string {
    return `${this.target}/${path}`;
  }
}

function teller(options: PackageOptions): (event: PackageEvent) => void {
  return (event) => options.onEvent?.(event);
}

function find(record: PackageRecord, name: string): InstalledPackage {
  const found = record.find((one) => one.name === name);
  if (!found) throw new AdderError('package-not-installed', { detail: name });
  return found;
}
