// Writing a file on a firmware whose programs have no stdin (micro:bit of 2017): the content travels inside programs, some
// hundred bytes each. Slow, and such boards are small.

import writeStep from '../../device-code/files/write_step.py?device';
import { pythonBytes, pythonString } from '../../protocol/python-text';
import { throwIfAborted } from '../abort';
import { askHelper, type HelperHost } from '../helper/call';

/** As a literal up to four times as long, which 9 KB of memory must still hold beside the program, bytes. */
const STEP = 96;

/** Makes the file with this content. */
export async function writeInSteps(
  host: HelperHost,
  path: string,
  bytes: Uint8Array,
  options: { readonly signal?: AbortSignal | undefined; readonly onDone: (done: number) => void },
): Promise<void> {
  for (let at = 0; at === 0 || at < bytes.length; at += STEP) {
    throwIfAborted(options.signal);
    const data = pythonBytes(bytes.subarray(at, at + STEP));
    const flags = `${at === 0 ? 1 : 0},${at + STEP >= bytes.length ? 1 : 0}`;
    const call = `write_step(${pythonString(path)},${flags},${data})`;
    await askHelper(host, { parts: [writeStep], call, path });
    options.onDone(Math.min(at + STEP, bytes.length));
  }
}
