// From what a person wrote to a shortcut: `"NAME ARG ARG=VALUE"` stands for commands, as one text or word by word, with a help text
// or without.

import type { Shortcut } from '../grammar/shortcuts';
import { badConfig } from './bad-config';
import type { Literal } from './python-literal';

/** As it stands in JSON. */
export type Written =
  WrittenWords | { readonly command: WrittenWords; readonly help?: string | undefined };
type WrittenWords = string | readonly string[];

/** By Python's `str.split()`: a name, and what it takes. */
function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** @param key `NAME ARG ARG=VALUE` */
export function shortcutOf(key: string, written: Written): [name: string, shortcut: Shortcut] {
  const [name = '', ...parameters] = words(key);
  const { command, help = '' } = isWords(written) ? { command: written } : written;
  const expanded = typeof command === 'string' ? words(command) : command;
  return [name, { words: expanded, help, parameters }];
}

/** What cannot be read makes a shortcut that fails when it is used, and no other. */
export function shortcutFromPython(
  key: string,
  value: Literal,
  file: string,
): [name: string, shortcut: Shortcut] {
  const written = fromPython(value);
  if (isWritten(written)) return shortcutOf(key, written);
  const [name = ''] = words(key);
  const what = `the shortcut "${name}": Adder cannot read ${written.what}. Only values that are written out can be read.`;
  return [name, { words: [], help: '', problem: badConfig(file, written.line, what) }];
}

interface Unreadable {
  readonly line: number;
  readonly what: string;
}

function fromPython(value: Literal): Written | Unreadable {
  if (value.kind !== 'dictionary') return wordsFromPython(value);
  const fields = new Map<string, Literal>();
  for (const { key, value: field } of value.entries) {
    if (key.kind === 'unreadable') return key;
    if (key.kind === 'text') fields.set(key.text, field);
  }
  const given = fields.get('command');
  if (!given) return { line: value.line, what: 'a dictionary without "command"' };
  const command = wordsFromPython(given);
  if (!isWords(command)) return command;
  // A help text changes nothing of what is done.
  const help = fields.get('help');
  return { command, help: help?.kind === 'text' ? help.text : undefined };
}

function wordsFromPython(value: Literal): WrittenWords | Unreadable {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'unreadable':
      return value;
    case 'other':
      return value;
    case 'dictionary':
      return { line: value.line, what: 'a dictionary in place of commands' };
    case 'list': {
      const all: string[] = [];
      for (const item of value.items) {
        if (item.kind !== 'text')
          return { line: item.line, what: 'what' in item ? item.what : `a ${item.kind} as a word` };
        all.push(item.text);
      }
      return all;
    }
  }
}

function isWords(written: Written | Unreadable): written is WrittenWords {
  return typeof written === 'string' || Array.isArray(written);
}

function isWritten(written: Written | Unreadable): written is Written {
  return isWords(written) || 'command' in written;
}
