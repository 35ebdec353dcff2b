// Writing a file by the link's own channel for whole files (WebREPL's binary frames), where that beats the stream: on a firmware whose
// programs cannot read bytes as they are, so that the stream would be base64, hexadecimal, or steps. Elsewhere the stream is as fast, deflates,
// checks each packet, and can be cancelled at any byte. Reading never pays: the channel brings 256 bytes a round trip.
//
// The channel has no checksum and no word for an error: it is only given the new file's name beside the old one, and what it has
// written is hashed before it is renamed.

import { createHash } from 'node:crypto';
import { AdderError } from '../../../shared/errors';
import hash from '../../device-code/files/hash.py?device';
import rename from '../../device-code/files/rename.py?device';
import space from '../../device-code/files/space.py?device';
import type { WholeFileChannel } from '../../transport/whole-files';
import { askHelper, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import { wholeOf } from './content';
import { digestWith } from './digest';
import { surveyPlaces } from './listing';
import type { UploadOptions } from './upload';
import { folderOf, temporaryFor, type UploadItem } from './upload-items';

type FileItem = Extract<UploadItem, { kind: 'file' }>;

/** Below it the round trips around the transfer cost more than it saves; above it a cancel would have to end the link, bytes. */
const WORTH = { least: 2048, most: 64 * 1024 };

/** The channel, if it is the better way for this file. */
export function channelFor(host: HelperHost, item: UploadItem): WholeFileChannel | undefined {
  const { wholeFiles, firmware } = host;
  if (!wholeFiles || item.kind !== 'file' || firmware.buffer) return undefined;
  if (!firmware.sha256 || !firmware.rename) return undefined;
  const { length } = item.bytes;
  const name = Buffer.byteLength(temporaryFor(item.path));
  const fits = length >= WORTH.least && length <= WORTH.most && name <= wholeFiles.maxNameBytes;
  return fits ? wholeFiles : undefined;
}

/** Rejects as the stream does. */
export async function putWhole(
  host: HelperHost,
  channel: WholeFileChannel,
  { path, bytes: content }: FileItem,
  { signal, onProgress }: UploadOptions,
): Promise<void> {
  const abort = signal && { signal };
  const bytes = wholeOf(content);
  const beside = temporaryFor(path);
  const ask = (part: string, name: string, at: string, ...args: readonly (string | boolean)[]) =>
    askHelper(host, {
      parts: [digestWith('sha256'), part],
      call: pythonCall(name, at, ...args),
      path,
      signal,
    });
  const [there] = await surveyPlaces(host, [{ path, size: -1 }], signal);
  if (there?.kind === 'folder') throw new AdderError('is-a-folder', { detail: path });
  const [, free] = (await ask(space, 'space', folderOf(path))).split(' ');
  if (Number(free) < bytes.length) throw new AdderError('board-full', { detail: path });
  await channel.put(beside, bytes, { ...abort, ...(onProgress && { onProgress }) });
  if ((await ask(hash, 'hash', beside)) !== createHash('sha256').update(bytes).digest('hex'))
    throw new AdderError('file-damaged', { detail: path });
  await ask(rename, 'rename', beside, path, true);
}
