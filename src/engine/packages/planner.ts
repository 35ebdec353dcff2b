// Finds out what an installation brings: follows a package and what it needs, fetches and checks every file that the board has not, and
// tells of each in mip's order. Nothing is written. What of two packages goes to one place is the later one's, as with mip.

import { AdderError } from '../../shared/errors';
import type { PackageEvent } from './events';
import { webAddress } from './forges';
import { inOrder } from './in-order';
import { readBeside, readLocalFile, readLocalManifest } from './local-files';
import { sha256 } from './cache';
import { MAX_MANIFEST_BYTES, parseManifest, type Manifest, type ManifestFile } from './manifest';
import type { FileOnBoard } from './on-board';
import { safePackagePath } from './paths';
import { digestOf, type InstalledFile, type InstalledPackage } from './record';
import type { PackageSource } from './source';
import { isRemote, nameOf, packageSpec, type PackageSpec } from './spec';

export interface PlannerGround {
  readonly source: PackageSource;
  /** Without a slash at its end. */
  readonly index: string;
  /** As it was given, for messages. */
  readonly target: string;
  /** The index's folder: the version of `.mpy` files, or `py`. */
  readonly flavour: string;
  readonly signal: AbortSignal | undefined;
  readonly tell: (event: PackageEvent) => void;
  /** What the board has at these places below the target. */
  readonly present: (paths: readonly string[]) => Promise<ReadonlyMap<string, FileOnBoard>>;
}

/** One file, and how it is had. */
interface Wanted {
  readonly file: ManifestFile;
  /** The beginning of its SHA-256, where it is announced: the board may have it. */
  readonly hash?: string;
  readonly fetch: (signal: AbortSignal) => Promise<Uint8Array>;
}

/** The description of a package, and how what it names is found. */
interface Described {
  readonly manifest: Manifest;
  /** A location or a folder, without the slash. */
  readonly base: string;
  readonly isLocal: boolean;
}

/** The index's folder of modules that are not compiled. */
export const NO_MPY = 'py';

/** Descriptions that one installation looks at; more is a trap. */
const MAX_PACKAGES = 300;
/** Bytes of all its files. */
const MAX_BYTES = 64 * 1024 * 1024;
const DOWNLOADS_AT_ONCE = 4;

export class Planner {
  /** By path below the target, in the order of their last turn. */
  readonly writes = new Map<string, FileOnBoard & { readonly bytes: Uint8Array }>();
  /** By name. */
  readonly packages = new Map<string, Omit<InstalledPackage, 'requested'>>();
  private looked = 0;
  private bytes = 0;

  constructor(private readonly ground: PlannerGround) {}

  /** Rejects as `PackageSource`, and with `package-invalid`, `package-unsafe`, `local-not-found`. */
  async add(spec: PackageSpec): Promise<void> {
    await this.visit(spec, [], true);
  }

  /** @param path the packages that led here: what leads to itself is not followed again */
  private async visit(
    spec: PackageSpec,
    path: readonly string[],
    fromComputer: boolean,
  ): Promise<void> {
    const name = nameOf(spec);
    if (path.includes(name)) return;
    if (++this.looked > MAX_PACKAGES)
      throw new AdderError('package-invalid', {
        detail: `${path[0] ?? name}: it needs more than ${MAX_PACKAGES} other packages`,
      });
    // A stranger's package has no business with the files of this computer.
    if (spec.kind === 'local' && !fromComputer)
      throw new AdderError('package-unsafe', { detail: JSON.stringify(spec.path) });
    const single = this.singleFile(spec);
    if (single) {
      this.keep(spec, '', [], await this.take([single]));
      return;
    }
    const { manifest, base, isLocal } = await this.describe(spec);
    const needs = manifest.dependencies.map(({ location, version }) =>
      packageSpec(location, version),
    );
    const files = await this.take([
      ...manifest.hashes.map((file) => this.hashedFile(file)),
      ...manifest.urls.map((file) => this.namedFile(file, base, isLocal, spec.version)),
    ]);
    this.keep(spec, manifest.version, needs.map(nameOf), files);
    for (const needed of needs) await this.visit(needed, [...path, name], isLocal);
  }

  /** A package that is but a module, without a description. */
  private singleFile(spec: PackageSpec): Wanted | undefined {
    const { source, target, tell } = this.ground;
    const name = nameOf(spec);
    if (spec.kind === 'index' || !/\.m?py$/.test(name)) return undefined;
    const written = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    const file = { path: safePackagePath(written), written };
    if (spec.kind === 'local') return { file, fetch: () => readLocalFile(spec.path) };
    tell({ kind: 'from-file', location: spec.location, target });
    const url = webAddress(spec.location, spec.version);
    return { file, fetch: (signal) => source.file(url, '', signal) };
  }

  private async describe(spec: PackageSpec): Promise<Described> {
    const { source, index, target, flavour, signal, tell } = this.ground;
    switch (spec.kind) {
      case 'local': {
        const bytes = await readLocalManifest(spec.path, MAX_MANIFEST_BYTES);
        const base = spec.path.replace(/(^|[/\\])[^/\\]*$/, '');
        return { manifest: parseManifest(bytes, spec.path), base, isLocal: true };
      }
      case 'remote': {
        const location = spec.location.endsWith('.json')
          ? spec.location
          : `${spec.location.replace(/\/?$/, '/')}package.json`;
        tell({ kind: 'from-location', location, target });
        const bytes = await source.manifest(webAddress(location, spec.version), location, signal);
        const base = location.slice(0, location.lastIndexOf('/'));
        return { manifest: parseManifest(bytes, location), base, isLocal: false };
      }
      case 'index': {
        const { name, version = 'latest' } = spec;
        tell({ kind: 'from-index', name, version, index, target });
        const url = `${index}/package/${flavour}/${name}/${version}.json`;
        const bytes = await source.manifest(url, url, signal);
        return { manifest: parseManifest(bytes, url), base: '', isLocal: false };
      }
    }
  }

  private hashedFile(file: ManifestFile & { readonly hash: string }): Wanted {
    const { source, index } = this.ground;
    const url = `${index}/file/${file.hash.slice(0, 2)}/${file.hash}`;
    const { hash } = file;
    return { file, hash, fetch: (signal) => source.file(url, hash, signal) };
  }

  private namedFile(
    file: ManifestFile & { readonly url: string },
    base: string,
    isLocal: boolean,
    version: string | undefined,
  ): Wanted {
    const { source } = this.ground;
    if (!isRemote(file.url) && isLocal) return { file, fetch: () => readBeside(base, file.url) };
    const location = isRemote(file.url) ? file.url : `${base}/${file.url}`;
    const url = webAddress(location, version);
    return { file, fetch: (signal) => source.file(url, '', signal) };
  }

  /** Tells of each file in its turn, and fetches what the board has not. Files without a hash are always fetched. */
  private async take(wanted: readonly Wanted[]): Promise<InstalledFile[]> {
    const { target, signal, tell } = this.ground;
    const present = await this.presentOf(wanted);
    const missing = wanted.filter((one) => !present.has(one));
    const contents = inOrder(missing, DOWNLOADS_AT_ONCE, signal, ({ fetch }, ends) => fetch(ends));
    const files: InstalledFile[] = [];
    try {
      for (const one of wanted) {
        const { path, written } = one.file;
        let found = present.get(one);
        if (!found) {
          const next = await contents.next();
          const bytes = next.done ? new Uint8Array() : next.value;
          found = this.write(path, bytes);
          tell({ kind: 'file', path: `${target}/${written}` });
        } else tell({ kind: 'exists', path: `${target}/${written}` });
        files.push({ path, size: found.size, digest: digestOf(found.sha256) });
      }
    } finally {
      await contents.return(undefined);
    }
    return files;
  }

  /** Those that will be as they are announced without anything being fetched. */
  private async presentOf(wanted: readonly Wanted[]): Promise<Map<Wanted, FileOnBoard>> {
    const hashed = wanted.filter(({ hash }) => hash !== undefined);
    const onBoard = await this.ground.present(hashed.map(({ file }) => file.path));
    const present = new Map<Wanted, FileOnBoard>();
    for (const one of hashed) {
      const found = this.writes.get(one.file.path) ?? onBoard.get(one.file.path);
      if (found?.sha256.startsWith(one.hash ?? '')) present.set(one, found);
    }
    return present;
  }

  private write(path: string, bytes: Uint8Array): FileOnBoard {
    this.bytes += bytes.length;
    if (this.bytes > MAX_BYTES) throw new AdderError('download-too-large', { detail: path });
    const file = { bytes, size: bytes.length, sha256: sha256(bytes) };
    this.writes.set(path, file);
    return file;
  }

  private keep(
    spec: PackageSpec,
    version: string,
    needs: readonly string[],
    files: readonly InstalledFile[],
  ): void {
    const { index, flavour } = this.ground;
    this.packages.set(nameOf(spec), {
      name: nameOf(spec),
      version,
      wanted: spec.version ?? '',
      kind: spec.kind,
      index: spec.kind === 'index' ? index : '',
      mpy: flavour !== NO_MPY,
      needs,
      files,
    });
  }
}
