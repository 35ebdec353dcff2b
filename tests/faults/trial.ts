// One trial: a fresh link to a board on its stand, one operation, one fault; then the judgement.

import { isDeepStrictEqual } from 'node:util';
import { Board } from '../../src/engine/board/board';
import { NO_FAULTS, parseFaultPlan, type Fault } from '../../src/engine/transport/wrap/fault-plan';
import { Faults } from '../../src/engine/transport/wrap/faults';
import { isAdderError } from '../../src/shared/errors';
import { BEFORE, type Operation } from './operations';
import type { BoardStand, Tree } from './stand';

/** So long may any call take, whatever happens on its link. */
const DEADLINE_MS = 45_000;
/** A board that was left in any state is back within this time. */
const RECOVERY_MS = 15_000;

export interface Trial {
  /** What went wrong, or nothing. */
  readonly faults: readonly string[];
  readonly outcome: string;
  readonly ms: number;
  /** How many bytes were exchanged. */
  readonly to: number;
  readonly from: number;
}

export async function runTrial(
  stand: BoardStand,
  operation: Operation,
  plan: string,
): Promise<Trial> {
  const complaints: string[] = [];
  stand.plant(BEFORE);
  const faults = new Faults();
  const wire = { to: '', from: '' };
  const tapped = tap(faults, wire);
  const board = await Board.connect(stand.link(tapped, operation.traits));
  wire.to = wire.from = '';
  const { faults: planned } = plan === '' ? NO_FAULTS : parseFaultPlan(plan);
  faults.arm({ faults: planned });

  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), operation.abortMs ?? DEADLINE_MS * 2);
  const started = performance.now();
  const ended = await within(DEADLINE_MS, operation.run(board, abort.signal));
  const ms = performance.now() - started;
  clearTimeout(timer);
  const to = faults.count('to-board');
  const from = faults.count('from-board');
  faults.arm(NO_FAULTS);

  let outcome: string;
  if (ended.kind === 'late') {
    outcome = 'late';
    complaints.push(`it did not end within ${DEADLINE_MS} ms`);
  } else if (ended.kind === 'failed') {
    outcome = isAdderError(ended.error) ? ended.error.code : 'uncoded';
    if (outcome === 'uncoded') complaints.push(`an error without a code: ${String(ended.error)}`);
    if (outcome === 'internal' || outcome === 'bad-request')
      complaints.push(`an error of Adder itself: ${String(ended.error)}`);
  } else {
    outcome = 'success';
    if (!isDeepStrictEqual(ended.value, operation.brings)) {
      outcome = 'success with damaged text';
      const [fault] = planned;
      if (!fault || !operation.excuses?.({ ...wire, ...place(fault) }, ended.value))
        complaints.push(`success with a wrong result: ${JSON.stringify(ended.value)}`);
    }
    if (!isDeepStrictEqual(stand.tree(), operation.after))
      complaints.push(`success, but the files are: ${difference(stand.tree(), operation.after)}`);
  }

  complaints.push(...(await recover(stand, board, operation)));
  const tree = stand.tree();
  if (!isAllowed(tree, operation))
    complaints.push(`afterwards the files are: ${difference(tree, BEFORE)}`);
  return { faults: complaints, outcome, ms, to, from };
}

function isAllowed(tree: Tree, { after, inSteps = false }: Operation): boolean {
  if (isDeepStrictEqual(tree, BEFORE) || isDeepStrictEqual(tree, after)) return true;
  const paths = Object.keys({ ...tree, ...BEFORE, ...after });
  return inSteps && paths.every((path) => [BEFORE[path], after[path]].includes(tree[path]));
}

function place(fault: Fault): Pick<Fault, 'direction' | 'at' | 'kind'> {
  return { direction: fault.direction, at: fault.at, kind: fault.kind };
}

/** The board works again: on the same link where there still is one, else on a new one. */
async function recover(stand: BoardStand, first: Board, operation: Operation): Promise<string[]> {
  const work = async (): Promise<string[]> => {
    let board = first;
    const complaints: string[] = [];
    if (board.mode !== 'lost') {
      const said = await ask(board).catch((error: unknown) => String(error));
      if (said !== '42') complaints.push(`on the same link the board then says: ${said}`);
    }
    if (board.mode === 'lost' || complaints.length > 0) {
      await board.close();
      board = await Board.connect(stand.link(new Faults(), operation.traits));
      const said = await ask(board).catch((error: unknown) => String(error));
      if (said !== '42') complaints.push(`on a new link the board then says: ${said}`);
    }
    await board.close();
    return complaints;
  };
  const ended = await within(RECOVERY_MS, work());
  if (ended.kind === 'late') return [`the board did not come back within ${RECOVERY_MS} ms`];
  return ended.kind === 'failed' ? [`reconnecting failed: ${String(ended.error)}`] : ended.value;
}

function ask(board: Board): Promise<string> {
  return board.eval('6 * 7', { interrupt: true });
}

/** The same faults, and a note of what the engine sent and the board said, before they got at it. */
function tap(faults: Faults, wire: { to: string; from: string }): Faults {
  const take = faults.take.bind(faults);
  faults.take = (direction, bytes) => {
    const passage = take(direction, bytes);
    const taken = bytes.subarray(0, bytes.length - passage.rest.length);
    wire[direction === 'to-board' ? 'to' : 'from'] += Buffer.from(taken).toString('latin1');
    return passage;
  };
  return faults;
}

type Ended<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'late' };

async function within<Value>(ms: number, work: Promise<Value>): Promise<Ended<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Ended<Value>>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), ms);
  });
  const ended = work.then(
    (value): Ended<Value> => ({ kind: 'done', value }),
    (error: unknown): Ended<Value> => ({ kind: 'failed', error }),
  );
  const first = await Promise.race([ended, late]);
  clearTimeout(timer);
  return first;
}

function difference(tree: Tree, wanted: Tree): string {
  const paths = [...new Set([...Object.keys(tree), ...Object.keys(wanted)])].sort();
  const told = paths.flatMap((path) => {
    const [is, was] = [tree[path], wanted[path]];
    if (is === was) return [];
    if (is === undefined) return [`${path} is missing`];
    return was === undefined ? [`${path} is new (${is.length} bytes)`] : [`${path} has changed`];
  });
  return told.join(', ');
}
