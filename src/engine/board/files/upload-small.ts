// Writing a file on a firmware whose programs have no stdin (micro:bit of 2017): the content travels inside programs, a few
// bytes each. Slow, and such boards are small.

import writeSteps from '../../device-code/files/write_steps.py?device';
import { isAdderError } from '../../../shared/errors';
import { fileError } from '../../protocol/os-error';
import { pythonBytes } from '../../protocol/python-text';
import { throwIfAborted } from '../abort';
import { askHelper, damaged, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import type { UploadOptions } from './upload';

/** What write_steps.py leaves behind. */
const CALL = '_adder_';
/** A program of one step, bytes: it fits the smallest receive buffer, 64 bytes on the micro:bit. */
const LINE = 60;

/** Makes the file with this content. */
export async function writeInSteps(
  host: HelperHost,
  path: string,
  bytes: Uint8Array,
  { signal, onProgress }: Pick<UploadOptions, 'signal' | 'onProgress'>,
): Promise<void> {
  await askHelper(host, { parts: [writeSteps], call: pythonCall('begin', path), path });
  const end = (): Promise<string> => step(host, path, '0,0,None');
  try {
    for (let at = 0; at < bytes.length;) {
      throwIfAborted(signal);
      const { args, count } = nextStep(bytes, at);
      at += count;
      if ((await repeatable(host, path, args)) !== String(at)) throw damaged(path);
      onProgress?.({ done: at, total: bytes.length });
    }
  } catch (error) {
    // What went wrong first is what is told.
    await end().catch(() => undefined);
    throw error;
  }
  await end();
}

/** As much content as a line holds; as a literal a byte takes one to four characters. */
function nextStep(bytes: Uint8Array, at: number): { args: string; count: number } {
  for (let count = LINE; ; count--) {
    const data = bytes.subarray(at, at + count);
    const total = data.reduce((sum, byte) => sum + byte, 0);
    const args = `${at},${total},${pythonBytes(data)}`;
    if (args.length + CALL.length + 2 <= LINE) return { args, count: data.length };
  }
}

/** A line that lost something on its way comes again: a step that was done refuses to be done twice. */
async function repeatable(host: HelperHost, path: string, args: string): Promise<string> {
  try {
    return await step(host, path, args);
  } catch (error) {
    if (!isAdderError(error, 'protocol-damaged')) throw error;
    return step(host, path, args);
  }
}

async function step({ raw }: HelperHost, path: string, args: string): Promise<string> {
  const { stdout, stderr } = await raw.exec(`${CALL}(${args})`, { silenceMs: SILENCE_MS });
  if (stderr !== '') throw fileError(stderr, path);
  return Buffer.from(stdout).toString('latin1').trim();
}

/** Erasing flash takes its time, ms. */
const SILENCE_MS = 5000;
