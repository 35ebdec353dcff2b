// What ends with the window: unsaved work in tabs, and transfers that are under way. There is one question before it closes over either. The person is
// asked through `ask`, so that this file knows no Electron.

import type { Underway } from '../queue/queue';

export interface Unfinished {
  /** Names of tabs. */
  readonly unsaved: readonly string[];
  readonly underway: readonly Underway[];
}

export class Closing {
  private unsaved: readonly string[] = [];
  private asking = false;
  private agreed = false;

  /** @param ask true: close anyway */
  constructor(
    private readonly underway: () => readonly Underway[],
    private readonly ask: (unfinished: Unfinished) => Promise<boolean>,
  ) {}

  setUnsaved(names: readonly string[]): void {
    this.unsaved = names;
    this.agreed = false;
  }

  get mustAsk(): boolean {
    return !this.agreed && (this.unsaved.length > 0 || this.underway().length > 0);
  }

  /** Asks once; true: close. A second request while the question stands is part of the first one. */
  async mayClose(): Promise<boolean> {
    if (this.asking) return false;
    this.asking = true;
    try {
      this.agreed = await this.ask({ unsaved: this.unsaved, underway: this.underway() });
      return this.agreed;
    } finally {
      this.asking = false;
    }
  }
}
