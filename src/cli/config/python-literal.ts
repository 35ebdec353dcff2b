// Values that are written out in Python source, read off the syntax tree of @lezer/python without running anything. What would
// have to be run is kept as a value that says where it stands, so that only those who need it fail.

import type { SyntaxNode } from '@lezer/common';
import { readString } from './python-string';

export interface Place {
  /** From 1. */
  readonly line: number;
}

export type Literal = Place &
  (
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'list'; readonly items: readonly Literal[] }
    | { readonly kind: 'dictionary'; readonly entries: readonly Entry[] }
    /** A number, True, False or None: known, and no use here. */
    | { readonly kind: 'other'; readonly what: string }
    | Unreadable
  );

/** `what` names it, to stand behind "cannot read". */
export type Unreadable = Place & { readonly kind: 'unreadable'; readonly what: string };

export interface Entry {
  readonly key: Literal;
  readonly value: Literal;
}

/** The deepest nesting that is followed; shortcuts need three. */
const MAX_DEPTH = 100;

/** Reads values of one source text. */
export class LiteralReader {
  constructor(private readonly source: string) {}

  textOf({ from, to }: SyntaxNode): string {
    return this.source.slice(from, to);
  }

  lineOf({ from }: SyntaxNode): number {
    return this.source.slice(0, from).split('\n').length;
  }

  read(node: SyntaxNode, depth = 0): Literal {
    const line = this.lineOf(node);
    if (depth > MAX_DEPTH) return { kind: 'unreadable', line, what: 'what is nested so deeply' };
    switch (node.name) {
      case 'String':
      case 'FormatString':
      case 'ContinuedString':
        return this.readText(node, line);
      case 'ParenthesizedExpression': {
        const [inner] = parts(node);
        return inner ? this.read(inner, depth + 1) : this.unreadable(node);
      }
      case 'ArrayExpression':
      case 'TupleExpression':
        return { kind: 'list', line, items: parts(node).map((one) => this.read(one, depth + 1)) };
      case 'DictionaryExpression':
        return { kind: 'dictionary', line, entries: this.readEntries(node, depth) };
      case 'Number':
      case 'Boolean':
      case 'None':
        return { kind: 'other', line, what: this.textOf(node) };
      case 'UnaryExpression':
        return node.lastChild?.name === 'Number'
          ? { kind: 'other', line, what: this.textOf(node) }
          : this.unreadable(node);
      default:
        return this.unreadable(node);
    }
  }

  unreadable(node: SyntaxNode): Unreadable {
    const [first = ''] = this.textOf(node).split('\n');
    const shown = first.length > 40 ? `${first.slice(0, 40)}...` : first;
    return { kind: 'unreadable', line: this.lineOf(node), what: shown };
  }

  private readText(node: SyntaxNode, line: number): Literal {
    if (node.name === 'ContinuedString') {
      let text = '';
      for (const piece of parts(node)) {
        const value = this.readText(piece, this.lineOf(piece));
        if (value.kind !== 'text') return value;
        text += value.text;
      }
      return { kind: 'text', line, text };
    }
    if (node.getChild('FormatReplacement')) return this.unreadable(node);
    const value = readString(this.textOf(node));
    return 'text' in value
      ? { kind: 'text', line, text: value.text }
      : { kind: 'unreadable', line, what: value.problem };
  }

  /** What stands in place of a key that is none, as in `**others`, is its own key and value. */
  private readEntries(node: SyntaxNode, depth: number): Entry[] {
    const entries: Entry[] = [];
    let key: SyntaxNode | undefined;
    for (const child of children(node)) {
      if (child.name === '**') {
        entries.push({
          key: this.unreadable(child.nextSibling ?? child),
          value: this.unreadable(child),
        });
        key = undefined;
      } else if (isPunctuation(child)) {
        if (child.name === ',') key = undefined;
      } else if (child.prevSibling?.name === '**') {
        continue;
      } else if (key) {
        entries.push({ key: this.read(key, depth + 1), value: this.read(child, depth + 1) });
      } else {
        key = child;
      }
    }
    return entries;
  }
}

/** What stands in a node, without brackets, commas and comments. */
export function parts(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter((child) => !isPunctuation(child));
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) all.push(child);
  return all;
}

function isPunctuation({ name }: SyntaxNode): boolean {
  return name === 'Comment' || /^[()[\]{}:,;]$/.test(name);
}
