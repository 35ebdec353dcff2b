// What went wrong and has not been read yet. Every error that nothing else shows ends here: nothing fails silently.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { toAdderError, type AdderError } from '../../shared/errors';

export interface Problem {
  readonly id: number;
  readonly error: AdderError;
  /** What a person can press to try once more, with its label. */
  readonly retry?: Retry;
  /** The board that it is about. */
  readonly about?: Subject;
}

export interface Subject {
  readonly address: string;
  readonly name: string;
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

  function report(error: unknown, retry?: Retry, about?: Subject): void {
    const known = toAdderError(error);
    // The user cancelled it, and knows.
    if (known.code === 'aborted') return;
    const isSame = ({ error: { code, detail } }: Problem): boolean =>
      code === known.code && detail === known.detail;
    // What a board's end has broken off fails too, before or after the end itself is told: that is one problem.
    if (!about && problems.value.some((other) => isSame(other) && other.about)) return;
    const others = problems.value.filter(
      (other) => !isSame(other) || (other.about && about && other.about.address !== about.address),
    );
    problems.value = [
      ...others,
      { id: ++count, error: known, ...(retry && { retry }), ...(about && { about }) },
    ].slice(-MOST);
  }

  function dismiss(id: number): void {
    problems.value = problems.value.filter((problem) => problem.id !== id);
  }

  /** Those of a board that a success has made untrue. */
  function dismissAbout(address: string, ...codes: readonly AdderError['code'][]): void {
    problems.value = problems.value.filter(
      ({ error, about }) => about?.address !== address || !codes.includes(error.code),
    );
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

  return { problems, report, dismiss, dismissAbout, guard };
});
