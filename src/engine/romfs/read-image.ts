// Reads a ROMFS image back: its size from its first bytes, or all that is in it. Follows MicroPython's `extmod/vfs_rom.c`: records of unknown
// kinds are skipped, and data may lie elsewhere in the image. What comes from a board or a file is hostile: every
// length is checked, and what does not fit is `bad-rom-image`.

import { isAdderError } from '../../shared/errors';
import { MAX_DEPTH, type RomEntry } from './image';
import { badImage, IMAGE_HEADER, RECORD, RecordCursor } from './records';

/** So many first bytes are enough for `statedSize`, as mpremote's `romfs query` reads them. */
export const HEAD_BYTES = 12;

export function hasImageHeader(bytes: Uint8Array): boolean {
  return IMAGE_HEADER.every((byte, index) => bytes[index] === byte);
}

/** Bytes of payload that an image says it has, from its first bytes; undefined for what is no image. */
export function statedSize(head: Uint8Array): number | undefined {
  if (!hasImageHeader(head)) return undefined;
  try {
    return new RecordCursor(head, IMAGE_HEADER.length).number();
  } catch (error) {
    if (isAdderError(error, 'bad-rom-image')) return undefined;
    throw error;
  }
}

/** What is in an image, in its order. Bytes behind the image are ignored, as a partition has them. Throws `bad-rom-image`. */
export function readImage(bytes: Uint8Array): RomEntry[] {
  if (!hasImageHeader(bytes)) throw badImage('it does not begin as one');
  const { payload } = new RecordCursor(bytes).record();
  return readEntries(payload, { image: payload.rest, depth: 0 });
}

interface Place {
  /** The image's payload, which pointers point into. */
  readonly image: Uint8Array;
  readonly depth: number;
}

function readEntries(records: RecordCursor, place: Place): RomEntry[] {
  if (place.depth > MAX_DEPTH) throw badImage('it has too many folders in folders');
  const entries: RomEntry[] = [];
  while (!records.isAtEnd) {
    const { kind, payload } = records.record();
    if (kind === RECORD.unused) throw badImage('it has a record without a kind');
    if (kind !== RECORD.folder && kind !== RECORD.file) continue;
    const name = readName(payload);
    entries.push(
      kind === RECORD.file
        ? { kind: 'file', name, bytes: readData(payload, place.image) }
        : {
            kind: 'folder',
            name,
            entries: readEntries(payload, { ...place, depth: place.depth + 1 }),
          },
    );
  }
  return entries;
}

/** Other makers of images may write more than ASCII. */
function readName(payload: RecordCursor): string {
  const name = Buffer.from(payload.take(payload.number())).toString('utf8');
  if (/^\.{0,2}$|[/\0]/.test(name)) throw badImage('it has a name that cannot be one');
  return name;
}

function readData(payload: RecordCursor, image: Uint8Array): Uint8Array {
  while (!payload.isAtEnd) {
    const record = payload.record();
    if (record.kind === RECORD.unused) break;
    if (record.kind === RECORD.data) return record.payload.rest;
    if (record.kind !== RECORD.pointer) continue;
    const size = record.payload.number();
    const offset = record.payload.number();
    if (offset + size > image.length) throw badImage('a file in it points outside');
    return image.subarray(offset, offset + size);
  }
  throw badImage('a file in it has no data');
}
