// One life of a program on this computer, from its start to its end, on a terminal that somebody else owns. It is the leader of
// a session and process group of its own: signals of the app's terminal do not reach it, and it is ended with all that it
// started, except for what has made a session of its own (a daemon).

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { CommandWords } from './command-line';

export interface Exit {
  /** `undefined`: it was ended by a signal. */
  readonly code: number | undefined;
  /** For people. */
  readonly sentence: string;
}

/** How long a program may take to end by itself after SIGTERM. */
const GRACE_MS = 1000;

export class Program {
  readonly ended: Promise<Exit>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        // The leader was reaped in this moment, so that the number is still its group's.
        if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
        resolve(
          signal === null
            ? {
                code: code ?? undefined,
                sentence: `The program ended with exit code ${String(code)}.`,
              }
            : { code: undefined, sentence: `The program was ended by ${signal}.` },
        );
      });
    });
  }

  /** @param terminal file descriptor; rejects with the system's error when there is no such program */
  static async start({ file, args }: CommandWords, terminal: number): Promise<Program> {
    const child = spawn(file, args, { stdio: [terminal, terminal, terminal], detached: true });
    const program = new Program(child);
    await once(child, 'spawn');
    return program;
  }

  /** While it runs. */
  get pid(): number | undefined {
    const { child } = this;
    return child.exitCode === null && child.signalCode === null ? child.pid : undefined;
  }

  /** Asks it to end, then ends it. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), GRACE_MS);
    await this.ended;
    clearTimeout(timer);
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.pid !== undefined) signalGroup(this.pid, signal);
  }
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // nobody is left in it
  }
}
