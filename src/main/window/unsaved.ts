// Which tabs have unsaved work, and the one question before the window closes over it. The window is asked about through
// `ask`, so that this file knows no Electron.

export class Unsaved {
  private names: readonly string[] = [];
  private asking = false;

  /** @param ask true: close anyway */
  constructor(private readonly ask: (names: readonly string[]) => Promise<boolean>) {}

  set(names: readonly string[]): void {
    this.names = names;
  }

  get any(): boolean {
    return this.names.length > 0;
  }

  /** Asks once; true: close. A second request while the question stands is part of the first one. */
  async mayClose(): Promise<boolean> {
    if (this.asking) return false;
    this.asking = true;
    try {
      if (!(await this.ask(this.names))) return false;
      this.names = [];
      return true;
    } finally {
      this.asking = false;
    }
  }
}
