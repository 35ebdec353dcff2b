// The files of a mounted folder that a board has open. Only regular files: what a pipe or a device would do, a board must not wait for.

import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { errnoOf, MountError } from './errno';
import type { Sandbox } from './sandbox';

const ENOENT = 2;
/** A file is known by a byte, and 255 is none. A program may leave many open: a board cannot tell that it has dropped one. */
const MOST_OPEN = 255;

interface OpenFile {
  readonly handle: FileHandle;
  readonly appends: boolean;
}

/** What is kept of the open: everything, where all of it was wanted and is here. */
export interface Opened {
  readonly id: number;
  readonly size: number;
  readonly content: Uint8Array;
}

/** The answer has its content, the file is closed again. */
export const NOT_OPEN = 255;

export class OpenFiles {
  private readonly files = new Map<number, OpenFile>();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly unsafeLinks: boolean,
  ) {}

  /** @param letter r, w, a or x */
  async open(path: string, letter: string, both: boolean, most: number): Promise<Opened> {
    if (this.files.size >= MOST_OPEN) throw new MountError('EMFILE');
    const place = await this.placeOf(path, letter);
    const handle = await open(place, this.flags(letter, both), 0o666);
    try {
      await this.check(handle, place);
      if (letter === 'w') await handle.truncate(0);
      const { size } = await handle.stat();
      if (letter === 'r' && !both) {
        const content = await readAt(handle, 0, most);
        if (size <= content.length) {
          await handle.close();
          return { id: NOT_OPEN, size: content.length, content };
        }
        return { id: this.keep(handle, false), size, content };
      }
      return { id: this.keep(handle, letter === 'a'), size, content: new Uint8Array() };
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
  }

  read(id: number, offset: number, count: number): Promise<Uint8Array> {
    return readAt(this.file(id).handle, offset, count);
  }

  /** Resolves with where the written part ends. */
  async write(id: number, offset: number, data: Uint8Array): Promise<number> {
    const { handle, appends } = this.file(id);
    let done = 0;
    while (done < data.length) {
      const at = appends ? null : offset + done;
      const { bytesWritten } = await handle.write(data, done, data.length - done, at);
      done += bytesWritten;
    }
    return appends ? (await handle.stat()).size : offset + done;
  }

  async size(id: number): Promise<number> {
    return (await this.file(id).handle.stat()).size;
  }

  async close(id: number): Promise<void> {
    const { handle } = this.file(id);
    this.files.delete(id);
    await handle.close();
  }

  async closeAll(): Promise<void> {
    const all = [...this.files.values()];
    this.files.clear();
    await Promise.all(all.map(({ handle }) => handle.close().catch(() => undefined)));
  }

  /** What is written may have to be made; a name with a slash behind it is that of no file. */
  private placeOf(path: string, letter: string): Promise<string> {
    const { sandbox } = this;
    if (letter === 'r') return sandbox.existing(path);
    if (letter === 'x' || path.endsWith('/')) return sandbox.place(path);
    return sandbox.existing(path).catch((error: unknown) => {
      if (errnoOf(error) !== ENOENT) throw error;
      return sandbox.destination(path);
    });
  }

  private flags(letter: string, both: boolean): number {
    const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_APPEND } = constants;
    // Not on every system.
    const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
    const access = both ? O_RDWR : letter === 'r' ? O_RDONLY : O_WRONLY;
    const makes: Readonly<Record<string, number>> = {
      r: 0,
      w: O_CREAT,
      a: O_CREAT | O_APPEND,
      x: O_CREAT | O_EXCL,
    };
    const make = makes[letter];
    if (make === undefined) throw new MountError('EINVAL');
    return access | make | O_NONBLOCK | (this.unsafeLinks ? 0 : O_NOFOLLOW);
  }

  /** What was opened is what was looked at, also if somebody has put a link in the way in between. Nothing is changed before. */
  private async check(handle: FileHandle, place: string): Promise<void> {
    const opened = await handle.stat();
    if (opened.isDirectory()) throw new MountError('EISDIR');
    if (!opened.isFile()) throw new MountError('EPERM');
    if (this.unsafeLinks) return;
    if (!this.sandbox.isInside(await realpath(place))) throw new MountError('EPERM');
  }

  private keep(handle: FileHandle, appends: boolean): number {
    let id = 0;
    while (this.files.has(id)) id++;
    this.files.set(id, { handle, appends });
    return id;
  }

  private file(id: number): OpenFile {
    const file = this.files.get(id);
    if (!file) throw new MountError('EBADF');
    return file;
  }
}

async function readAt(handle: FileHandle, offset: number, count: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(count);
  let done = 0;
  while (done < count) {
    const { bytesRead } = await handle.read(buffer, done, count - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}
