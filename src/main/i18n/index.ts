// Main's words by their keys, as `t` gives the window's.

import { en } from './en';

type Catalogue = typeof en;
type Key = {
  [Room in keyof Catalogue]: Catalogue[Room] extends string
    ? Room
    : `${Room}.${keyof Catalogue[Room] & string}`;
}[keyof Catalogue];

/** @param values for what stands in braces */
export function t(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  let found: unknown = en;
  for (const step of key.split('.')) found = (found as Readonly<Record<string, unknown>>)[step];
  return String(found).replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}
