// The record of what Adder has installed: a small JSON file in the target folder on the board, beside the packages, so that another
// computer finds it. Each package with where it came from and its files, each with size and digest, so that a file that was changed since
// is known.

import * as v from 'valibot';
import { AdderError } from '../../shared/errors';
import { utf8 } from '../protocol/bytes';
import { checkedJson } from './manifest';
import { OWN_PREFIX, safePackagePath } from './paths';

export const RECORD_NAME = `${OWN_PREFIX}packages.json`;

/** Bytes. */
export const MAX_RECORD_BYTES = 512 * 1024;
const FORMAT = 1;
/** Digits of SHA-256 that are kept: 128 bits, in half the room. */
const DIGITS = 32;

/** A file as it was installed. */
export interface InstalledFile {
  /** Below the target. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The first 32 digits of its SHA-256. */
  readonly digest: string;
}

/** A package as it was installed. */
export interface InstalledPackage {
  /** The name in the index, or the location without the version. */
  readonly name: string;
  /** As the package calls it; empty where its author gives none. */
  readonly version: string;
  /** The version, branch or tag that was asked for; empty for the newest. */
  readonly wanted: string;
  /** Of an index, of a place on the web, or of a computer. */
  readonly kind: 'index' | 'remote' | 'local';
  /** The index that was asked. */
  readonly index: string;
  /** Compiled files were asked for. */
  readonly mpy: boolean;
  /** A person asked for it; otherwise another package needs it. */
  readonly requested: boolean;
  /** Names of the packages that it needs. */
  readonly needs: readonly string[];
  /** Also those that others have too. */
  readonly files: readonly InstalledFile[];
}

/** The packages of one folder, in the order in which they first came. */
export type PackageRecord = readonly InstalledPackage[];

const Text = v.pipe(v.string(), v.maxLength(4000));

const Schema = v.object({
  format: v.literal(FORMAT),
  packages: v.array(
    v.object({
      name: Text,
      version: v.optional(Text, ''),
      wanted: v.optional(Text, ''),
      kind: v.picklist(['index', 'remote', 'local']),
      index: v.optional(Text, ''),
      mpy: v.optional(v.boolean(), true),
      requested: v.optional(v.boolean(), false),
      needs: v.optional(v.array(Text), []),
      files: v.array(
        v.strictTuple([
          Text,
          v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
          v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
        ]),
      ),
    }),
  ),
});

export function digestOf(sha256: string): string {
  return sha256.slice(0, DIGITS);
}

/** Of what the board has. Throws `bad-package-record`. */
export function parseRecord(bytes: Uint8Array, path: string): PackageRecord {
  const refuse = (detail: string, cause?: unknown): AdderError =>
    new AdderError('bad-package-record', { detail: `${path}: ${detail}`, cause });
  const { packages } = checkedJson(bytes, Schema, refuse);
  try {
    return packages.map(({ files, ...facts }) => ({
      ...facts,
      files: files.map(([file, size, digest]) => ({ path: safePackagePath(file), size, digest })),
    }));
  } catch (cause) {
    throw refuse('it names files of others', cause);
  }
}

/** A line for each package; what is usual is left out. */
export function printRecord(record: PackageRecord): Uint8Array {
  const lines = record.map(({ files, version, wanted, index, mpy, requested, needs, ...facts }) =>
    JSON.stringify({
      ...facts,
      ...(version !== '' && { version }),
      ...(wanted !== '' && { wanted }),
      ...(index !== '' && { index }),
      ...(!mpy && { mpy }),
      ...(requested && { requested }),
      ...(needs.length > 0 && { needs }),
      files: files.map(({ path, size, digest }) => [path, size, digest]),
    }),
  );
  return utf8(`{"format":${FORMAT},"packages":[\n${lines.join(',\n')}\n]}\n`);
}

/** The record with these packages in place of those of the same names. A person asks for the one that is `requested`, besides those of before. */
export function withPackages(
  record: PackageRecord,
  packages: Iterable<Omit<InstalledPackage, 'requested'>>,
  requested: string | undefined,
): PackageRecord {
  const all = new Map(record.map((one) => [one.name, one]));
  for (const one of packages) {
    const before = all.get(one.name)?.requested === true;
    all.set(one.name, { ...one, requested: before || one.name === requested });
  }
  return [...all.values()];
}

/** The files of `before` that nobody owns in `after`. */
export function orphans(before: PackageRecord, after: PackageRecord): InstalledFile[] {
  const owned = new Set(after.flatMap(({ files }) => files.map(({ path }) => path)));
  const left = new Map<string, InstalledFile>();
  for (const { files } of before)
    for (const file of files) if (!owned.has(file.path)) left.set(file.path, file);
  return [...left.values()];
}
