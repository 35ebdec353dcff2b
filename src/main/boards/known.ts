// The boards that were connected once, by name, and which one was chosen last: kept in the data folder. A board on USB is the same
// one at another port, known by its ids and its serial number. Opens nothing; where a board is now is asked of the engine.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { addressNow, type KnownBoard } from '../../engine/discovery';
import { writeFileAtomically } from '../../engine/host/atomic-write';
import { MAX_OPEN_BOARDS, type BoardsOfLastTime, type RememberedBoard } from '../../ipc/contract';
import { parseAddress } from '../../shared/address';
import type { DeviceInfo } from '../../shared/board';
import { readKept } from '../kept-file';
import type { Log } from '../log';
import { deviceAt, keptDevice } from './kept-device';
import { cleanName } from './name';

/** More would be a list that nobody reads; those that were not used for longest are forgotten. */
const MOST = 40;
const VIRTUAL_BOARD = 'virtual:default';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const Entry = v.object({
  address: v.pipe(text, v.check(isAddress)),
  /** What it was called when it was last there, and what the person calls it. */
  found: v.string(),
  given: v.exactOptional(text),
  used: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  device: v.exactOptional(v.fallback(v.optional(keptDevice), undefined)),
});
const Kept = v.object({
  last: v.exactOptional(v.fallback(v.optional(text), undefined)),
  open: v.fallback(v.pipe(v.array(text), v.maxLength(MAX_OPEN_BOARDS)), []),
  boards: v.fallback(v.array(v.unknown()), []),
});

type Entry = v.InferOutput<typeof Entry>;

export interface KnownBoardsOptions {
  readonly file: string;
  readonly log: Log;
  /** The devices of now. */
  readonly devices: () => readonly DeviceInfo[];
  readonly onChange: () => void;
  readonly now?: () => number;
  /** Is there something at a path that no list has? */
  readonly exists?: (path: string) => boolean;
}

export class KnownBoards {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: KnownBoardsOptions,
    private entries: readonly Entry[],
    private last: string | undefined,
    private open: readonly string[],
  ) {}

  static async open(options: KnownBoardsOptions): Promise<KnownBoards> {
    const parse = (json: string): v.InferOutput<typeof Kept> => v.parse(Kept, JSON.parse(json));
    const kept = await readKept(options.file, parse, 'the list of boards', options.log);
    const entries = (kept?.boards ?? []).filter((entry) => v.is(Entry, entry));
    return new KnownBoards(options, entries.slice(0, MOST), kept?.last, kept?.open ?? []);
  }

  /** The last one used first. */
  list(): readonly RememberedBoard[] {
    return this.entries.map((entry) => this.tell(entry));
  }

  /** Those that the window had at the end, and the one that was chosen last, whether or not it could be reached. */
  get lastTime(): BoardsOfLastTime {
    const { last, open } = this;
    const all = last === undefined || open.includes(last) ? open : [last, ...open];
    const boards = all.flatMap((was): BoardsOfLastTime['boards'] => {
      if (was === VIRTUAL_BOARD) return [{ address: was, absent: false }];
      const entry = this.entries.find(({ address }) => address === was);
      return entry ? [this.tell(entry)] : [];
    });
    const chosen = this.entries.find(({ address }) => address === last);
    return { chosen: chosen ? this.tell(chosen).address : null, boards };
  }

  /** What to wait for, of a board that is not there. */
  absentBoard(address: string): (KnownBoard & { readonly name: string }) | undefined {
    const entry = this.entries.find((other) => other.address === address);
    return (
      entry && {
        address,
        name: entry.given ?? entry.found,
        ...(entry.device && { device: entry.device }),
      }
    );
  }

  /** What the person calls the board of an address. */
  givenName(address: string): string | undefined {
    return this.find(address)?.given;
  }

  /** It was connected, or is back at another port. */
  noteUse(address: string, found: string): void {
    if (address === VIRTUAL_BOARD) return;
    const before = this.find(address);
    const device = deviceAt(address, this.options.devices());
    const entry: Entry = {
      address,
      found: before?.given === found ? before.found : found,
      used: (this.options.now ?? Date.now)(),
      ...(before?.given !== undefined && { given: before.given }),
      ...(device && { device }),
    };
    if (before && this.last === before.address) this.last = address;
    if (before) this.open = this.open.map((was) => (was === before.address ? address : was));
    this.set([entry, ...this.entries.filter((other) => other !== before)].slice(0, MOST));
  }

  /** It has told its name. */
  noteName(address: string, found: string): void {
    const entry = this.find(address);
    if (!entry || entry.found === found || entry.given === found) return;
    this.replace(entry, { ...entry, found });
  }

  noteChosen(address: string): void {
    if (this.last === address) return;
    this.last = address;
    this.save();
  }

  /** The boards that the window has, in their order. */
  noteOpen(addresses: readonly string[]): void {
    if (addresses.join('\n') === this.open.join('\n')) return;
    this.open = addresses;
    this.save();
  }

  /** Without a name it is called what it calls itself. */
  rename(address: string, name: string): void {
    const entry = this.entries.find((other) => other.address === address) ?? this.find(address);
    if (!entry) return;
    const given = cleanName(name);
    const renamed: Entry = { ...entry, given };
    if (given === '') delete renamed.given;
    this.replace(entry, renamed);
  }

  forget(address: string): void {
    const entry = this.find(address);
    if (!entry) return;
    if (this.last === entry.address) this.last = undefined;
    this.open = this.open.filter((other) => other !== entry.address);
    this.set(this.entries.filter((other) => other !== entry));
  }

  /** Resolves when all is on the disk, or could not be written. */
  flush(): Promise<void> {
    return this.writing;
  }

  private find(address: string): Entry | undefined {
    return (
      this.entries.find((entry) => this.addressOf(entry) === address) ??
      this.entries.find((entry) => entry.address === address && entry.device === undefined)
    );
  }

  /** Where it can be opened now. */
  private addressOf(entry: Entry): string | undefined {
    const { address, device } = entry;
    const { link } = parseAddress(address);
    if (link.kind !== 'serial' && link.kind !== 'serial-id') return address;
    const devices = this.options.devices();
    if (device || link.kind === 'serial-id')
      return addressNow({ address, ...(device && { device }) }, devices);
    const isListed = devices.some(({ path }) => path === link.path);
    return isListed || (this.options.exists ?? existsSync)(link.path) ? address : undefined;
  }

  private tell(entry: Entry): RememberedBoard {
    const now = this.addressOf(entry);
    return {
      address: now ?? entry.address,
      name: entry.given ?? entry.found,
      named: entry.given !== undefined,
      lastUsed: entry.used,
      absent: now === undefined,
    };
  }

  private replace(entry: Entry, next: Entry): void {
    this.set(this.entries.map((other) => (other === entry ? next : other)));
  }

  private set(entries: readonly Entry[]): void {
    this.entries = entries;
    this.save();
    this.options.onChange();
  }

  private save(): void {
    this.writing = this.writing.then(() => this.write());
  }

  private async write(): Promise<void> {
    const { file, log } = this.options;
    try {
      await mkdir(dirname(file), { recursive: true });
      const json = JSON.stringify(
        { last: this.last, open: this.open, boards: this.entries },
        null,
        2,
      );
      await writeFileAtomically(file, new TextEncoder().encode(`${json}\n`));
    } catch (error) {
      log('the list of boards could not be written', error);
    }
  }
}

function isAddress(address: string): boolean {
  try {
    parseAddress(address);
    return true;
  } catch {
    return false;
  }
}
