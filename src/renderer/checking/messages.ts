// What the checker's worker is asked and what it answers.

/** A place in a text: line and column from 1, columns in UTF-16 units. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** As ruff finds it. */
export interface Found {
  readonly code: string;
  readonly message: string;
  readonly from: Place;
  readonly to: Place;
  readonly fix?: readonly Edit[];
}

export interface Edit {
  readonly from: Place;
  readonly to: Place;
  readonly text: string;
}

export type Question = { readonly id: number } & (
  | { readonly kind: 'check'; readonly text: string }
  | { readonly kind: 'format'; readonly text: string }
);

export type Answer =
  | { readonly id: number; readonly kind: 'found'; readonly found: readonly Found[] }
  | { readonly id: number; readonly kind: 'formatted'; readonly text: string }
  /** Ruff could not: a program with a syntax error cannot be formatted, for one. */
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };
