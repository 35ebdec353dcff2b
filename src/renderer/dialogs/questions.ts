// Questions to the person, one at a time: a choice between buttons, a name to type, or which of some files. Leaving a dialog answers
// undefined.

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

/** Of what is there, and of what would come in its place. */
export interface TwoTexts {
  readonly before: string;
  readonly after: string;
}

/** What lies there already: which of it is replaced? Answered with `replace` and what was chosen, `keep` or `cancel`. */
export interface ListQuestion extends Asked {
  readonly kind: 'list';
  readonly items: readonly string[];
  /** Words of the buttons. */
  readonly cancel: string;
  readonly keep: string;
  readonly replace: (chosen: number) => string;
  /** The two texts of an item, or why they are not shown. */
  readonly look: (item: string) => Promise<TwoTexts | string>;
  /** What these two are. */
  readonly heads: TwoTexts;
}

export type Question = ChoiceQuestion | TextQuestion | ListQuestion;

export interface Reply {
  readonly value: string;
  /** Of a list. */
  readonly chosen?: readonly string[];
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
