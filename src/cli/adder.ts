#!/usr/bin/env node
// The adder command: the second host of the engine, compatible with mpremote. Reads the command line, calls the engine, prints
// what comes, and ends with 0, with 1 for an error, or with 2 for a command line that makes no sense.

import { basename, extname } from 'node:path';
import { localError, systemCode } from '../engine/host/local-error';
import { CommandLineError } from './grammar/command-line-error';
import { loadUserConfig } from './config/user-config';
import { takeGlobalOptions, wantsJson, withDefaults } from './grammar/global-options';
import { readSteps } from './grammar/parse';
import { Output } from './output';
import { report } from './report';
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
  const errors = new Output(process.stderr, () => undefined);
  const reporting = { errors, program, json: wantsJson(argv), signal: end.signal };
  const onGone = (error: unknown): void => {
    // A reader who has had enough, as `head`, is no failure to tell of.
    if (systemCode(error) !== 'EPIPE') report(localError(error, 'standard output'), reporting);
    askToEnd(1);
  };
  const out = new Output(process.stdout, onGone, { holdText: true });
  let exitCode = 0;
  try {
    if (process.env['ADDER_COMPLETE'] === '1') {
      const { candidates } = await import('./completions/candidates');
      const { shortcuts } = await loadUserConfig();
      for (const word of candidates(argv.slice(0, -1), argv.at(-1) ?? '', shortcuts))
        await out.text(`${word}\n`);
      await out.flush();
      return 0;
    }
    const taken = takeGlobalOptions(argv);
    const config = await loadUserConfig();
    const options = withDefaults(taken.options, config.options);
    const session = new Session(end.signal, options, config.board);
    try {
      const steps = readSteps(taken.rest, program, config.shortcuts);
      await doSteps(steps, { session, out, errors, program, options, shortcuts: config.shortcuts });
    } finally {
      await session.disconnect();
    }
  } catch (error) {
    // As with mpremote, what was printed stands before an error, but after the lines about a usage.
    if (!(error instanceof CommandLineError && error.usage)) await out.flush();
    exitCode = report(error, reporting);
  }
  await out.flush();
  await errors.flush();
  return askedToEnd ?? exitCode;
}

function crash(error: unknown): void {
  const errors = new Output(process.stderr, () => undefined);
  process.exitCode = report(error, { errors, program, json: wantsJson(argv), signal: end.signal });
  process.exit();
}

process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
void main().then((code) => process.exit(code), crash);
