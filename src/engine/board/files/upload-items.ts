// What an upload is made of, and the packets that carry it. Pure: knows no link and no time. A helper that runs on the board
// (device-code/files/write.py) is the other end.

import { deflateRawSync } from 'node:zlib';
import { concat, EMPTY, utf8 } from '../../protocol/bytes';
import type { PacketWriter } from '../../protocol/packets';
import { sha256Of, type Content } from './content';
import type { OutgoingPacket } from '../helper/outflow';

/** What is to be on the board afterwards: a folder, or a file with this content. */
export type UploadItem =
  | {
      /** A folder that exists already is no error. */
      readonly kind: 'folder';
      /** The board's path. */
      readonly path: string;
    }
  | {
      /** A file, which replaces an older one. */
      readonly kind: 'file';
      /** The board's path. */
      readonly path: string;
      /** All of its content. */
      readonly bytes: Content;
    };

/** Bytes of content. */
export function sizeOf(item: UploadItem): number {
  return item.kind === 'file' ? item.bytes.length : 0;
}

/** The temporary file, in the same folder so that renaming it is atomic. One name: a left-over is overwritten by the next upload. */
export const TEMPORARY_NAME = '.adder-new';

/** How content is cut for the memory of a board, in bytes. */
export interface Cut {
  /** Content that is deflated as one; 0: as it is. */
  readonly piece: number;
  /** The window of deflate is two to the power of this. */
  readonly bits: number;
  /** Content of a packet. */
  readonly packet: number;
  /** Files that are announced ahead. */
  readonly files: number;
}

/** write.py sets `bits` by the same figures. */
export function cutFor(freeMemory: number, inflates: boolean): Cut {
  if (freeMemory > 200_000)
    return { piece: inflates ? 32_768 : 0, bits: 15, packet: 4080, files: 64 };
  if (freeMemory > 50_000) return { piece: inflates ? 8192 : 0, bits: 12, packet: 2048, files: 16 };
  if (freeMemory > 12_000) return { piece: inflates ? 2048 : 0, bits: 10, packet: 512, files: 4 };
  return { piece: 0, bits: 10, packet: 240, files: 1 };
}

const HEAD = 0x68; // h
const DATA = 0x64; // d
const MORE = 0x70; // p
const PACKED = 0x7a; // z
const QUIT = Buffer.from('q');
/** A gain that is worth the board's work. */
const WORTH = 0.95;

/**
 * The packets of these items, made one at a time.
 *
 * @param resumed bytes of the first file that the board has already
 */
export function* uploadPackets(
  items: readonly UploadItem[],
  resumed: number,
  cut: Cut,
  writer: PacketWriter,
): Generator<OutgoingPacket> {
  let content = 0;
  for (const { heads, bytes } of pieces(items, resumed, cut)) {
    for (const head of heads) yield { bytes: writer.write(HEAD, head).packet, content };
    for (const packet of contentPackets(bytes, cut, writer)) {
      content += packet.content;
      yield { bytes: packet.bytes, content };
    }
  }
  yield { bytes: writer.write(QUIT[0] ?? 0, EMPTY).packet, content };
}

/** The packets of bytes that need no plan, made one at a time. */
export function* contentStream(
  bytes: Uint8Array,
  cut: Cut,
  writer: PacketWriter,
): Generator<OutgoingPacket> {
  const size = cut.piece || 4 * cut.packet;
  let content = 0;
  for (let at = 0; at < bytes.length; at += size)
    for (const packet of contentPackets(bytes.subarray(at, at + size), cut, writer)) {
      content += packet.content;
      yield { bytes: packet.bytes, content };
    }
  yield { bytes: writer.write(QUIT[0] ?? 0, EMPTY).packet, content };
}

interface Piece {
  readonly heads: readonly Uint8Array[];
  readonly bytes: Uint8Array;
}

/** Content of small files together, of large ones in parts; each file's head before its first byte. */
function* pieces(items: readonly UploadItem[], resumed: number, cut: Cut): Generator<Piece> {
  const size = cut.piece || 4 * cut.packet;
  let heads: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  let held = 0;
  function* flush(): Generator<Piece> {
    yield { heads, bytes: concat(...parts) };
    heads = [];
    parts = [];
    held = 0;
  }
  for (const [index, item] of items.entries()) {
    const from = index === 0 ? resumed : 0;
    heads.push(head(item, from));
    const bytes = item.kind === 'file' ? item.bytes : EMPTY;
    for (let at = from; at < bytes.length;) {
      const part = bytes.subarray(at, at + size - held);
      parts.push(part);
      held += part.length;
      at += part.length;
      if (held === size) yield* flush();
    }
    if (heads.length >= cut.files) yield* flush();
  }
  if (heads.length > 0 || held > 0) yield* flush();
}

function* contentPackets(
  bytes: Uint8Array,
  cut: Cut,
  writer: PacketWriter,
): Generator<OutgoingPacket> {
  if (bytes.length === 0) return;
  const packed = cut.piece > 0 ? deflateRawSync(bytes, { level: 9, windowBits: cut.bits }) : bytes;
  const smaller = packed.length < bytes.length * WORTH;
  const sent = smaller ? packed : bytes;
  for (let at = 0; at < sent.length;) {
    const { packet, taken } = writer.write(smaller ? PACKED : DATA, sent.subarray(at), {
      limit: cut.packet,
      more: smaller ? MORE : DATA,
    });
    at += taken;
    // What is packed is through with its last packet.
    const content = smaller ? (at === sent.length ? bytes.length : 0) : taken;
    yield { bytes: packet, content };
  }
}

/** What write.py wants to know of an item. */
function head(item: UploadItem, from: number): Uint8Array {
  const digest = item.kind === 'file' ? sha256Of(item.bytes) : Buffer.alloc(32);
  const left = item.kind === 'file' ? item.bytes.length - from : 0;
  const folder = from > 0 ? 'ab' : 'wb';
  const mode = item.kind === 'folder' ? 'd' : folder;
  return concat(digest, utf8([left, mode, temporaryFor(item.path), item.path].join('\0')));
}

/** The temporary file for this one. */
export function temporaryFor(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  const name = path.slice(slash) === TEMPORARY_NAME ? `${TEMPORARY_NAME}2` : TEMPORARY_NAME;
  return path.slice(0, slash) + name;
}

/** The folder a path lies in, for the board. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash) || '/';
}
