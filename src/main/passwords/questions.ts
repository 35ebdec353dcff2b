// The questions for passwords that the window has on its screen, from the asking to the answer. Knows no Electron.

import type { PasswordQuestion } from '../../ipc/contract';

export interface QuestionEvents {
  readonly asked: (question: PasswordQuestion) => void;
  /** Nobody waits for the answer any more. */
  readonly withdrawn: (question: string) => void;
}

export class PasswordQuestions {
  private readonly waiting = new Map<string, (password: string | undefined) => void>();
  private count = 0;

  constructor(private readonly events: QuestionEvents) {}

  /** Resolves with `undefined` when the person gives none, the window goes, or the signal aborts. */
  ask(
    question: Omit<PasswordQuestion, 'question'>,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const id = `password-${++this.count}`;
    return new Promise((resolve) => {
      const onAbort = (): void => {
        this.events.withdrawn(id);
        this.answer(id, undefined);
      };
      this.waiting.set(id, (password) => {
        signal.removeEventListener('abort', onAbort);
        resolve(password);
      });
      signal.addEventListener('abort', onAbort);
      this.events.asked({ ...question, question: id });
    });
  }

  /** Does nothing to a question that is answered or withdrawn. */
  answer(question: string, password: string | undefined): void {
    const settle = this.waiting.get(question);
    this.waiting.delete(question);
    settle?.(password);
  }

  windowGone(): void {
    for (const question of [...this.waiting.keys()]) this.answer(question, undefined);
  }
}
