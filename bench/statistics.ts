// The arithmetic of the bench: medians, and pairs in which each tool has its turn.

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** What both tools gave, in turns: A B A B. What else the machine does meanwhile meets both alike. */
export interface Pairs<Result> {
  readonly adder: readonly Result[];
  readonly mpremote: readonly Result[];
}

export interface Turns {
  readonly times: number;
  /** Adder without mpremote: to see what a change does. */
  readonly alone: boolean;
}

export async function inTurns<Result>(
  { times, alone }: Turns,
  adder: (index: number) => Promise<Result>,
  mpremote: (index: number) => Promise<Result>,
): Promise<Pairs<Result>> {
  const results = { adder: [] as Result[], mpremote: [] as Result[] };
  for (let index = 0; index < times; index++) {
    results.adder.push(await adder(index));
    if (!alone) results.mpremote.push(await mpremote(index));
  }
  return results;
}
