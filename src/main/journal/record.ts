// What the journal keeps of one tab and of all of them, as JSON on the disk, and how it is read back: a power cut, another version of
// Adder or a person may have left anything there.

import * as v from 'valibot';
import type { KeptText, TabSides } from '../../ipc/journal';
import type { FilePlace } from '../computer/files';

const text = v.string();
const steps = v.array(v.string());

const Place = v.variant('kind', [
  v.object({ kind: v.literal('path'), path: text }),
  v.object({ kind: v.literal('folder'), root: text, steps }),
]);

const Origin = v.variant('kind', [
  v.object({ kind: v.literal('new') }),
  v.object({ kind: v.literal('example') }),
  v.object({ kind: v.literal('computer'), place: Place }),
  v.object({ kind: v.literal('board'), address: text, path: text }),
]);

/** Where a tab came from, in main's own words: a place on the computer is a path here, and an id in the window. */
export type StoredOrigin =
  | { readonly kind: 'new' | 'example' }
  | { readonly kind: 'computer'; readonly place: FilePlace }
  | { readonly kind: 'board'; readonly address: string; readonly path: string };

export interface StoredTab extends KeptText {
  readonly origin: StoredOrigin;
}

const Tab = v.object({
  version: v.literal(1),
  name: v.pipe(text, v.minLength(1)),
  origin: Origin,
  text,
  saved: v.nullable(text),
  ends: v.picklist(['lf', 'crlf', 'mixed']),
  mark: v.boolean(),
  cursor: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  waiting: v.optional(v.nullable(text), null),
  uploadedTo: v.optional(v.nullable(text), null),
});

const Order = v.object({
  version: v.literal(1),
  keys: v.array(text),
  active: v.nullable(text),
  right: v.optional(v.array(text), []),
  beside: v.optional(v.nullable(text), null),
});

export interface StoredOrder extends TabSides {
  readonly keys: readonly string[];
}

/** Throws where it makes no sense. */
export function parseTab(json: string): StoredTab {
  const tab = v.parse(Tab, JSON.parse(json));
  const { name, origin, text, saved, ends, mark, cursor, waiting, uploadedTo } = tab;
  return { name, origin, text, saved, ends, mark, cursor, waiting, uploadedTo };
}

export function printTab(tab: StoredTab): string {
  return `${JSON.stringify({ version: 1, ...tab })}\n`;
}

/** Throws where it makes no sense. */
export function parseOrder(json: string): StoredOrder {
  return v.parse(Order, JSON.parse(json));
}

export function printOrder(order: StoredOrder): string {
  return `${JSON.stringify({ version: 1, ...order })}\n`;
}
