// What the bin knows of things that were deleted together: where they were, and under which number each lies in its folder. Kept as record.json beside
// them; a name from a board or a disk never becomes the name of a file here.

import * as v from 'valibot';
import type { BinnedFacts } from '../../ipc/entries';
import { keptDevice } from '../boards/kept-device';
import { someNames } from '../some-names';

const blob = v.pipe(v.string(), v.regex(/^\d{1,9}$/));
const text = v.string();
const size = v.pipe(v.number(), v.minValue(0));

const recordSchema = v.object({
  version: v.literal(1),
  /** Milliseconds since 1970. */
  when: v.number(),
  /** False while files of a board are on their way: they are still there, and this is nothing yet. */
  isWhole: v.boolean(),
  names: v.pipe(v.array(text), v.readonly()),
  count: v.number(),
  size,
  from: v.variant('kind', [
    v.object({
      kind: v.literal('computer'),
      name: text,
      /** The picked folder. */
      root: text,
      entries: v.array(v.object({ steps: v.array(text), size, blob })),
    }),
    v.object({
      kind: v.literal('board'),
      name: text,
      address: text,
      /** By which the board is known at another port. */
      device: v.exactOptional(v.fallback(v.optional(keptDevice), undefined)),
      /** What was chosen. */
      paths: v.array(text),
      folders: v.array(text),
      files: v.array(v.object({ path: text, size, blob })),
    }),
  ]),
});

export type BinRecord = v.InferOutput<typeof recordSchema>;
export type FromComputer = Extract<BinRecord['from'], { kind: 'computer' }>;
export type FromBoard = Extract<BinRecord['from'], { kind: 'board' }>;

/** Throws where it makes no sense. */
export function parseRecord(json: string): BinRecord {
  return v.parse(recordSchema, JSON.parse(json));
}

export function printRecord(record: BinRecord): string {
  return JSON.stringify(record);
}

export function factsOf(id: string, record: BinRecord): BinnedFacts {
  const { when, names, count, size } = record;
  const { kind, name } = record.from;
  const from = kind === 'board' ? { kind, name, address: record.from.address } : { kind, name };
  return { id, when, from, names, count, size };
}

/** The folders of a board that hold this path, the outermost first. */
export function holdersOf(path: string): string[] {
  const steps = path.split('/').slice(1, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
}

/** Of what was there, only these. */
export function withEntries(
  record: BinRecord,
  from: FromComputer,
  entries: FromComputer['entries'],
): BinRecord {
  return { ...record, ...summed(entries), from: { ...from, entries } };
}

/** What a record says of its entries. */
export function summed(
  entries: FromComputer['entries'],
): Pick<BinRecord, 'names' | 'count' | 'size'> {
  return {
    ...someNames(entries.map(({ steps }) => steps.at(-1) ?? '')),
    size: entries.reduce((sum, entry) => sum + entry.size, 0),
  };
}
