// The tabs of the window, on the disk while they are edited: after a crash, `kill -9` or a power cut each comes back as it was. A file
// for each tab, written as a whole and brought to the disk, and one for their order; what cannot be read is kept aside. Where a tab's
// file lies on the computer is known here only, never in the window.

import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../engine/host/atomic-write';
import type { TabSides } from '../../ipc/journal';
import { localError } from '../computer/local-error';
import { readKept } from '../kept-file';
import type { Log } from '../log';
import {
  parseOrder,
  parseTab,
  printOrder,
  printTab,
  type StoredOrder,
  type StoredTab,
} from './record';

const TAB = /^(tab-[a-z0-9-]{1,64})\.json$/;
/** What a write leaves behind that was killed; the tab has its file of before. */
const UNFINISHED = /^\..*\.tmp$/;
const ORDER = 'order.json';

export interface StoredTabs extends TabSides {
  /** Nothing was ever kept: this is the first start. */
  readonly isFirst: boolean;
  readonly tabs: readonly (readonly [key: string, tab: StoredTab])[];
}

const NO_ORDER: StoredOrder = { keys: [], active: null, right: [], beside: null };

export class Journal {
  /** What is to be done to each file; of several writes only the last one counts. */
  private readonly waiting = new Map<string, string | undefined>();
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly log: Log,
  ) {}

  /** Resolves when it is on the disk. Rejects with `local-full`, `local-denied` and the like; the next one tries anew. */
  keep(key: string, tab: StoredTab): Promise<void> {
    return this.put(`${key}.json`, printTab(tab));
  }

  forget(key: string): Promise<void> {
    return this.put(`${key}.json`, undefined);
  }

  arrange(order: StoredOrder): Promise<void> {
    return this.put(ORDER, printOrder(order));
  }

  /** All that is on the disk. A tab that no order knows comes last: it was being opened when things ended. Never rejects. */
  async restore(): Promise<StoredTabs> {
    const names = await readdir(this.folder).catch(() => undefined);
    if (names === undefined) return { isFirst: true, ...sidesOf(NO_ORDER), tabs: [] };
    const order =
      (names.includes(ORDER) ? await this.read(ORDER, parseOrder) : undefined) ?? NO_ORDER;
    const stored = new Map<string, StoredTab>();
    for (const name of names.sort()) {
      if (UNFINISHED.test(name)) await unlink(join(this.folder, name)).catch(() => undefined);
      const [, key] = TAB.exec(name) ?? [];
      if (key === undefined) continue;
      const tab = await this.read(name, parseTab);
      if (tab) stored.set(key, tab);
    }
    const keys = new Set([...order.keys, ...stored.keys()]);
    const tabs = [...keys].flatMap((key) => {
      const tab = stored.get(key);
      return tab ? [[key, tab] as const] : [];
    });
    return { isFirst: false, ...sidesOf(order), tabs };
  }

  /** Resolves when all that was asked for is on the disk, or could not be brought there. */
  flush(): Promise<void> {
    return this.last;
  }

  private put(file: string, content: string | undefined): Promise<void> {
    this.waiting.set(file, content);
    const done = this.last.then(() => this.write());
    this.last = done.catch(() => undefined);
    return done;
  }

  /** All that waits. What fails waits for the next time, unless there is something newer by then. */
  private async write(): Promise<void> {
    const work = [...this.waiting];
    this.waiting.clear();
    let failure: unknown;
    for (const [file, content] of work) {
      try {
        await this.replace(file, content);
      } catch (error) {
        failure ??= error;
        if (!this.waiting.has(file)) this.waiting.set(file, content);
      }
    }
    if (failure !== undefined) throw localError(failure, this.folder);
  }

  private async replace(file: string, content: string | undefined): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, file);
    if (content === undefined) await unlink(path).catch(ignoreMissing);
    else await writeFileAtomically(path, Buffer.from(content));
  }

  private read<Value>(name: string, parse: (json: string) => Value): Promise<Value | undefined> {
    return readKept(join(this.folder, name), parse, `${name} of the journal`, this.log);
  }
}

function sidesOf({ active, right, beside }: StoredOrder): TabSides {
  return { active, right, beside };
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
