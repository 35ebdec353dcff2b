// What went wrong and has not been read yet. Every error that nothing else shows ends here: nothing fails silently.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { toAdderError, type AdderError } from '../../shared/errors';

export interface Problem {
  readonly id: number;
  readonly error: AdderError;
  /** What a person can press to try once more, with its label. */
  readonly retry?: Retry;
}

export interface Retry {
  readonly label: string;
  readonly run: () => unknown;
}

/** More would cover the window; the oldest go first. */
const MOST = 4;

export const useProblems = defineStore('problems', () => {
  const problems = shallowRef<readonly Problem[]>([]);
  let count = 0;

  function report(error: unknown, retry?: Retry): void {
    const known = toAdderError(error);
    // The user cancelled it, and knows.
    if (known.code === 'aborted') return;
    const others = problems.value.filter(
      (other) => other.error.code !== known.code || other.error.detail !== known.detail,
    );
    problems.value = [
      ...others,
      { id: ++count, error: known, ...(retry !== undefined && { retry }) },
    ].slice(-MOST);
  }

  function dismiss(id: number): void {
    problems.value = problems.value.filter((problem) => problem.id !== id);
  }

  /** Those that a success has made untrue. */
  function dismissCode(...codes: readonly AdderError['code'][]): void {
    problems.value = problems.value.filter(({ error }) => !codes.includes(error.code));
  }

  /** Does the work; shows its error and gives `undefined` when it fails. */
  async function guard<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      report(error);
      return undefined;
    }
  }

  return { problems, report, dismiss, dismissCode, guard };
});
