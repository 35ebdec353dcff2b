// What the board has in a module, as Python that the language server reads: its names, and as much of what they are as the board tells.
// They are a text of their own, or come after the text of a stub, which keeps all that it has in its place. What the stub has and the
// board lacks, the stub itself says.

import type { ModuleName } from '../../ipc/contract';

const VALUES = new Set(['int', 'str', 'float', 'bytes', 'bool', 'tuple', 'list', 'dict']);
const FUNCTIONS = new Set(['function', 'generator', 'closure', 'bound_method']);
const IMPORT = 'import typing as _typing';
/** A module that has it makes names when they are asked for, as asyncio does: they are in no list. */
const MAKES_NAMES = '__getattr__';
/** Names that no statement can make. */
const WORDS = new Set(['None', 'True', 'False', 'async', 'await']);

export function moduleText(names: readonly ModuleName[]): string {
  return [
    IMPORT,
    // A package may get more names as it is used.
    'def __getattr__(name: str) -> _typing.Any: ...',
    ...linesOf(names),
    '',
  ].join('\n');
}

/** @param types which names mean the types of Python in the stub */
export function extendedStub(
  stub: string,
  names: readonly ModuleName[],
  types: ReadonlySet<string>,
): string {
  const known = namesIn(stub);
  const more = linesOf(names.filter(({ name }) => !known.has(name) && !types.has(name)));
  if (more.length === 0) return stub;
  return [stub, '# The connected board has these too.', IMPORT, ...more, ''].join('\n');
}

/** What a stub makes and the board does not have; none where the board does not tell all. */
export function lackingIn(stub: string, names: readonly ModuleName[]): ReadonlySet<string> {
  const has = new Set(names.map(({ name }) => name));
  if (has.has(MAKES_NAMES)) return new Set();
  return new Set([...madeIn(stub)].filter((name) => !has.has(name) && !name.startsWith('_')));
}

/** The same text, line by line, with a note before what it tells of these names. */
export function withNote(stub: string, names: ReadonlySet<string>, note: string): string {
  return stub.replace(
    /^(?:(?:async )?def |class )?(\w+)\b.*\n[ \t]*"""/gm,
    (begin, name: string) => (names.has(name) ? `${begin}${note} ` : begin),
  );
}

export function classesIn(stub: string): ReadonlySet<string> {
  return new Set([...stub.matchAll(/^class (\w+)/gm)].flatMap(([, name]) => name ?? []));
}

/** What a stub makes, not what is inside of that. */
function madeIn(stub: string): ReadonlySet<string> {
  const made = stub.matchAll(/^(?:(?:async )?def |class )?(\w+)\s*[:=([]/gm);
  return new Set([...made].flatMap(([, name]) => name ?? []));
}

/** What a stub makes or imports. */
function namesIn(stub: string): ReadonlySet<string> {
  const imported = stub.matchAll(/^(?:from \S+ )?import (.+)$/gm);
  return new Set([...madeIn(stub), ...[...imported].flatMap(([, list = '']) => list.split(/\W+/))]);
}

function linesOf(names: readonly ModuleName[]): string[] {
  return names.filter(({ name }) => !WORDS.has(name) && name !== MAKES_NAMES).map(lineOf);
}

function lineOf({ name, type }: ModuleName): string {
  if (FUNCTIONS.has(type))
    return `def ${name}(*args: _typing.Any, **kwargs: _typing.Any) -> _typing.Any: ...`;
  if (type === 'type') return `class ${name}(_typing.Any): ...`;
  return `${name}: ${VALUES.has(type) ? type : '_typing.Any'}`;
}
