// What Adder remembers between two starts, as JSON in the data folder. Reading never fails the start: a file that cannot be
// understood is kept aside and the defaults are used. Writing replaces the file at once or not at all.

import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomically } from './computer/atomic-write';
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
const Settings = v.looseObject({
  window: v.fallback(v.optional(Bounds), undefined),
  lastFolder: v.fallback(v.optional(v.pipe(v.string(), v.minLength(1))), undefined),
});

export type WindowBounds = v.InferOutput<typeof Bounds>;

interface Values {
  window: WindowBounds;
  lastFolder: string;
}

export class SettingsFile {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly log: Log,
    private values: v.InferOutput<typeof Settings>,
  ) {}

  static async open(file: string, log: Log): Promise<SettingsFile> {
    return new SettingsFile(file, log, await read(file, log));
  }

  get<Key extends keyof Values>(key: Key): Values[Key] | undefined {
    return (this.values as Partial<Values>)[key];
  }

  /** Remembers at once, and writes in the background. */
  set<Key extends keyof Values>(key: Key, value: Values[Key]): void {
    this.values = { ...this.values, [key]: value };
    this.writing = this.writing.then(() => this.write());
  }

  /** Resolves when all that was set is on the disk, or could not be written. */
  flush(): Promise<void> {
    return this.writing;
  }

  private async write(): Promise<void> {
    try {
      await mkdir(dirname(this.file), { recursive: true });
      const text = `${JSON.stringify(this.values, null, 2)}\n`;
      await writeFileAtomically(this.file, new TextEncoder().encode(text));
    } catch (error) {
      this.log('the settings could not be written', error);
    }
  }
}

async function read(file: string, log: Log): Promise<v.InferOutput<typeof Settings>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log('the settings could not be read', error);
    return {};
  }
  try {
    const found: unknown = JSON.parse(text);
    if (Array.isArray(found)) throw new TypeError('an array');
    return v.parse(Settings, found);
  } catch (error) {
    log('the settings made no sense and were kept aside', error);
    await rename(file, `${file}.broken`).catch((problem: unknown) => {
      log('the broken settings could not be kept aside', problem);
    });
    return {};
  }
}
