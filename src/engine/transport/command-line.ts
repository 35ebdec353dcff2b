// A command line as words. No shell ever sees it: no variables, no globs, no `;`. Quotes work as in a shell; a backslash is a
// plain character, so that Windows paths need no doubling, and a blank or a quote is written by quoting.

import { parseArgsStringToArgv } from 'string-argv';
import { AdderError } from '../../shared/errors';

export interface CommandWords {
  readonly file: string;
  readonly args: readonly string[];
}

export function splitCommandLine(line: string): CommandWords {
  if (hasOpenQuote(line))
    throw new AdderError('process-failed', { detail: 'A quote is not closed.' });
  const [file, ...args] = parseArgsStringToArgv(line);
  if (!file) throw new AdderError('process-failed', { detail: 'The command line is empty.' });
  return { file, args };
}

/** The library takes what follows as quoted. */
function hasOpenQuote(line: string): boolean {
  return /["']/.test(line.replace(/"[^"]*"|'[^']*'/g, ''));
}
