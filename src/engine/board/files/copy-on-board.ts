// Copies a file from one place of a board to another without bringing its content to the computer.

import { isAdderError } from '../../../shared/errors';
import copySource from '../../device-code/files/copy.py?device';
import copyFile from '../../device-code/files/copy_file.py?device';
import { callHelper, damaged, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import { digestWith } from './digest';
import { temporaryFor } from './upload-items';

/** Can this firmware check what it has written, and put it in its place in one step? */
export function copiesOnBoard({ firmware }: HelperHost): boolean {
  return firmware.stat && firmware.sha256 && firmware.rename;
}

/** Resolves with whether the other file was the same already. */
export async function copyOnBoard(
  host: HelperHost,
  from: string,
  to: string,
  force: boolean,
  signal: AbortSignal | undefined,
): Promise<'written' | 'same'> {
  const answers: string[] = [];
  await callHelper(host, {
    parts: [digestWith('sha256'), copyFile, copySource],
    call: pythonCall('copied', from, temporaryFor(to), to, force),
    get path() {
      return answers.length > 0 ? to : from;
    },
    signal,
    onData: (data) => void answers.push(Buffer.from(data).toString('latin1')),
  });
  const [, how] = answers;
  if (how !== 's' && how !== 'k') throw damaged(to);
  return how === 's' ? 'same' : 'written';
}

/** For a firmware that cannot: by way of the computer. */
export async function copyByComputer(
  files: {
    read(path: string): Promise<Uint8Array>;
    write(path: string, bytes: Uint8Array): Promise<unknown>;
  },
  from: string,
  to: string,
  force: boolean,
): Promise<'written' | 'same'> {
  const bytes = await files.read(from);
  const old = force ? undefined : await files.read(to).catch(unlessThere);
  if (old && Buffer.compare(old, bytes) === 0) return 'same';
  await files.write(to, bytes);
  return 'written';
}

function unlessThere(error: unknown): undefined {
  if (!isAdderError(error, 'file-not-found')) throw error;
}
