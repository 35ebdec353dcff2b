// What Adder remembers between two starts, as JSON in the data folder: what a person has set (src/ipc/settings.ts), and by the way
// where the window was and the like. Reading never fails the start: a file that cannot be understood is kept aside and the
// defaults are used. Writing replaces the file at once or not at all.

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomically } from '../engine/host/atomic-write';
import {
  DEFAULT_SETTINGS,
  sensibleSettings,
  type SettingName,
  type Settings,
  type SettingsChange,
} from '../ipc/settings';
import type { Unsubscribe } from '../shared/unsubscribe';
import { locally } from './computer/local-error';
import { readKept } from './kept-file';
import type { Log } from './log';

const whole = v.pipe(v.number(), v.safeInteger());

const Bounds = v.object({
  x: whole,
  y: whole,
  width: v.pipe(whole, v.minValue(1)),
  height: v.pipe(whole, v.minValue(1)),
  maximized: v.boolean(),
});

/** `loose`: what a newer version wrote stays in the file. A value that makes no sense is as if it was never set. */
const Kept = v.looseObject({
  window: v.fallback(v.optional(Bounds), undefined),
  lastFolder: v.fallback(v.optional(v.pipe(v.string(), v.minLength(1))), undefined),
  /** Only what differs from the defaults, so that a better default reaches those who never chose. */
  settings: v.fallback(v.optional(v.record(v.string(), v.unknown())), undefined),
});

export type WindowBounds = v.InferOutput<typeof Bounds>;

interface Values {
  window: WindowBounds;
  lastFolder: string;
}

export class SettingsFile {
  private writing: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<(settings: Settings) => void>();

  private constructor(
    private readonly file: string,
    private readonly log: Log,
    private values: v.InferOutput<typeof Kept>,
    /** The file made no sense and was kept aside. */
    readonly damaged: boolean,
  ) {}

  static async open(file: string, log: Log): Promise<SettingsFile> {
    const seen = { file: false };
    const values = await readKept(
      file,
      (text) => {
        seen.file = true;
        return parse(text);
      },
      'the settings',
      log,
    );
    return new SettingsFile(file, log, values ?? {}, seen.file && values === undefined);
  }

  get<Key extends keyof Values>(key: Key): Values[Key] | undefined {
    return (this.values as Partial<Values>)[key];
  }

  /** Remembers at once, and writes in the background. */
  set<Key extends keyof Values>(key: Key, value: Values[Key]): void {
    this.values = { ...this.values, [key]: value };
    this.write().catch((error: unknown) => {
      this.log('the settings could not be written', error);
    });
  }

  /** All that can be set, as it is now. */
  get settings(): Settings {
    return { ...DEFAULT_SETTINGS, ...sensibleSettings(this.values.settings ?? {}) };
  }

  /** In force at once. Resolves when it is on the disk, and rejects when it cannot be kept. */
  change(change: SettingsChange): Promise<void> {
    return this.replace({ ...this.values.settings, ...change });
  }

  reset(names: readonly SettingName[]): Promise<void> {
    const kept = Object.entries(this.values.settings ?? {});
    return this.replace(
      Object.fromEntries(kept.filter(([name]) => !(names as readonly string[]).includes(name))),
    );
  }

  /** Hears of every change of what a person can set. */
  onChange(listener: (settings: Settings) => void): Unsubscribe {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Resolves when all that was set is on the disk, or could not be written. */
  async flush(): Promise<void> {
    await this.writing.catch(() => undefined); // told to whoever set it
  }

  private replace(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.values = { ...this.values, settings };
    const now = this.settings;
    for (const listener of [...this.listeners]) listener(now);
    return locally(this.file, () => this.write());
  }

  private write(): Promise<void> {
    this.writing = this.flush().then(async () => {
      await mkdir(dirname(this.file), { recursive: true });
      const text = `${JSON.stringify(this.values, null, 2)}\n`;
      await writeFileAtomically(this.file, new TextEncoder().encode(text));
    });
    return this.writing;
  }
}

function parse(text: string): v.InferOutput<typeof Kept> {
  const found: unknown = JSON.parse(text);
  if (Array.isArray(found)) throw new TypeError('an array');
  return v.parse(Kept, found);
}
