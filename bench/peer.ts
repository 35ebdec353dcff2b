// One of the programs that are measured (bench/peers): it gets a line of JSON for each thing to do and answers with one, which
// says how long that took by its own clock. So neither tool pays for the other's process, nor for the bench's.

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { plainEnvironment } from './environment';

export interface Request {
  readonly do: string;
  readonly [argument: string]: unknown;
}

export interface Answer {
  /** How long it took, without preparing and checking. */
  readonly ms: number;
  /** Each repetition, where there are several. */
  readonly each?: readonly number[];
  /** What the board has now, where that was asked. */
  readonly hash?: string;
}

export class Peer {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: Interface;
  private readonly gone: Promise<never>;

  constructor(
    readonly name: string,
    [program = '', ...args]: readonly string[],
  ) {
    this.child = spawn(program, args, {
      env: plainEnvironment(),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.answers = createInterface(this.child.stdout);
    this.gone = Promise.race([once(this.child, 'error'), once(this.child, 'close')]).then(() => {
      throw new Error(`${name} has ended`);
    });
    this.gone.catch(() => undefined); // only who asks wants to know
  }

  async ask(request: Request): Promise<Answer> {
    const line = once(this.answers, 'line') as Promise<[string]>;
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const [text] = await Promise.race([line, this.gone]);
    const answer = JSON.parse(text) as Answer & { readonly error?: string };
    if (answer.error !== undefined)
      throw new Error(`${this.name} could not ${request.do}: ${answer.error}`);
    return answer;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = once(this.child, 'close');
    this.child.stdin.end();
    await closed;
  }
}
