// Asks the worker. It is started for the first program and thrown away when it does not answer: an editor without a checker still
// edits.

import { AdderError } from '../../shared/errors';
import type { Answer, Found, Question } from './messages';

/** 9,000 lines take a fifth of a second. ms */
const PATIENCE_MS = 10_000;
/** Loading takes half a second, and far more on a slow computer that starts everything else at the same time. ms */
const LOADING_MS = 60_000;

export interface CheckerWorker {
  postMessage(question: Question): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: AdderError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class Checker {
  private worker: CheckerWorker | undefined;
  /** The worker has answered once. */
  private loaded = false;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  constructor(private readonly start: () => CheckerWorker) {}

  /** Rejects with `checker-failed`. */
  async check(text: string): Promise<readonly Found[]> {
    const answer = await this.ask('check', text);
    if (answer.kind !== 'found') throw failed(answer);
    return answer.found;
  }

  /** Rejects with `checker-failed`, also for a program that has a syntax error. */
  async format(text: string): Promise<string> {
    const answer = await this.ask('format', text);
    if (answer.kind !== 'formatted') throw failed(answer);
    return answer.text;
  }

  private ask(kind: Question['kind'], text: string): Promise<Answer> {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.worker ??= this.open();
      const timer = setTimeout(
        () => {
          this.giveUp('it does not answer');
        },
        this.loaded ? PATIENCE_MS : LOADING_MS,
      );
      this.waiting.set(id, { resolve, reject, timer });
      this.worker.postMessage({ id, kind, text });
    });
  }

  private open(): CheckerWorker {
    const worker = this.start();
    this.loaded = false;
    worker.onmessage = ({ data }) => {
      this.loaded = true;
      const asked = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      clearTimeout(asked?.timer);
      asked?.resolve(data);
    };
    worker.onerror = ({ message }) => {
      this.giveUp(message);
    };
    return worker;
  }

  private giveUp(reason: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject, timer } of all) {
      clearTimeout(timer);
      reject(new AdderError('checker-failed', { detail: reason }));
    }
  }
}

function failed(answer: Answer): AdderError {
  return new AdderError('checker-failed', {
    detail: answer.kind === 'failed' ? answer.reason : answer.kind,
  });
}
