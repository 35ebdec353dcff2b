// A question to the person at the terminal. It goes to stderr, for stdout may be a file.

import { createInterface } from 'node:readline/promises';
import { AdderError } from '../../shared/errors';

/** Yes or no. Rejects with `not-confirmed` where nobody can be asked, and with `aborted`. */
export async function confirmed(question: string, signal: AbortSignal): Promise<boolean> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) throw new AdderError('not-confirmed');
  const lines = createInterface({ input: stdin, output: stderr });
  // While it reads, the terminal sends the key instead of the signal.
  lines.on('SIGINT', () => void process.kill(process.pid, 'SIGINT'));
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } catch (cause) {
    throw new AdderError('aborted', { cause });
  } finally {
    lines.close();
  }
}
