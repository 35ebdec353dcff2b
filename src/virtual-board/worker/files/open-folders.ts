// Folders that C is listing. It asks for entries in portions that fit its buffer.

import type { WasmMemory } from '../interpreter/memory';
import type { FolderEntry } from './board-files';
import { FileError } from './errno';

/** Far above the numbers of files. */
const FIRST_NUMBER = 1000;
const TYPE_FOLDER = 4;
const TYPE_FILE = 8;
const HEADER_BYTES = 19;
const ALIGNMENT = 8;

interface Listing {
  readonly entries: readonly FolderEntry[];
  next: number;
}

export class OpenFolders {
  private readonly listings = new Map<number, Listing>();
  private nextNumber = FIRST_NUMBER;

  open(entries: readonly FolderEntry[]): number {
    this.listings.set(this.nextNumber, { entries, next: 0 });
    return this.nextNumber++;
  }

  has(number: number): boolean {
    return this.listings.has(number);
  }

  rewind(number: number): void {
    this.listing(number).next = 0;
  }

  close(number: number): boolean {
    return this.listings.delete(number);
  }

  /** Fills the buffer with `struct dirent`s; 0 at the end. */
  read(number: number, memory: WasmMemory, buffer: number, size: number): number {
    const listing = this.listing(number);
    let used = 0;
    for (let entry = listing.entries[listing.next]; entry; entry = listing.entries[listing.next]) {
      const name = new TextEncoder().encode(`${entry.name}\0`);
      const length = Math.ceil((HEADER_BYTES + name.length) / ALIGNMENT) * ALIGNMENT;
      if (used + length > size) break;
      const at = buffer + used;
      memory.setLong(at, 1);
      memory.setLong(at + 8, ++listing.next);
      memory.setHalf(at + 16, length);
      memory.setByte(at + 18, entry.isFolder ? TYPE_FOLDER : TYPE_FILE);
      memory.bytes.set(name, at + HEADER_BYTES);
      used += length;
    }
    return used;
  }

  private listing(number: number): Listing {
    const listing = this.listings.get(number);
    if (!listing) throw new FileError('EBADF');
    return listing;
  }
}
