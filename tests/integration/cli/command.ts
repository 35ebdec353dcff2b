// Runs the built command as a person's shell or script does: in a process of its own, with a data directory of its own.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn as spawnOnTerminal, type IPty } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { builtCommand } from './build';

export interface Ended {
  /** As text; `\r` before line ends as boards print it is kept. */
  readonly stdout: string;
  readonly bytes: Buffer;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves when stdout contains the text; rejects when the command ends without it. */
  printed(text: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

export interface OnTerminal {
  readonly pid: number;
  /** Resolves with all that was printed so far when it matches. */
  printed(pattern: RegExp): Promise<string>;
  type(keys: string): void;
  readonly ended: Promise<{ text: string; code: number }>;
}

/** A test that failed must not leave a program behind that holds the port which the next test needs. */
function endsWithTheTest(terminal: IPty, ended: Promise<unknown>): void {
  let running = true;
  void ended.then(() => (running = false));
  onTestFinished(async () => {
    if (!running) return;
    terminal.kill('SIGKILL');
    await ended;
  });
}

/** A computer with its own data directory: what one command leaves there, the next one finds. */
export class Computer {
  readonly folder = mkdtempSync(join(tmpdir(), 'adder-cli-'));

  constructor(private readonly env: NodeJS.ProcessEnv = {}) {}

  /** A file in the folder of this computer. */
  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async adder(...args: string[]): Promise<Ended> {
    return (await this.start(...args)).ended;
  }

  async start(...args: string[]): Promise<Running> {
    const { adder } = await builtCommand();
    return this.spawn(adder, args);
  }

  /** With this text for stdin, which then ends. */
  async fed(input: string, ...args: string[]): Promise<Ended> {
    const { adder } = await builtCommand();
    return this.spawn(adder, args, input).ended;
  }

  async demo(): Promise<Running> {
    const { demo } = await builtCommand();
    return this.spawn(demo, []);
  }

  async onTerminal(...args: string[]): Promise<OnTerminal> {
    const { adder } = await builtCommand();
    return this.programOnTerminal(process.execPath, [adder, ...args]);
  }

  /** A line for a shell at a terminal of its own; $ADDER is the command. The shell has no hand in the settings of the terminal. */
  async inShell(line: string): Promise<OnTerminal> {
    const { adder } = await builtCommand();
    return this.programOnTerminal('sh', ['-c', line], { ADDER: `${process.execPath} ${adder}` });
  }

  /** Any program, as `mpremote` to compare with. */
  programOnTerminal(
    program: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): OnTerminal {
    const terminal = spawnOnTerminal(program, [...args], {
      cwd: this.folder,
      env: { ...this.environment(), ...env },
      cols: 200,
    });
    let text = '';
    const watchers = new Set<() => void>();
    terminal.onData((data) => {
      text += data;
      for (const watcher of [...watchers]) watcher();
    });
    const ended = new Promise<{ text: string; code: number }>((resolve) => {
      terminal.onExit(({ exitCode }) => resolve({ text, code: exitCode }));
    });
    endsWithTheTest(terminal, ended);
    return {
      pid: terminal.pid,
      ended,
      type: (keys) => terminal.write(keys),
      printed: (pattern) =>
        new Promise((resolve, reject) => {
          const watcher = (): void => {
            if (!pattern.test(text)) return;
            watchers.delete(watcher);
            resolve(text);
          };
          watchers.add(watcher);
          watcher();
          void ended.then(() => reject(new Error(`it ended without ${String(pattern)}: ${text}`)));
        }),
    };
  }

  private environment(): Record<string, string | undefined> {
    return {
      ...process.env,
      ADDER_HOME: this.path('home'),
      XDG_CONFIG_HOME: this.path('config'),
      ...this.env,
    };
  }

  private spawn(script: string, args: string[], input = ''): Running {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: this.folder,
      env: this.environment(),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined).end(input); // it may end without reading
    const parts: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    const bytes = (): Buffer => Buffer.concat(parts);
    const ended = once(child, 'close').then(([code, signal]) => ({
      stdout: bytes().toString(),
      bytes: bytes(),
      stderr,
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
    }));
    const printed = async (text: string): Promise<void> => {
      const gone = ended.then(() => 'ended');
      while (!bytes().includes(text))
        if ((await Promise.race([once(child.stdout, 'data'), gone])) === 'ended') break;
      if (!bytes().includes(text)) throw new Error(`it ended without "${text}": ${stderr}`);
    };
    return { child, ended, printed };
  }
}
