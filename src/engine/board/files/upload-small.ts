// Writing a file on a firmware whose programs have no stdin (micro:bit of 2017): the content travels inside programs, a few
// bytes each. Slow, and such boards are small.

import writeSteps from '../../device-code/files/write_steps.py?device';
import { fileError } from '../../protocol/os-error';
import { pythonBytes } from '../../protocol/python-text';
import { throwIfAborted } from '../abort';
import { askHelper, damaged, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import type { UploadOptions } from './upload';

/** Bytes of content in a program: as a literal at most four times as long, which still fits the smallest receive buffer. */
const STEP = 48;

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
    for (let at = 0; at < bytes.length; at += STEP) {
      throwIfAborted(signal);
      const data = bytes.subarray(at, at + STEP);
      const total = data.reduce((sum, byte) => sum + byte, 0);
      const count = await step(host, path, `${at},${total},${pythonBytes(data)}`);
      if (count !== String(at + data.length)) throw damaged(path);
      onProgress?.({ done: at + data.length, total: bytes.length });
    }
  } catch (error) {
    // What went wrong first is what is told.
    await end().catch(() => undefined);
    throw error;
  }
  await end();
}

async function step({ raw }: HelperHost, path: string, args: string): Promise<string> {
  const { stdout, stderr } = await raw.exec(`_adder_step(${args})`, { silenceMs: SILENCE_MS });
  if (stderr !== '') throw fileError(stderr, path);
  return Buffer.from(stdout).toString('latin1').trim();
}

/** Erasing flash takes its time, ms. */
const SILENCE_MS = 5000;
