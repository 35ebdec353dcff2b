// What is printed about an error, and the code the command ends with. The first line is for scripts and people alike; on a
// terminal a second one has Adder's code and what can be done.

import { AdderError, toAdderError } from '../shared/errors';
import { BareError, CommandError, Exit, ProgramError } from './command-error';
import { CommandLineError } from './grammar/command-line-error';

export interface Failure {
  /** For stderr. */
  readonly lines: readonly string[];
  /** Only a person at a terminal wants to read these. */
  readonly advice: readonly string[];
  readonly exitCode: number;
}

/** @param program the name that the command was called by */
export function describeFailure(error: unknown, program: string): Failure {
  if (error instanceof Exit) return { lines: [], advice: [], exitCode: error.code };
  if (error instanceof ProgramError) return { lines: [], advice: [], exitCode: 1 };
  if (error instanceof CommandLineError) return describeCommandLine(error, program);
  if (error instanceof CommandError)
    return {
      lines: [error instanceof BareError ? error.message : `${program}: ${error.message}`],
      advice: [advice(error.cause, error.message)],
      exitCode: 1,
    };
  const known = toAdderError(error);
  const name = known.code === 'internal' || known.code === 'bad-request' ? ` (${known.code})` : '';
  return {
    lines: [`${program}: ${oneLine(known.message)}${name}`],
    advice: [advice(known, known.message)],
    exitCode: 1,
  };
}

function describeCommandLine(error: CommandLineError, program: string): Failure {
  const { usage, message, exitCode } = error;
  const lines = usage
    ? [usage.text, `${usage.command}: error: ${message}`]
    : [`${program}: ${message}`];
  return { lines, advice: [advice(new AdderError('bad-command-line'), message)], exitCode };
}

function advice({ code, action, detail = '' }: AdderError, said: string): string {
  return said.includes(detail) ? `${code}: ${action}` : `${code}: ${action} (${oneLine(detail)})`;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
