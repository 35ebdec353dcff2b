// Makes a ROMFS image of a tree of files, byte for byte as mpremote's `romfs build` makes it of the same tree in the same order
// (`tools/mpremote/mpremote/romfs.py`). Pure: knows no disk and no board.

import { AdderError } from '../../shared/errors';
import { utf8 } from '../protocol/bytes';
import { encodeNumber, encodeRecord, IMAGE_HEADER, RECORD } from './records';

/** What lies in an image. */
export type RomEntry = RomFile | RomFolder;

/** A file of an image. */
export interface RomFile {
  /** Tells it from a folder. */
  readonly kind: 'file';
  /** ASCII, 1 to 255 characters, no slash. */
  readonly name: string;
  /** All of its content. */
  readonly bytes: Uint8Array;
}

/** A folder of an image. */
export interface RomFolder {
  /** Tells it from a file. */
  readonly kind: 'folder';
  /** As of a file. */
  readonly name: string;
  /** In the order in which they are written. */
  readonly entries: readonly RomEntry[];
}

/** No board has a ROM partition that large, bytes. */
export const MAX_IMAGE = 128 * 1024 * 1024;
/** Folders in folders; the reader of the firmware has no limit, a stack has. */
export const MAX_DEPTH = 64;
const MAX_NAME = 255;

/** The image of these files and folders, byte for byte as mpremote makes it. Throws `bad-name`, `file-too-large`. */
export function buildImage(entries: readonly RomEntry[]): Uint8Array {
  const payload = encodeEntries(entries, 0);
  const length = encodeNumber(payload.length);
  // The image has an even size: padding in front of a number means nothing.
  const odd = (IMAGE_HEADER.length + length.length + payload.length) % 2 === 1;
  return Buffer.concat([IMAGE_HEADER, ...(odd ? [Uint8Array.of(0x80)] : []), length, payload]);
}

/**
 * Throws `bad-name` for what a file or folder in an image cannot be called: mpremote writes ASCII names only, and a slash, a NUL, `.`, `..`
 * or nothing at all could never be found again.
 */
export function checkRomName(name: string): void {
  if (
    name === '' ||
    name === '.' ||
    name === '..' ||
    name.length > MAX_NAME ||
    /[/\0]/.test(name) ||
    utf8(name).length !== name.length
  )
    throw new AdderError('bad-name', { detail: `${name}: names in a ROMFS are ASCII` });
}

function encodeEntries(entries: readonly RomEntry[], depth: number): Uint8Array {
  if (depth > MAX_DEPTH)
    throw new AdderError('bad-name', { detail: 'too many folders in folders' });
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const entry of entries) {
    checkRomName(entry.name);
    const name = utf8(entry.name);
    const inside =
      entry.kind === 'file'
        ? encodeRecord(RECORD.data, entry.bytes)
        : encodeEntries(entry.entries, depth + 1);
    const payload = Buffer.concat([encodeNumber(name.length), name, inside]);
    const record = encodeRecord(RECORD[entry.kind], payload);
    parts.push(record);
    size += record.length;
    if (size > MAX_IMAGE) throw new AdderError('file-too-large', { detail: entry.name });
  }
  return Buffer.concat(parts);
}
