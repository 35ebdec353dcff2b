// Between the window's tabs and the journal: the window names files by ids, the journal by where they lie.

import type { KeptOrigin, KeptTab, RestoredTabs, TabSides } from '../../ipc/journal';
import type { Files } from '../computer/files';
import type { Journal } from './journal';
import type { StoredOrigin } from './record';

export class KeptTabs {
  constructor(
    private readonly journal: Journal,
    private readonly files: Files,
  ) {}

  /** Rejects with the codes of local files, and `bad-request` for a file that the window cannot know. */
  async keep(key: string, { origin, ...text }: KeptTab): Promise<void> {
    await this.journal.keep(key, { ...text, origin: this.stored(origin) });
  }

  forget(key: string): Promise<void> {
    return this.journal.forget(key);
  }

  arrange(keys: readonly string[], sides: TabSides): Promise<void> {
    return this.journal.arrange({ keys, ...sides });
  }

  async restore(): Promise<RestoredTabs> {
    const { tabs, ...rest } = await this.journal.restore();
    const restored = tabs.map(async ([key, { origin, ...text }]) => ({
      key,
      ...text,
      origin: await this.known(origin),
    }));
    return { ...rest, tabs: await Promise.all(restored) };
  }

  private stored(origin: KeptOrigin): StoredOrigin {
    return origin.kind === 'computer'
      ? { kind: 'computer', place: this.files.placeOf(origin.file) }
      : origin;
  }

  private async known(origin: StoredOrigin): Promise<KeptOrigin> {
    if (origin.kind !== 'computer') return origin;
    const { file } = await this.files.addAgain(origin.place);
    return { kind: 'computer', file };
  }
}
