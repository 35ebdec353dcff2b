// What the board has in a module, as Python that the language server reads: its names, and as much of what they are as the board tells.
// They are a text of their own, or come after the text of a stub, which keeps all that it has in its place.

import type { ModuleName } from '../../ipc/contract';

const VALUES = new Set(['int', 'str', 'float', 'bytes', 'bool', 'tuple', 'list', 'dict']);
const FUNCTIONS = new Set(['function', 'generator', 'closure', 'bound_method']);
const IMPORT = 'import typing as _typing';
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

export function classesIn(stub: string): ReadonlySet<string> {
  return new Set([...stub.matchAll(/^class (\w+)/gm)].flatMap(([, name]) => name ?? []));
}

/** What a stub makes or imports, not what is inside of that. */
function namesIn(stub: string): ReadonlySet<string> {
  const made = stub.matchAll(/^(?:(?:async )?def |class )?(\w+)\s*[:=([]/gm);
  const imported = stub.matchAll(/^(?:from \S+ )?import (.+)$/gm);
  return new Set([
    ...[...made].flatMap(([, name]) => name ?? []),
    ...[...imported].flatMap(([, list = '']) => list.split(/\W+/)),
  ]);
}

function linesOf(names: readonly ModuleName[]): string[] {
  return names.filter(({ name }) => !WORDS.has(name)).map(lineOf);
}

function lineOf({ name, type }: ModuleName): string {
  if (FUNCTIONS.has(type))
    return `def ${name}(*args: _typing.Any, **kwargs: _typing.Any) -> _typing.Any: ...`;
  if (type === 'type') return `class ${name}(_typing.Any): ...`;
  return `${name}: ${VALUES.has(type) ? type : '_typing.Any'}`;
}
