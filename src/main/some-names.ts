// What was chosen, for people: a few names, and how many there are.

const SOME = 3;

export interface SomeNames {
  readonly names: readonly string[];
  readonly count: number;
}

export function someNames(all: readonly string[]): SomeNames {
  return { names: all.slice(0, SOME), count: all.length };
}
