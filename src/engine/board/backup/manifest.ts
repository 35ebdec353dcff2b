// What a backup says of itself: a file of JSON in the store, one for each backup, written last. Names in it are a board's own words: they become
// paths of a board again, never of the computer, and are checked before that.

import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { BoardDetails } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';

/** Of the form that is described here. A newer one is refused. */
export const MANIFEST_VERSION = 1;
const FORMAT = 'adder-backup';

/** A file of a backup. */
export interface SavedFile {
  /** Below the root of its file system, with slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Of its content, in hexadecimal: its name in the store. */
  readonly sha256: string;
}

/** A file system of a backup. */
export interface SavedFileSystem {
  /** Where it was mounted; empty on a board without folders. */
  readonly path: string;
  /** It is the flash of the board itself, which may be mounted elsewhere on another one. */
  readonly own: boolean;
  /** Each after the one it lies in. */
  readonly folders: readonly string[];
  /** With their content, by its hash. */
  readonly files: readonly SavedFile[];
}

/** One backup. */
export interface BackupManifest {
  /** Tells the file from others. */
  readonly format: 'adder-backup';
  /** Of the form of this description. */
  readonly version: 1;
  /** Also the name of its file: the time, and a random part. */
  readonly id: string;
  /** When it was made, ISO 8601. */
  readonly created: string;
  /** What the board said of itself. */
  readonly board: Pick<
    BoardDetails,
    'implementation' | 'version' | 'release' | 'machine' | 'platform' | 'id'
  >;
  /** What was saved. */
  readonly fileSystems: readonly SavedFileSystem[];
  /** Where other file systems were mounted, which were not saved. */
  readonly leftOut: readonly string[];
}

/** Without steps that lead elsewhere. */
const boardPath = v.pipe(
  v.string(),
  v.check((path) => path.split('/').every((step) => !['', '.', '..'].includes(step))),
  v.check((path) => !path.includes('\0')),
);

const savedFileSystem = v.object({
  path: v.string(),
  own: v.boolean(),
  folders: v.array(boardPath),
  files: v.array(
    v.object({
      path: boardPath,
      size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
});

const manifest: v.GenericSchema<unknown, BackupManifest> = v.object({
  format: v.literal(FORMAT),
  version: v.literal(MANIFEST_VERSION),
  id: v.pipe(v.string(), v.regex(/^\d{8}T\d{9}Z-[0-9a-f]{8}$/)),
  created: v.pipe(v.string(), v.isoTimestamp()),
  board: v.object({
    implementation: v.string(),
    version: v.string(),
    release: v.string(),
    machine: v.string(),
    platform: v.string(),
    id: v.exactOptional(v.string()),
  }),
  fileSystems: v.array(savedFileSystem),
  leftOut: v.array(v.string()),
});

export function newManifest(
  created: Date,
  random: string,
  parts: Pick<BackupManifest, 'board' | 'fileSystems' | 'leftOut'>,
): BackupManifest {
  const iso = created.toISOString();
  const id = `${iso.replace(/[-:.]/g, '')}-${random}`;
  return { format: FORMAT, version: MANIFEST_VERSION, id, created: iso, ...parts };
}

/** With a checksum over all of it. */
export function printManifest(data: BackupManifest): string {
  return `${JSON.stringify({ ...data, checksum: checksumOf(data) }, undefined, 1)}\n`;
}

/** Throws `backup-damaged`, `backup-too-new`. */
export function parseManifest(text: string, id: string): BackupManifest {
  const { checksum, ...rest } = objectIn(text, id);
  if (rest['format'] === FORMAT && Number(rest['version']) > MANIFEST_VERSION)
    throw new AdderError('backup-too-new', { detail: id });
  const parsed = v.safeParse(manifest, rest);
  if (!parsed.success || checksum !== checksumOf(rest) || parsed.output.id !== id)
    throw new AdderError('backup-damaged', { detail: id });
  return parsed.output;
}

function objectIn(text: string, id: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new AdderError('backup-damaged', { detail: id, cause });
  }
  throw new AdderError('backup-damaged', { detail: id });
}

function checksumOf(data: object): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex');
}
