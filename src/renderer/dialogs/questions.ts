// Questions to the person, one at a time: a choice between buttons, or a name to type. Leaving a dialog answers undefined.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly kind?: 'primary' | 'danger';
}

interface Asked {
  readonly title: string;
  readonly text: string;
}

export interface ChoiceQuestion extends Asked {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
  /** A box to tick, such as "do the same for all". */
  readonly tick?: string;
}

export interface TextQuestion extends Asked {
  readonly kind: 'text';
  readonly label: string;
  readonly value: string;
  readonly button: string;
  /** What is typed is not shown: a password. */
  readonly hidden?: boolean;
  /** What is wrong with a text, or nothing. */
  readonly complaint: (text: string) => string | undefined;
}

export type Question = ChoiceQuestion | TextQuestion;

export interface Reply {
  readonly value: string;
  readonly ticked: boolean;
}

interface Waiting {
  readonly question: Question;
  readonly answer: (reply: Reply | undefined) => void;
}

export const useQuestions = defineStore('questions', () => {
  const current = shallowRef<Question>();
  const queue: Waiting[] = [];

  function ask(question: Question): Promise<Reply | undefined> {
    return new Promise((answer) => {
      queue.push({ question, answer });
      current.value ??= question;
    });
  }

  /** Answers the question on the screen; a late answer to one that is gone does nothing. */
  function answer(question: Question, reply?: Reply): void {
    const [asked, next] = queue;
    if (asked?.question !== question) return;
    queue.shift();
    current.value = next?.question;
    asked.answer(reply);
  }

  /** Takes a question back, as if it was left. */
  function withdraw(question: Question): void {
    const at = queue.findIndex((waiting) => waiting.question === question);
    if (at === 0) answer(question);
    else if (at > 0) queue.splice(at, 1).forEach((waiting) => waiting.answer(undefined));
  }

  async function choose(question: Omit<ChoiceQuestion, 'kind'>): Promise<string | undefined> {
    return (await ask({ kind: 'choice', ...question }))?.value;
  }

  async function askText(question: Omit<TextQuestion, 'kind'>): Promise<string | undefined> {
    return (await ask({ kind: 'text', ...question }))?.value;
  }

  return { current, ask, answer, withdraw, choose, askText };
});
