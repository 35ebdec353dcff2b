// The board's life: start, boot.py, main.py, prompt, and again after each reset, for ever. A crash of the interpreter is said on
// the wire and followed by a restart; a program that crashes it at every start is left out after a few, and a board that
// cannot even start ends.

import { Buffer } from 'node:buffer';
import type { Hardware, RunningBoard } from './boot';
import { boot } from './boot';
import { runBootFile } from './repl/boot-files';
import type { ReplMode } from './repl/repl';
import { Repl } from './repl/repl';
import { MachineReset } from './runtime';

const CRASHES_BEFORE_SAFE_MODE = 2;
const CRASHES_BEFORE_GIVING_UP = 4;

export async function power(hardware: Hardware): Promise<never> {
  const say = (text: string): void => {
    hardware.link.outbox.write(Buffer.from(text));
    hardware.link.flush();
  };
  let mode: ReplMode = 'friendly';
  let crashes = 0;
  let started = false;
  let bare = hardware.withoutBootFiles;
  hardware.link.receive();
  for (;;) {
    let board: RunningBoard | undefined;
    try {
      board = await boot(hardware);
      if (!started) hardware.link.reportReady();
      started = true;
      const safe = crashes >= CRASHES_BEFORE_SAFE_MODE;
      if (safe) say('[virtual board: boot.py and main.py were left out]\r\n');
      if (bare || safe || !runBootFiles(board, mode)) {
        const repl: Repl = new Repl(board, mode);
        crashes = 0;
        bare = false;
        mode = repl.run();
      }
      say('MPY: soft reboot\r\n');
    } catch (error) {
      mode = 'friendly';
      if (!(error instanceof MachineReset)) {
        if (!started || ++crashes >= CRASHES_BEFORE_GIVING_UP) throw error;
        say(`\r\n[virtual board: the interpreter crashed (${reason(error)}), restarting]\r\n`);
      }
    }
    board?.files.closeAll();
  }
}

/** True when they ended in a soft reset. */
function runBootFiles(board: RunningBoard, mode: ReplMode): boolean {
  const outcome = runBootFile(board, 'boot.py');
  if (outcome === 'soft reset') return true;
  if (outcome === 'failed' || mode === 'raw') return false;
  return runBootFile(board, 'main.py') === 'soft reset';
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
