// A plan is shown, asked about where that is due, and done. `sync` and `restore` share this.

import { applyMirror, checkMirror, type Mirror } from '../../engine/board/mirror/mirror';
import { Exit } from '../command-error';
import type { Context } from '../commands/context';
import { confirmed } from './confirm';
import { planJson, planLines } from './plan-lines';
import { TransferLine } from './transfer-line';

export interface CarryOutOptions {
  readonly remove: boolean;
  /** Do not ask. */
  readonly yes: boolean;
  readonly dryRun: boolean;
  /** Before what is asked: before anything is removed, or before anything is changed. */
  readonly asksBefore: 'removal' | 'change';
}

/** Rejects as `checkMirror` and with `not-confirmed` before anything is changed; with Exit where the answer is no. */
export async function carryOut(
  context: Context,
  mirrors: readonly Mirror[],
  options: CarryOutOptions,
): Promise<void> {
  const { remove, yes, dryRun, asksBefore } = options;
  for (const mirror of mirrors) await showPlan(context, mirror, options);
  for (const mirror of mirrors) checkMirror(mirror, remove);
  if (dryRun) return;
  const removals = remove ? mirrors.reduce((sum, { extras }) => sum + extras.length, 0) : 0;
  const due = asksBefore === 'removal' ? removals > 0 : removals > 0 || mirrors.some(changes);
  if (due && !yes) {
    await context.out.flush();
    const question =
      removals > 0
        ? `Remove ${String(removals)} from the board, and write the rest?`
        : 'Write this to the board?';
    if (!(await confirmed(question, context.session.signal))) throw new Exit(1);
  }
  for (const mirror of mirrors) await apply(context, mirror, remove);
}

export async function showPlan(
  { out, options }: Context,
  mirror: Mirror,
  { remove, dryRun }: Pick<CarryOutOptions, 'remove' | 'dryRun'>,
): Promise<void> {
  if (options.json) await out.line(planJson(mirror, remove));
  else for (const line of planLines(mirror, remove, dryRun)) await out.line(line);
}

export async function apply(
  { session, out, options }: Context,
  mirror: Mirror,
  remove: boolean,
): Promise<void> {
  const line = new TransferLine(out);
  try {
    const report = await session.use((board, operation) =>
      applyMirror(board.files, mirror, { ...operation, remove, onProgress: line.show }),
    );
    line.clear();
    if (options.json) await out.line(JSON.stringify(report));
    else if (report.guarantee !== 'hash' && report.written > 0)
      await out.line('This board cannot hash: what was written was read back instead.');
  } finally {
    line.clear();
  }
}

function changes({ files, folders, above }: Mirror): boolean {
  return files.some(({ change }) => change !== 'same') || folders.length > 0 || above.length > 0;
}
