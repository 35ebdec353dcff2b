// The terminal while the repl has it: every key comes as it is pressed, and what the board says is shown unchanged. However the command
// ends, the terminal is given back as it was: also at a signal, a crash, and while the command is suspended.
//
// Node brings this on every system, on Windows as sequences for the keys that have no character. On POSIX it leaves the terminal's own
// line ends on, so that CR LF would become CR CR LF; stty switches them off, and where it does not, that is all there is to see.

import { spawnSync } from 'node:child_process';

/** What Node's stdin is when it is a terminal. */
export interface TerminalInput {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

export class RawTerminal {
  private entered = false;
  private readonly restore = (): void => this.setRaw(false);
  private readonly again = (): void => this.setRaw(true);
  private readonly suspend = (): void => {
    this.restore();
    process.kill(process.pid, 'SIGSTOP');
  };
  private readonly quit = (): void => {
    this.leave();
    process.kill(process.pid, 'SIGQUIT');
  };

  constructor(
    private readonly input: TerminalInput,
    /** The other end sends bare line feeds, as programs of this computer do. */
    private readonly bareLineEnds: boolean,
  ) {}

  enter(): void {
    if (this.input.isTTY !== true) return;
    this.entered = true;
    this.setRaw(true);
    process.on('exit', this.restore).on('uncaughtExceptionMonitor', this.restore);
    if (process.platform === 'win32') return;
    process.on('SIGTSTP', this.suspend).on('SIGCONT', this.again).on('SIGQUIT', this.quit);
  }

  leave(): void {
    if (!this.entered) return;
    this.entered = false;
    process.off('exit', this.restore).off('uncaughtExceptionMonitor', this.restore);
    process.off('SIGTSTP', this.suspend).off('SIGCONT', this.again).off('SIGQUIT', this.quit);
    this.setRaw(false);
  }

  private setRaw(raw: boolean): void {
    try {
      // A terminal that the shell has changed meanwhile is made raw anew only from the other state.
      if (raw) this.input.setRawMode?.(false);
      this.input.setRawMode?.(raw);
    } catch {
      return; // it is gone, and nothing to be restored
    }
    if (raw && !this.bareLineEnds && process.platform !== 'win32')
      spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] });
  }
}
