// How full the board is. A folder of the host has no size of its own, so this counts blocks as a small flash file system does:
// each file and each folder takes at least one.

import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FileError } from './errno';

export const BLOCK_BYTES = 4096;

export function fileBlocks(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / BLOCK_BYTES));
}

export class Space {
  readonly blocks: number;
  private used = 0;

  constructor(
    private readonly root: string,
    sizeBytes: number,
  ) {
    this.blocks = Math.floor(sizeBytes / BLOCK_BYTES);
    this.recount();
  }

  get free(): number {
    return Math.max(0, this.blocks - this.used);
  }

  /** Looks at the folder again: somebody may have changed it from outside. */
  recount(): void {
    this.used = folderBlocks(this.root);
  }

  /** Takes blocks, or refuses. */
  take(blocks: number): void {
    if (blocks > this.free) {
      this.recount();
      if (blocks > this.free) throw new FileError('ENOSPC');
    }
    this.used += blocks;
  }

  give(blocks: number): void {
    this.used -= blocks;
  }

  /** How far a file of `size` bytes can grow towards `wanted` bytes. */
  growable(size: number, wanted: number): number {
    const room = (fileBlocks(size) + this.free) * BLOCK_BYTES;
    return Math.min(wanted, Math.max(size, room));
  }
}

function folderBlocks(folder: string): number {
  let blocks = 1;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) blocks += folderBlocks(path);
    else blocks += fileBlocks(lstatSync(path).size);
  }
  return blocks;
}
