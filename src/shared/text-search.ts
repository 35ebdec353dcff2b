// Looking for words in a text, and putting others in their place: the same for a file on the disk and a text in the editor. What is looked
// for is taken letter by letter, so that no text makes it slow, or as a regular expression, of which some take for ever: those are for a
// thread that can be ended.

import { AdderError } from './errors';

export interface TextQuery {
  /** 1 to 1000 characters in one line. */
  readonly text: string;
  readonly matchCase: boolean;
  /** Not as a part of a longer name. */
  readonly wholeWord: boolean;
  /** `text` is a regular expression, as JavaScript writes them; the replacement may have `$1`, `$&`, `\\n` and `\\t`. */
  readonly regexp: boolean;
  /** Places with nothing in them count too, such as those of `^`. */
  readonly empties?: boolean;
}

export interface TextMatch {
  /** From 1. */
  readonly line: number;
  /** In the line, from 0, in UTF-16 units. */
  readonly column: number;
  readonly length: number;
  /** The line, or the part of a long one that the match is in. */
  readonly excerpt: string;
  /** Where the match begins in `excerpt`. */
  readonly at: number;
}

export const LONGEST_QUERY = 1000;
/** So much of a long line is shown around a match, characters. */
const AROUND = { before: 60, all: 240 };

/** What stands in a text in the place of a match. */
export interface TextEdit {
  /** In UTF-16 units from the beginning of the text. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Edits as they cross to another thread or process: a million objects would hold it up for seconds. */
export interface PackedEdits {
  /** `from`, `to` and the length of `insert`, of one edit after the other. */
  readonly numbers: Uint32Array;
  /** All of them in one. */
  readonly inserts: string;
}

/** Throws `bad-pattern`, its detail has the reason. */
export function patternOf({ text, matchCase, wholeWord, regexp }: TextQuery): RegExp {
  const source = regexp ? `(?:${text})` : text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const edge = '[\\p{L}\\p{N}_]';
  const whole = wholeWord ? `(?<!${edge})${source}(?!${edge})` : source;
  try {
    // By itself first: `a)(b` would be whole only inside our brackets.
    if (regexp) new RegExp(text, 'u');
    return new RegExp(whole, matchCase ? 'gmu' : 'gimu');
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /s, '') : '';
    throw new AdderError('bad-pattern', { detail: reason, cause: error });
  }
}

/** Nothing is found for an empty query. */
function* matchesIn(text: string, query: TextQuery): Generator<RegExpExecArray> {
  if (query.text === '') return;
  for (const match of text.matchAll(patternOf(query)))
    if (query.empties || match[0] !== '') yield match;
}

/** At most so many, in their order. Nothing is found for an empty query. */
export function findInText(text: string, query: TextQuery, most: number): TextMatch[] {
  const matches: TextMatch[] = [];
  let line = 1;
  let start = 0; // of the line
  for (const match of matchesIn(text, query)) {
    if (matches.length >= most) break;
    for (let end = text.indexOf('\n', start); end >= 0 && end < match.index;) {
      line++;
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    const next = text.indexOf('\n', match.index);
    const whole = text.slice(start, next < 0 ? undefined : next);
    const column = match.index - start;
    const from = column > AROUND.before * 2 ? column - AROUND.before : 0;
    const excerpt = whole.slice(from, from + AROUND.all).replace(/\r$/, '');
    matches.push({ line, column, length: match[0].length, excerpt, at: column - from });
  }
  return matches;
}

/** What changes when every match is replaced, in the order of the text. */
export function editsInText(text: string, query: TextQuery, replacement: string): TextEdit[] {
  const template = query.regexp ? unescaped(replacement) : replacement;
  return Array.from(matchesIn(text, query), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
    insert: query.regexp ? filledIn(template, match) : template,
  }));
}

export function packed(edits: readonly TextEdit[]): PackedEdits {
  const numbers = new Uint32Array(3 * edits.length);
  edits.forEach(({ from, to, insert }, index) => {
    numbers.set([from, to, insert.length], 3 * index);
  });
  return { numbers, inserts: edits.map(({ insert }) => insert).join('') };
}

export function unpacked({ numbers, inserts }: PackedEdits): TextEdit[] {
  const edits: TextEdit[] = [];
  let done = 0;
  for (let at = 0; at < numbers.length; at += 3) {
    const end = done + (numbers[at + 2] ?? 0);
    edits.push({
      from: numbers[at] ?? 0,
      to: numbers[at + 1] ?? 0,
      insert: inserts.slice(done, end),
    });
    done = end;
  }
  return edits;
}

/** The text after these changes. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { from, to, insert } of edits) {
    parts.push(text.slice(done, from), insert);
    done = to;
  }
  return parts.join('') + text.slice(done);
}

/** As the search within one file takes it. */
function unescaped(replacement: string): string {
  const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  return replacement.replace(/\\([nrt\\])/g, (_, letter: string) => letters[letter] ?? '\\');
}

/** `$1` of three groups is the first one, also before another digit; `$7` of three stays as it is. */
function filledIn(template: string, match: RegExpExecArray): string {
  return template.replace(/\$([$&]|\d+)/g, (whole, what: string) => {
    if (what === '&') return match[0];
    if (what === '$') return '$';
    for (let digits = what.length; digits > 0; digits--) {
      const group = Number(what.slice(0, digits));
      if (group > 0 && group < match.length) return (match[group] ?? '') + what.slice(digits);
    }
    return whole;
  });
}
