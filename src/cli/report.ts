// Says on stderr what went wrong, and with which code to end.

import { AdderError, isAdderError, toAdderError } from '../shared/errors';
import { CommandError, Exit } from './command-error';
import { describeFailure } from './failure';
import { CommandLineError } from './grammar/command-line-error';
import { withoutControls, type Output } from './output';

export interface Reporting {
  readonly errors: Output;
  /** The name that the command was called by. */
  readonly program: string;
  /** Say it as one line of JSON. */
  readonly json: boolean;
  /** Somebody asked for the end: who did knows why things ended. */
  readonly signal: AbortSignal;
}

/** The exit code of somebody's wish to end, as mpremote has it for Ctrl-C. */
const ASKED_TO_END = 1;

export function report(error: unknown, { errors, program, json, signal }: Reporting): number {
  if (signal.aborted && wasAborted(error)) return ASKED_TO_END;
  const { lines, advice, exitCode } = describeFailure(error, program);
  if (json && !(error instanceof Exit)) {
    void errors.text(`${JSON.stringify(errorJson(error, exitCode))}\n`);
    return exitCode;
  }
  const all = errors.isTerminal ? [...lines, ...advice] : lines;
  for (const line of all) void errors.text(`${errors.isGuarded ? withoutControls(line) : line}\n`);
  if (process.env['ADDER_DEBUG'] === '1') void errors.text(`${stackOf(error)}\n`);
  return exitCode;
}

/** As docs/guide/scripts.md has it. */
function errorJson(error: unknown, exitCode: number): object {
  const isWorded = error instanceof CommandError || error instanceof CommandLineError;
  const known = causeOf(error);
  const { code, action, detail } = known;
  return {
    error: {
      code,
      message: isWorded ? error.message : known.message,
      action,
      ...(detail !== undefined && { detail }),
      exitCode,
    },
  };
}

function causeOf(error: unknown): AdderError {
  if (error instanceof CommandLineError) return new AdderError('bad-command-line');
  return error instanceof CommandError ? error.cause : toAdderError(error);
}

function wasAborted(error: unknown): boolean {
  return isAdderError(error, 'aborted') || (error instanceof Error && error.name === 'AbortError');
}

function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { cause } = toAdderError(error);
  return cause === undefined || cause === error ? stack : `${stack}\ncaused by ${stackOf(cause)}`;
}
