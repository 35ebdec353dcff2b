// The end of a change of many files: new files that lie beside the old ones take their places, others go. Each step can be asked for
// again, and is nothing when it was done.

import arrange from '../../device-code/files/arrange.py?device';
import { askHelper, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import { MAX_NAMES } from './listing';

/** Names to put in place and to remove, in this order. */
export interface Arrangement {
  /** Renamed in this order, over what is there. */
  readonly moves: readonly (readonly [from: string, to: string])[];
  /** Removed after that; what is not there is no error. */
  readonly files: readonly string[];
  /** Removed last, if empty. */
  readonly folders: readonly string[];
}

type Step =
  | { readonly kind: 'move'; readonly names: readonly [string, string] }
  | { readonly kind: 'file' | 'folder'; readonly names: readonly [string] };

export async function arrangeFiles(
  host: HelperHost,
  { moves, files, folders }: Arrangement,
  signal: AbortSignal | undefined,
): Promise<void> {
  const steps: Step[] = [
    ...moves.map((names) => ({ kind: 'move', names }) as const),
    ...files.map((name) => ({ kind: 'file', names: [name] }) as const),
    ...folders.map((name) => ({ kind: 'folder', names: [name] }) as const),
  ];
  for (let at = 0; at < steps.length;) {
    const from = at;
    for (let length = 0; at < steps.length && (at === from || length < MAX_NAMES); at++)
      length += (steps[at]?.names.join().length ?? 0) + 10;
    const some = steps.slice(from, at);
    const of = (kind: Step['kind']): Step['names'][] =>
      some.filter((step) => step.kind === kind).map(({ names }) => names);
    const call = pythonCall('arrange', of('move'), of('file').flat(), of('folder').flat());
    await askHelper(host, { parts: [arrange], call, path: some[0]?.names.at(-1) ?? '', signal });
  }
}
