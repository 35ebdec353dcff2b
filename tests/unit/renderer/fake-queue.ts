// Main's queue of transfers, in memory: what is queued waits until the test says how it gets on.

import type { TransferFacts, UploadSource } from '../../../src/ipc/transfers';

export class FakeQueue {
  all: readonly TransferFacts[] = [];
  private count = 0;

  constructor(private readonly tell: (all: readonly TransferFacts[]) => void) {}

  add(
    direction: TransferFacts['direction'],
    address: string,
    to: string,
    sources: readonly (UploadSource | string)[],
  ): string {
    const id = `transfer-${++this.count}`;
    const names = sources.map((one) =>
      typeof one === 'string' ? one.slice(one.lastIndexOf('/') + 1) : (one.steps.at(-1) ?? ''),
    );
    const facts = { ...transfer(id), direction, address, to, names, chosen: names.length };
    this.all = [...this.all, facts];
    this.tell(this.all);
    return id;
  }

  /** The last one, unless another is named. */
  change(facts: Partial<TransferFacts>, id = this.all.at(-1)?.id): void {
    this.all = this.all.map((one) => (one.id === id ? { ...one, ...facts } : one));
    this.tell(this.all);
  }
}

export function transfer(id: string, facts: Partial<TransferFacts> = {}): TransferFacts {
  return {
    id,
    direction: 'upload',
    address: 'virtual:default',
    boardName: 'Virtual board',
    names: ['a.py'],
    chosen: 1,
    to: '/',
    state: 'waiting',
    files: { done: 0, total: 0 },
    bytes: { done: 0, total: 0 },
    same: 0,
    kept: 0,
    ...facts,
  };
}
