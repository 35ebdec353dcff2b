// How files get onto a board: chooses the way for what its firmware and its link can. One stream is the rule (upload.ts); an old or
// small firmware has each file written beside the old one, read back, and put in its place.

import type { Guarantee } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';
import copyFile from '../../device-code/files/copy_file.py?device';
import copyOverSource from '../../device-code/files/copy_over.py?device';
import removeSource from '../../device-code/files/remove.py?device';
import removeSmallSource from '../../device-code/files/remove_small.py?device';
import renameSource from '../../device-code/files/rename.py?device';
import { askHelper, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import type { TransferOptions } from '../types';
import { wholeOf } from './content';
import { Download, wholeFiles } from './download';
import { Upload, type UploadOptions } from './upload';
import { sizeOf, temporaryFor, type UploadItem } from './upload-items';
import { writeInSteps } from './upload-small';
import { channelFor, putWhole } from './upload-whole';

/** How several files are written in one stream. */
export interface WriteManyOptions extends TransferOptions {
  /** So many of the items, in their order, are on the board. */
  readonly onKept?: (count: number) => void;
  /** Room that is needed on the file system, bytes; all content together unless told better. */
  readonly need?: number;
}

export class Writing {
  private readonly options: UploadOptions;
  private readonly upload: Upload;
  private kept = 0;

  constructor(
    private readonly items: readonly UploadItem[],
    { signal, onProgress, onKept, need }: WriteManyOptions,
  ) {
    const total = items.reduce((sum, item) => sum + sizeOf(item), 0);
    this.options = { signal, onProgress, onKept, need: need ?? total };
    this.upload = new Upload(items, this.options);
  }

  /** Resolves when all is on the board, with how sure that is. May be called again after a rejection, and goes on. */
  async run(host: HelperHost): Promise<Guarantee> {
    const { firmware } = host;
    const folder = this.items.find(({ kind }) => kind === 'folder');
    if (folder) refuseFolder(host, folder.path);
    const streams = firmware.stdin && firmware.sha256 && firmware.rename;
    if (streams && !this.items.some((item) => channelFor(host, item))) {
      await this.upload.run(host);
      return 'hash';
    }
    for (const item of this.items.slice(this.kept)) {
      const options = { ...this.options, onKept: undefined, need: sizeOf(item) };
      const channel = channelFor(host, item);
      if (channel && item.kind === 'file') await putWhole(host, channel, item, options);
      else if (streams) await new Upload([item], options).run(host);
      else await writeUnhashed(host, item, options);
      this.kept++;
      this.options.onKept?.(this.kept);
    }
    if (streams) return 'hash';
    return firmware.rename ? 'read-back' : 'copied';
  }
}

/** Throws `no-folders` where the board has but one. */
export function refuseFolder({ firmware }: HelperHost, path: string): void {
  if (!firmware.makesFolders) throw new AdderError('no-folders', { detail: path });
}

export async function removeFrom(
  host: HelperHost,
  path: string,
  deep: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const parts = [host.firmware.stat ? removeSource : removeSmallSource];
  await askHelper(host, { parts, call: pythonCall('removed', path, deep), path, signal });
}

/** A file on a firmware that cannot hash: read back before it takes the place of the old one. */
async function writeUnhashed(
  host: HelperHost,
  item: UploadItem,
  options: UploadOptions,
): Promise<void> {
  const { path } = item;
  const { firmware } = host;
  const beside = temporaryFor(path);
  if (item.kind === 'folder' || firmware.stdin)
    await new Upload([item], { ...options, leaveNew: true }).run(host);
  if (item.kind === 'folder') return;
  try {
    if (!firmware.stdin) await writeInSteps(host, beside, wholeOf(item.bytes), options);
    let back: Uint8Array | undefined;
    const sink = wholeFiles((_, content) => (back = content));
    await new Download([beside], { signal: options.signal, sink }).run(host);
    if (!back || Buffer.compare(back, wholeOf(item.bytes)) !== 0)
      throw new AdderError('file-damaged', { detail: path });
  } catch (error) {
    await removeFrom(host, beside, false, undefined).catch(() => undefined);
    throw error;
  }
  if (firmware.rename) {
    const call = pythonCall('rename', beside, path, true);
    await askHelper(host, { parts: [renameSource], call, path });
  } else await copyOver(host, beside, path);
}

/** A copy beside comes first, to see that there is room: the old file is only opened for writing when the new one is sure to fit. */
async function copyOver(host: HelperHost, beside: string, path: string): Promise<void> {
  const copy = (to: string): Promise<string> =>
    askHelper(host, {
      parts: [copyFile, copyOverSource],
      call: pythonCall('copy_over', beside, to),
      path,
    });
  const remove = (what: string): Promise<void> => removeFrom(host, what, false, undefined);
  const trial = `${beside}2`;
  try {
    await copy(trial);
  } catch (error) {
    for (const what of [trial, beside]) await remove(what).catch(() => undefined);
    throw error;
  }
  await remove(trial);
  await copy(path);
  await remove(beside);
}
