// One page's examples, done as somebody does them who reads it: in a shell on a terminal, in a folder of their own, with `adder` on the PATH and
// the page's boards in reach. The port that pages call /dev/ttyACM0 is a MicroPython behind a pty.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { builtCommand } from '../cli/build';
import { startSerialBoard, type SerialBoard } from '../../targets/targets';

/** As pages spell it. */
export const PORT = '/dev/ttyACM0';
/** Parts the outputs of a script's commands; nothing else prints it. */
const SEPARATOR = '\x1e';

export interface Printed {
  /** What each command printed, with bare line ends. */
  readonly outputs: readonly string[];
  readonly exitCode: number;
}

export class PageSession {
  private readonly root = mkdtempSync(join(tmpdir(), 'adder-docs-'));
  readonly folder = join(this.root, 'work');

  private constructor(private readonly board: SerialBoard | undefined) {
    mkdirSync(this.folder);
    mkdirSync(join(this.root, 'bin'));
  }

  /** @param withPort the page has examples for a board on a port */
  static async start(withPort: boolean): Promise<PageSession> {
    const session = new PageSession(withPort ? await startSerialBoard() : undefined);
    const { adder } = await builtCommand();
    for (const name of ['adder', 'mpremote']) {
      const script = join(session.root, 'bin', name);
      writeFileSync(script, `#!/bin/sh\nexec "${process.execPath}" "${adder}" "$@"\n`);
      chmodSync(script, 0o755);
    }
    return session;
  }

  write(name: string, content: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  /** Runs the commands in one shell. */
  async run(
    commands: readonly string[],
    { stopsAtErrors }: { stopsAtErrors: boolean },
  ): Promise<Printed> {
    const part = `status=$?; printf '\\036'; (exit $status)`;
    const lines = commands.flatMap((command) => [command, part]);
    const script = [...(stopsAtErrors ? ['set -e'] : []), ...lines].join('\n');
    writeFileSync(join(this.root, 'script.sh'), this.withPort(script));
    const terminal = spawn('sh', [join(this.root, 'script.sh')], {
      cwd: this.folder,
      cols: 200,
      env: {
        ...process.env,
        PATH: `${join(this.root, 'bin')}:${process.env['PATH'] ?? ''}`,
        ADDER_HOME: join(this.root, 'home'),
      },
    });
    let text = '';
    terminal.onData((data) => (text += data));
    const { exitCode } = await new Promise<{ exitCode: number }>((resolve) =>
      terminal.onExit(resolve),
    );
    const outputs = this.withoutPort(text).replace(/\r+\n/g, '\n').split(SEPARATOR);
    return { outputs, exitCode };
  }

  async end(): Promise<void> {
    await this.board?.stop();
    rmSync(this.root, { recursive: true, force: true });
  }

  private withPort(text: string): string {
    return this.board ? text.replaceAll(PORT, this.board.path) : text;
  }

  private withoutPort(text: string): string {
    return this.board ? text.replaceAll(this.board.path, PORT) : text;
  }
}
