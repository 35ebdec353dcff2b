// What cp tells: its lines as they come; or with --json the files that were copied, all together in the end.

import type { Context } from '../commands/context';

export class Copied {
  private readonly files: { readonly to: string; readonly kind: 'written' | 'same' }[] = [];

  constructor(private readonly context: Pick<Context, 'out' | 'options'>) {}

  line(text: string): void | Promise<void> {
    if (!this.context.options.json) return this.context.out.line(text);
  }

  /** @param to as it is named on the command line: with a colon in front on the board */
  file(to: string, kind: 'written' | 'same'): void {
    this.files.push({ to, kind });
  }

  async end(): Promise<void> {
    const { out, options } = this.context;
    if (options.json) await out.line(JSON.stringify({ copied: this.files }));
  }
}
