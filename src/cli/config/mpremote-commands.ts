// The shortcuts in mpremote's own config.py. mpremote runs that file as Python; here it is only read: `commands = {...}` and
// `commands["name"] = ...` written out as literals. Statements that have nothing to do with `commands` are passed over; what others do to it is
// not known, and all that was read before may have become something else.

import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { badConfig } from './bad-config';
import {
  children,
  LiteralReader,
  parts,
  type Entry,
  type Literal,
  type Unreadable,
} from './python-literal';

const NAME = 'commands';

export interface MpremoteCommands {
  /** The last of each key, in order. */
  readonly commands: ReadonlyMap<string, Literal>;
  /** The first place that may have more of them, whose names only a running Python knows. */
  readonly unnamed?: Unreadable;
}

/**
 * The entries of `commands`. Throws `bad-config` where the file is no Python.
 *
 * @param file for messages
 */
export function readMpremoteCommands(text: string, file: string): MpremoteCommands {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const reader = new LiteralReader(source);
  const tree = parser.parse(source);
  const wrong = firstError(tree.topNode);
  if (wrong) throw badConfig(file, reader.lineOf(wrong), 'this is not Python.');
  const commands = new Map<string, Literal>();
  let unnamed: Unreadable | undefined;

  const add = ({ key, value }: Entry): void => {
    if (key.kind === 'text') commands.set(key.text, value);
    else {
      const what = 'what' in key ? key.what : `a ${key.kind}`;
      unnamed ??= { kind: 'unreadable', line: key.line, what };
    }
  };
  const doubtAll = (statement: SyntaxNode): void => {
    const reason = reader.unreadable(statement);
    for (const name of commands.keys()) commands.set(name, reason);
    unnamed ??= reason;
  };

  for (const statement of statements(tree.topNode)) {
    const target = assigned(statement);
    const value = parts(statement).at(-1);
    const key = target && keyOf(target, reader);
    const isWhole = target !== undefined && reader.textOf(target) === NAME;
    const dictionary = isWhole && value ? reader.read(value) : undefined;
    if (dictionary?.kind === 'dictionary' && value && !mentions(value, reader)) {
      commands.clear();
      dictionary.entries.forEach(add);
    } else if (key && value) {
      add({ key: reader.read(key), value: reader.read(value) });
    } else if (mentions(statement, reader) || importsAll(statement)) {
      doubtAll(statement);
    }
  }
  return { commands, ...(unnamed && { unnamed }) };
}

function statements(script: SyntaxNode): SyntaxNode[] {
  return parts(script).flatMap((node) => (node.name === 'StatementGroup' ? parts(node) : [node]));
}

/** What stands left of the only `=` of a statement. */
function assigned(statement: SyntaxNode): SyntaxNode | undefined {
  if (statement.name !== 'AssignStatement') return undefined;
  const [target, ...rest] = parts(statement).filter(({ name }) => name !== 'TypeDef');
  return rest.length === 2 && rest[0]?.name === 'AssignOp' ? target : undefined;
}

/** In `commands[KEY]`. */
function keyOf(target: SyntaxNode, reader: LiteralReader): SyntaxNode | undefined {
  if (target.name !== 'MemberExpression') return undefined;
  const [object, key, ...more] = parts(target);
  const fits = object && reader.textOf(object) === NAME && more.length === 0;
  return fits ? key : undefined;
}

function mentions(node: SyntaxNode, reader: LiteralReader): boolean {
  let found = false;
  node.cursor().iterate((one) => {
    found ||= one.name === 'VariableName' && reader.textOf(one.node) === NAME;
    return !found;
  });
  return found;
}

/** `from somewhere import *` may bring anything along. */
function importsAll(statement: SyntaxNode): boolean {
  return (
    statement.name === 'ImportStatement' && children(statement).some(({ name }) => name === '*')
  );
}

function firstError(script: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  script.cursor().iterate((one) => {
    if (one.type.isError) found ??= one.node;
    return found === undefined;
  });
  return found;
}
