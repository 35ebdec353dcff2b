// `connect A,B,C` and `connect all`: the rest of the line on each board, all at once. Each board has a session of its own; that one
// fails does not stop the others, and the worst exit code counts. A line that makes no sense does nothing at all.

import { once, setMaxListeners } from 'node:events';
import { parseAddress, printAddress } from '../../shared/address';
import { AdderError } from '../../shared/errors';
import { CommandError, Exit } from '../command-error';
import type { Context } from '../commands/context';
import { CommandLineError } from '../grammar/command-line-error';
import { readSteps } from '../grammar/parse';
import type { ConnectManyStep, Step } from '../grammar/steps';
import { Output } from '../output';
import { report } from '../report';
import { Session } from '../session';
import { doSteps } from '../steps';
import { PrefixedLines } from './prefixed-lines';

export async function onEachBoard(
  { boards, rest }: ConnectManyStep,
  context: Context,
): Promise<void> {
  for (const step of readSteps(rest, context.program, context.shortcuts)) refuseForMany(step);
  await context.session.disconnect(); // it may be one of them
  const all = boards === 'all' ? await usbBoards() : eachOnce(boards);
  setMaxListeners(0, context.session.signal); // each board's session listens
  const codes = await Promise.all(all.map((board) => onBoard(board, rest, context)));
  const worst = Math.max(...codes);
  if (worst > 0) throw new Exit(worst);
}

/** @returns the exit code of this board */
async function onBoard(
  board: string,
  rest: readonly string[],
  { session: parent, out, errors, program, options, shortcuts }: Context,
): Promise<number> {
  const { signal } = parent;
  const own = (target: Output): [PrefixedLines, Output] => {
    const lines = new PrefixedLines(board, target, options.json);
    return [lines, new Output(lines, () => undefined, { guarded: target.isGuarded })];
  };
  const [outLines, boardOut] = own(out);
  const [errorLines, boardErrors] = own(errors);
  let code = 0;
  const session = new Session(signal, options, board);
  try {
    try {
      await session.step(() => session.connect(board));
      const steps = readSteps(rest, program, shortcuts);
      await doSteps(steps, {
        session,
        out: boardOut,
        errors: boardErrors,
        program,
        options,
        shortcuts,
      });
    } finally {
      await session.disconnect();
    }
  } catch (error) {
    code = report(error, { errors: boardErrors, program, json: options.json, signal });
  }
  await Promise.all([outLines, errorLines].map((lines) => once(lines.end(), 'finish')));
  return code;
}

/** A board has one program at a time, by whichever spelling of its address: the first one names it. */
function eachOnce(boards: readonly string[]): string[] {
  const spelled = new Map<string, string>();
  for (const board of boards) {
    const key = canonical(board);
    if (!spelled.has(key)) spelled.set(key, board);
  }
  return [...spelled.values()];
}

function canonical(board: string): string {
  try {
    return printAddress(parseAddress(board));
  } catch {
    return board; // what it is, its own session says
  }
}

/** As `auto` looks for them, and those that a person has named. */
async function usbBoards(): Promise<string[]> {
  const { extraPorts, listDevices } = await import('../../engine/discovery/devices');
  const named = new Set(extraPorts(process.env));
  const found = (await listDevices()).filter(
    ({ kind, path, vendorId, productId }) =>
      kind === 'serial' && (named.has(path) || (vendorId !== undefined && productId !== undefined)),
  );
  if (found.length === 0)
    throw new CommandError('no device found', new AdderError('port-not-found'));
  return found.map(({ address }) => address);
}

/** What needs the keyboard, or another board. */
function refuseForMany(step: Step): void {
  if (step.kind === 'repl' || step.kind === 'edit')
    throw new CommandLineError(`'${step.kind}' works with one board at a time`, 2);
  if (step.kind === 'connect' || step.kind === 'connect-many')
    throw new CommandLineError("'connect' cannot follow a 'connect' of several boards", 2);
  if (step.kind !== 'sync' && step.kind !== 'restore') return;
  if (step.remove && !step.yes && !step.dryRun)
    throw new CommandLineError(`'${step.kind} --delete' on several boards wants --yes`, 2);
}
