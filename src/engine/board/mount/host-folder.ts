// Answers a board's requests about the mounted folder (docs/protocol.md, "Mounted folders"): one letter, and data that nobody has to trust.
// It knows no links and no frames. An answer begins with 0, or is the number of the error.

import { lstat, mkdir, realpath, rename, rmdir, stat, statfs, unlink } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { concat, utf8 } from '../../protocol/bytes';
import { checkBytes, checkValue } from '../../protocol/checks';
import { namesIn } from '../../host/names-in';
import { errnoOf, MountError } from './errno';
import { FACTS_BYTES, factsOf, noFacts } from './facts';
import { Listings } from './listings';
import { OpenFiles } from './open-files';
import { Sandbox, type SandboxOptions } from './sandbox';

/** A listing that is longer is not sent along with an answer about one name, bytes. */
const MOST_LISTED = 4096;
/** What a listing says of each name besides the name itself, bytes. */
const ENTRY_BYTES = FACTS_BYTES + 1;
/** So many names of a long listing are looked at together. */
const LOOKED_AT_ONCE = 64;
/** So much fits a reply and a board's idea of its memory, bytes. */
const MOST_READ = 16 * 1024;

export class HostFolder {
  private readonly files: OpenFiles;
  private readonly listings = new Listings();

  private constructor(
    private readonly sandbox: Sandbox,
    unsafeLinks: boolean,
  ) {
    this.files = new OpenFiles(sandbox, unsafeLinks);
  }

  /** Rejects as `realpath` does, and with the code ENOTDIR; not where it is `unchecked`. */
  static async open(
    folder: string,
    {
      unsafeLinks = false,
      unchecked = false,
      platform = process.platform,
    }: Partial<SandboxOptions> & { readonly unchecked?: boolean } = {},
  ): Promise<HostFolder> {
    const root = await realpath(folder).catch((error: unknown) => {
      // As it is written: a `..` behind what is not there leads nowhere.
      if (unchecked) return isAbsolute(folder) ? folder : `${process.cwd()}/${folder}`;
      throw error;
    });
    if (!unchecked && !(await stat(root)).isDirectory()) throw new MountError('ENOTDIR');
    return new HostFolder(new Sandbox(root, { unsafeLinks, platform }), unsafeLinks);
  }

  /** Never rejects. */
  async answer(op: string, data: Uint8Array): Promise<Uint8Array> {
    try {
      return concat(Uint8Array.of(0), await this.act(op, data));
    } catch (error) {
      return Uint8Array.of(errnoOf(error));
    }
  }

  /** Closes all files. */
  closeFiles(): Promise<void> {
    return this.files.closeAll();
  }

  private async act(op: string, data: Uint8Array): Promise<Uint8Array> {
    const id = data[0] ?? 255;
    switch (op) {
      case 'S':
        return this.look(textOf(data.subarray(4)), number(data, 0));
      case 'L':
        return this.list(textOf(data.subarray(4)), number(data, 0));
      case 'O':
        return this.open(data);
      case 'R':
        return this.files.read(id, number(data, 1), Math.min(MOST_READ, number(data, 5)));
      case 'W':
        return checkBytes(await this.files.write(id, number(data, 1), data.subarray(5)));
      case 'Z':
        return checkBytes(await this.files.size(id));
      case 'C':
        await this.files.close(id);
        break;
      case 'U':
        await this.remove(textOf(data));
        break;
      case 'M':
        await mkdir(await this.sandbox.place(textOf(data)));
        break;
      case 'D':
        await this.removeFolder(textOf(data));
        break;
      case 'N':
        await this.rename(textOf(data));
        break;
      case 'V': {
        const { bsize, blocks, bfree, bavail } = await statfs(this.sandbox.root);
        return utf8([bsize, bsize, blocks, bfree, bavail, 0, 0, 0, 0, 255].join(' '));
      }
      default:
        throw new MountError('EINVAL');
    }
    return new Uint8Array();
  }

  /** What is known of a path; where it is not long, all of its folder: a board asks for several names in a row. */
  private async look(path: string, most: number): Promise<Uint8Array> {
    // The computer knows what these are; no listing has them.
    if (/(^|\/)\.{0,2}$/.test(path))
      return concat(utf8('T'), await factsOf(await this.sandbox.existing(path)));
    const folder = dirname(path);
    const names = await this.names(folder).catch((error: unknown) => {
      if (errnoOf(error) === 2) return []; // nothing is in it
      throw error;
    });
    // Each is looked at, so that a long list which nobody would get is not made.
    const longest = names.reduce((sum, name) => sum + ENTRY_BYTES + Buffer.byteLength(name), 0);
    if (longest <= Math.min(most, MOST_LISTED)) {
      const listed = await this.entries(folder, names);
      return concat(utf8('L'), ...listed.map(({ bytes }) => bytes));
    }
    return concat(utf8('T'), await factsOf(await this.sandbox.existing(path)));
  }

  private async list(text: string, most: number): Promise<Uint8Array> {
    const [path = '', after = ''] = text.split('\0');
    const names = await this.listings.rest(path, after, () => this.names(path));
    const parts: Uint8Array[] = [];
    let size = 1;
    for (let at = 0; at < names.length; at += LOOKED_AT_ONCE)
      for (const { bytes } of await this.entries(path, names.slice(at, at + LOOKED_AT_ONCE))) {
        size += bytes.length;
        if (parts.length > 0 && size > Math.min(most, MOST_LISTED))
          return concat(utf8('+'), ...parts);
        parts.push(bytes);
      }
    this.listings.end(path);
    return concat(utf8('.'), ...parts);
  }

  private async names(path: string): Promise<string[]> {
    return namesIn(await this.sandbox.existing(path));
  }

  /** What is gone again is not listed. */
  private async entries(
    path: string,
    names: readonly string[],
  ): Promise<{ name: string; bytes: Uint8Array }[]> {
    const { sandbox } = this;
    const folder = await sandbox.existing(path);
    const all = await Promise.all(
      names.map(async (name) => {
        const label = utf8(name);
        if (label.length > 255) return undefined;
        try {
          // As it is: a `..` behind a link is the folder above where the link leads to.
          const place = `${folder}/${name}`;
          const found = await lstat(place);
          const { mode } = found;
          const real = found.isSymbolicLink() ? sandbox.existing(`${path}/${name}`) : place;
          const known = await Promise.resolve(real)
            .then((it) => factsOf(it, mode))
            .catch((error: unknown) => noFacts(mode, errnoOf(error)));
          return { name, bytes: concat(known, Uint8Array.of(label.length), label) };
        } catch {
          return undefined;
        }
      }),
    );
    return all.filter((entry) => entry !== undefined);
  }

  private async open(data: Uint8Array): Promise<Uint8Array> {
    const [letter = 0, plus] = data;
    const most = Math.min(MOST_READ, number(data, 2));
    const path = textOf(data.subarray(6));
    const { id, size, content } = await this.files.open(
      path,
      String.fromCharCode(letter),
      plus === 0x2b,
      most,
    );
    return concat(Uint8Array.of(id), checkBytes(size), content);
  }

  private async remove(path: string): Promise<void> {
    const place = await this.sandbox.place(path);
    if (await isFolder(place)) throw new MountError('EISDIR');
    await unlink(place);
  }

  private async removeFolder(path: string): Promise<void> {
    if (this.sandbox.isRoot(path)) throw new MountError('EPERM');
    const place = await this.sandbox.place(path);
    if (!(await isFolder(place))) throw new MountError('ENOTDIR');
    await rmdir(place);
  }

  private async rename(text: string): Promise<void> {
    const [from = '', to = ''] = text.split('\0');
    const { sandbox } = this;
    await rename(await sandbox.place(from), await sandbox.place(to));
  }
}

/** A link to one is none, also with a slash behind it. */
async function isFolder(place: string): Promise<boolean> {
  return (await lstat(place.replace(/\/+$/, ''))).isDirectory();
}

function number(data: Uint8Array, at: number): number {
  if (data.length < at + 4) throw new MountError('EINVAL');
  return checkValue(data.subarray(at, at + 4));
}

/** A path as UTF-8; what is none names nothing here. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new MountError('EINVAL');
  }
}
