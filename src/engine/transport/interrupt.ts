// Ctrl-C for a program on a raw line. A terminal turns the byte 0x03 into SIGINT, or passes it on when the program has
// switched that off; on a raw line somebody has to decide the same. MicroPython tells by having a handler for SIGINT exactly
// while a program runs that may be interrupted; at its prompt, and after micropython.kbd_intr(-1), the byte is data.

import { readFileSync } from 'node:fs';

/** The state of a stopped process is looked up so often at most; stopping takes effect before the next look, nearly always. */
const LOOKS = 50;

/** Does the program want SIGINT now? Only Linux tells; elsewhere Ctrl-C is always the byte. */
export function isInterruptible(processId: number): boolean {
  return process.platform === 'linux' && catchesInterrupt(readStatus(processId));
}

/** Sends SIGINT to a program that was interruptible a moment ago. False: it no longer is, send it the byte. */
export function interrupt(processId: number): boolean {
  try {
    // Stopped for the look, for a program that puts its handler away just then would be killed by the signal.
    process.kill(processId, 'SIGSTOP');
    try {
      const armed = catchesInterrupt(readStoppedStatus(processId));
      if (armed) process.kill(processId, 'SIGINT');
      return armed;
    } finally {
      process.kill(processId, 'SIGCONT');
    }
  } catch {
    return false; // it has ended
  }
}

/** From the text of /proc/PID/status: is SIGINT in the set of caught signals? */
export function catchesInterrupt(status: string): boolean {
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return caught !== undefined && (parseInt(caught.slice(-2), 16) & 2) !== 0;
}

function readStoppedStatus(processId: number): string {
  let status = '';
  for (let look = 0; look < LOOKS; look++) {
    status = readStatus(processId);
    if (/^State:\s*[TtZX]/m.test(status)) break;
  }
  return status;
}

function readStatus(processId: number): string {
  try {
    return readFileSync(`/proc/${processId}/status`, 'utf8');
  } catch {
    return '';
  }
}
