// Passwords of boards that a board has accepted, kept in the data folder, encrypted by the system's keychain (Electron's
// safeStorage). Where there is none, nothing is kept. A file that cannot be read is as if nothing was kept.

import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomically } from '../../engine/host/atomic-write';
import type { Log } from '../log';

/** The system's keychain. */
export interface Vault {
  readonly isAvailable: () => Promise<boolean>;
  readonly encrypt: (text: string) => Promise<Uint8Array>;
  /** Rejects for what another user or computer has encrypted. */
  readonly decrypt: (bytes: Uint8Array) => Promise<string>;
}

/** Address to base64 of the encrypted password. */
const Kept = v.record(v.string(), v.string());

export class RememberedPasswords {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly vault: Vault,
    private readonly log: Log,
    private readonly kept: Map<string, string>,
  ) {}

  static async open(file: string, vault: Vault, log: Log): Promise<RememberedPasswords> {
    return new RememberedPasswords(file, vault, log, await read(file, log));
  }

  /** Can a password be kept here? */
  isAvailable(): Promise<boolean> {
    return this.vault.isAvailable();
  }

  async get(address: string): Promise<string | undefined> {
    const encrypted = this.kept.get(address);
    if (encrypted === undefined || !(await this.isAvailable())) return undefined;
    try {
      return await this.vault.decrypt(Buffer.from(encrypted, 'base64'));
    } catch {
      this.forget(address); // of another user's keychain
      return undefined;
    }
  }

  /** Never rejects: a password that cannot be kept is asked for again. */
  async remember(address: string, password: string): Promise<void> {
    try {
      if (!(await this.isAvailable())) return;
      const encrypted = await this.vault.encrypt(password);
      this.kept.set(address, Buffer.from(encrypted).toString('base64'));
      this.save();
    } catch {
      this.log('the keychain did not encrypt a password; it is not kept');
    }
  }

  forget(address: string): void {
    if (this.kept.delete(address)) this.save();
  }

  /** Resolves when all is on the disk, or could not be written. */
  flush(): Promise<void> {
    return this.writing;
  }

  private save(): void {
    this.writing = this.writing.then(() => this.write());
  }

  private async write(): Promise<void> {
    try {
      await mkdir(dirname(this.file), { recursive: true });
      const text = `${JSON.stringify(Object.fromEntries(this.kept), null, 2)}\n`;
      await writeFileAtomically(this.file, new TextEncoder().encode(text));
    } catch (error) {
      this.log('the passwords could not be kept', error);
    }
  }
}

async function read(file: string, log: Log): Promise<Map<string, string>> {
  try {
    return new Map(Object.entries(v.parse(Kept, JSON.parse(await readFile(file, 'utf8')))));
  } catch (error) {
    // Only what went wrong: the text of a file of passwords is no matter for a log.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log('the kept passwords could not be read and are asked for again');
    return new Map();
  }
}
