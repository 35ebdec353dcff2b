// What mip tells: lines as they come; or with --json the results alone, all together in the end.

import type { Context } from '../context';

export class Telling {
  private readonly results: object[] = [];

  constructor(private readonly context: Pick<Context, 'out' | 'options'>) {}

  line(text: string): void | Promise<void> {
    if (!this.context.options.json) return this.context.out.line(text);
  }

  result(one: object): void {
    this.results.push(one);
  }

  async end(): Promise<void> {
    const { out, options } = this.context;
    if (options.json) await out.line(JSON.stringify(this.results));
  }
}
