// Passwords of boards that a board has accepted, kept in the data folder, encrypted by the system's keychain (Electron's
// safeStorage). Where there is none, nothing is kept. A file that cannot be read is as if nothing was kept.

import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomically } from '../computer/atomic-write';
import type { Log } from '../log';

/** The system's keychain. */
export interface Vault {
  readonly isAvailable: () => boolean;
  readonly encrypt: (text: string) => Uint8Array;
  /** Throws for what another user or computer has encrypted. */
  readonly decrypt: (bytes: Uint8Array) => string;
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
  get isAvailable(): boolean {
    return this.vault.isAvailable();
  }

  get(address: string): string | undefined {
    const encrypted = this.kept.get(address);
    if (encrypted === undefined || !this.isAvailable) return undefined;
    try {
      return this.vault.decrypt(Buffer.from(encrypted, 'base64'));
    } catch {
      this.forget(address); // of another user's keychain
      return undefined;
    }
  }

  remember(address: string, password: string): void {
    if (!this.isAvailable) return;
    this.kept.set(address, Buffer.from(this.vault.encrypt(password)).toString('base64'));
    this.save();
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
