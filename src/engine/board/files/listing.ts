// Folders as the board tells them: one helper, whatever the depth.

import type { FileEntry } from '../../../shared/board';
import list from '../../device-code/files/list.py?device';
import listFlat from '../../device-code/files/list_flat.py?device';
import survey from '../../device-code/files/survey.py?device';
import surveySmall from '../../device-code/files/survey_small.py?device';
import { RecordReader, type HelperRecord } from '../../protocol/records';
import { callHelper, damaged, numberIn, type HelperCall, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import type { OperationOptions } from '../types';
import { digestPart } from './digest';

/** What a listing tells. */
export interface ListOptions extends OperationOptions {
  /** With all that is below, each name relative to the folder. */
  readonly deep?: boolean;
  /** With times and, where the firmware can, SHA-256: costs reading every file on the board. */
  readonly full?: boolean;
  /** Folders, relative to the one that is listed, that are named but not looked into. */
  readonly skip?: readonly string[];
}

/** What is at a place that is to be written: nothing, a folder, a file of another size, or a file of that size and its digest. */
export type Found =
  | {
      /** No file is there. */
      readonly kind: 'nothing' | 'folder';
    }
  | {
      /** A file of another size than asked for. */
      readonly kind: 'other-size';
      /** Bytes. */
      readonly size: number;
    }
  | {
      /** A file of the size that was asked for. */
      readonly kind: 'same-size';
      /** In hexadecimal, where the firmware has it. */
      readonly sha256: string | undefined;
    };

/** A place that is asked about. */
export interface SurveyedPlace {
  /** The board's path. */
  readonly path: string;
  /** Bytes; a file of this size is hashed. Less than 0: none is. */
  readonly size: number;
}

/** Names that one helper asks for: they are part of its program, which must stay small; smaller still with 9 KB of memory. */
export const MAX_NAMES = 1500;
const FEW_NAMES = 150;

export async function listFolder(
  host: HelperHost,
  path: string,
  options: ListOptions,
): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  const { deep = false, full = false, skip = [], signal } = options;
  const call = pythonCall('entries', path, deep, full, skip);
  const { firmware } = host;
  const parts = firmware.folders ? [digestPart(host, full), list] : [listFlat];
  await collect(host, { parts, call, path, signal }, (record) => {
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
    await collect(host, { parts, call, path, signal }, (record) => {
      found.push(foundOf(record, path));
    });
    if (found.length !== at) throw damaged(path);
  }
  return found;
}

/** All records of a helper, which ends with one of its own so that none can be missing. */
export async function collect(
  host: HelperHost,
  call: Pick<HelperCall, 'parts' | 'call' | 'path' | 'signal'>,
  onRecord: (record: HelperRecord) => void,
): Promise<void> {
  const records = new RecordReader();
  const ends: HelperRecord[] = [];
  await callHelper(host, {
    parts: call.parts,
    call: `${call.call}\nrecord(b'E',b'')`,
    get path() {
      return call.path;
    },
    signal: call.signal,
    onData: (data) => {
      for (const record of records.push(data)) {
        if (record.kind === 'E') ends.push(record);
        else onRecord(record);
      }
    },
  });
  if (ends.length !== 1 || records.inside) throw damaged(call.path);
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
