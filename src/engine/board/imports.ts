// What a board can import: from where, and which compiled modules.

import source from '../device-code/board/imports.py?device';
import { askHelper, damaged, numberIn, type HelperHost } from './helper/call';
import { pythonCall } from './helper/program';

/** What a board imports. */
export interface ImportFacts {
  /**
   * `sys.implementation._mpy`: the version of `.mpy` files in the low byte, then its minor version and the architecture of native code
   * (https://docs.micropython.org/en/latest/reference/mpyfiles.html); 0 where the firmware reads none or is older than 1.19.
   */
  readonly mpy: number;
  /** `sys.path` */
  readonly path: readonly string[];
}

export async function askImports(
  host: HelperHost,
  signal: AbortSignal | undefined,
): Promise<ImportFacts> {
  const what = 'sys.path';
  const call = pythonCall('imports');
  const answer = await askHelper(host, { parts: [source], call, path: what, signal });
  if (!answer.endsWith('\0')) throw damaged(what);
  const [mpy, ...path] = answer.slice(0, -1).split('\0');
  return { mpy: numberIn(mpy, what), path };
}
