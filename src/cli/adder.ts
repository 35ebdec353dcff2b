#!/usr/bin/env node
// The adder command: the second host of the engine, compatible with mpremote. Reads the command line, calls the engine, prints
// what comes, and ends with 0, with 1 for an error, or with 2 for a command line that makes no sense.

import { basename, extname } from 'node:path';
import { isAdderError, toAdderError } from '../shared/errors';
import { describeFailure } from './failure';
import { parseCommandLine } from './grammar/parse';
import { Output, withoutControls } from './output';
import { Session } from './session';
import { watchSignals } from './signals';
import { doSteps } from './steps';

const [, script = 'adder', ...argv] = process.argv;
const program = basename(script, extname(script));

/** The code to end with once somebody asked for the end, by a signal or by closing the pipe. */
let askedToEnd: number | undefined;
const end = new AbortController();

function askToEnd(exitCode: number): void {
  askedToEnd ??= exitCode;
  end.abort();
}

/** @returns the exit code */
async function main(): Promise<number> {
  watchSignals(askToEnd);
  const out = new Output(process.stdout, () => askToEnd(1));
  const errors = new Output(process.stderr, () => undefined);
  let exitCode = 0;
  try {
    const steps = parseCommandLine(argv);
    const session = new Session(end.signal);
    try {
      await doSteps(steps, { session, out });
    } finally {
      await session.disconnect();
    }
  } catch (error) {
    await out.flush();
    exitCode = report(error, errors);
  }
  await out.flush();
  await errors.flush();
  return askedToEnd ?? exitCode;
}

function report(error: unknown, errors: Output): number {
  const { lines, advice, exitCode } = describeFailure(error, program);
  // Who asked for the end knows why things ended.
  if (askedToEnd !== undefined && wasAborted(error)) return askedToEnd;
  const all = errors.isTerminal ? [...lines, ...advice] : lines;
  for (const line of all) void errors.text(`${errors.isTerminal ? withoutControls(line) : line}\n`);
  if (process.env['ADDER_DEBUG'] === '1') void errors.text(`${stackOf(error)}\n`);
  return exitCode;
}

function wasAborted(error: unknown): boolean {
  return isAdderError(error, 'aborted') || (error instanceof Error && error.name === 'AbortError');
}

function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { cause } = toAdderError(error);
  return cause === undefined || cause === error ? stack : `${stack}\ncaused by ${stackOf(cause)}`;
}

function crash(error: unknown): void {
  process.exitCode = report(error, new Output(process.stderr, () => undefined));
  process.exit();
}

process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
void main().then((code) => process.exit(code), crash);
