// Folders as the board tells them: one helper, whatever the depth.

import type { FileEntry } from '../../../shared/board';
import digest from '../../device-code/files/digest.py?device';
import list from '../../device-code/files/list.py?device';
import listFlat from '../../device-code/files/list_flat.py?device';
import noDigest from '../../device-code/files/no_digest.py?device';
import survey from '../../device-code/files/survey.py?device';
import surveySmall from '../../device-code/files/survey_small.py?device';
import { RecordReader, type HelperRecord } from '../../protocol/records';
import { callHelper, damaged, numberIn, type HelperHost } from '../helper/call';
import { pythonCall, type HelperParts } from '../helper/program';
import type { OperationOptions } from '../types';

export interface ListOptions extends OperationOptions {
  /** With all that is below, each name relative to the folder. */
  readonly deep?: boolean;
  /** With times and, where the firmware can, SHA-256: costs reading every file on the board. */
  readonly full?: boolean;
}

/** What is at a place that is to be written: nothing, a folder, a file of another size, or a file of that size and its digest. */
export type Found =
  | { readonly kind: 'nothing' | 'folder' }
  | { readonly kind: 'other-size'; readonly size: number }
  | { readonly kind: 'same-size'; readonly sha256: string | undefined };

export interface SurveyedPlace {
  readonly path: string;
  /** Bytes; a file of this size is hashed. Less than 0: none is. */
  readonly size: number;
}

/** Names that one helper asks for: they are part of its program, which must stay small; smaller still with 9 KB of memory. */
const MAX_NAMES = 1500;
const FEW_NAMES = 150;

export async function listFolder(
  host: HelperHost,
  path: string,
  options: ListOptions,
): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  const call = pythonCall('entries', path, options.deep === true, options.full === true);
  const { firmware } = host;
  const parts = firmware.folders ? [digestPart(host, options.full === true), list] : [listFlat];
  await collect(host, { parts, call }, path, options.signal, (record) => {
    entries.push(entryOf(record, path));
  });
  return entries;
}

/** Asks for many places at once; the answers are in the order of the questions. */
export async function surveyPlaces(
  host: HelperHost,
  places: readonly SurveyedPlace[],
  signal: AbortSignal | undefined,
): Promise<Found[]> {
  const found: Found[] = [];
  const most = host.firmware.stat ? MAX_NAMES : FEW_NAMES;
  for (let at = 0; at < places.length;) {
    const from = at;
    for (let length = 0; at < places.length && (at === from || length < most); at++)
      length += (places[at]?.path.length ?? 0) + 10;
    const some = places.slice(from, at);
    const call = pythonCall(
      'survey',
      some.map(({ path, size }) => [path, size]),
    );
    const parts = [digestPart(host, true), host.firmware.stat ? survey : surveySmall];
    const path = some[0]?.path ?? '';
    await collect(host, { parts, call }, path, signal, (record) => {
      found.push(foundOf(record, path));
    });
    if (found.length !== at) throw damaged(path);
  }
  return found;
}

function digestPart({ firmware }: HelperHost, wanted: boolean): string {
  return wanted && firmware.sha256 ? digest : noDigest;
}

/** All records of a helper, which ends with one of its own so that none can be missing. */
async function collect(
  host: HelperHost,
  { parts, call }: HelperParts,
  path: string,
  signal: AbortSignal | undefined,
  onRecord: (record: HelperRecord) => void,
): Promise<void> {
  const records = new RecordReader();
  const ends: HelperRecord[] = [];
  await callHelper(host, {
    parts,
    call: `${call}\nrecord(b'E',b'')`,
    path,
    signal,
    onData: (data) => {
      for (const record of records.push(data)) {
        if (record.kind === 'E') ends.push(record);
        else onRecord(record);
      }
    },
  });
  if (ends.length !== 1 || records.inside) throw damaged(path);
}

function entryOf({ kind, data }: HelperRecord, path: string): FileEntry {
  const [, size = '', time = '', sha256 = '', name = ''] =
    /^(\d+) (-?\d+) (\S+) ([^]*)$/.exec(Buffer.from(data).toString('utf8')) ?? [];
  if (name === '') throw damaged(path);
  return {
    name,
    kind: kind === 'd' ? 'folder' : 'file',
    size: Number(size),
    ...(Number(time) !== 0 && { modified: Number(time) }),
    ...(sha256 !== '-' && { sha256 }),
  };
}

function foundOf({ kind, data }: HelperRecord, path: string): Found {
  switch (kind) {
    case '-':
      return { kind: 'nothing' };
    case 'd':
      return { kind: 'folder' };
    case 's':
      return { kind: 'other-size', size: numberIn(Buffer.from(data).toString('latin1'), path) };
    case 'h': {
      const sha256 = Buffer.from(data).toString('latin1');
      return { kind: 'same-size', sha256: sha256 === '-' ? undefined : sha256 };
    }
    default:
      throw damaged(path);
  }
}
