// A module of the board as Python that the language server reads: its names, and as much of what they are as the board tells.

import type { ModuleName } from '../../ipc/contract';

const VALUES = new Set(['int', 'str', 'float', 'bytes', 'bool', 'tuple', 'list', 'dict']);
const FUNCTIONS = new Set(['function', 'generator', 'closure', 'bound_method']);
/** Names that no statement can make. */
const WORDS = new Set(['None', 'True', 'False', 'async', 'await']);

export function moduleText(names: readonly ModuleName[]): string {
  return [
    'import typing as _typing',
    // A package may get more names as it is used.
    'def __getattr__(name: str) -> _typing.Any: ...',
    ...names.filter(({ name }) => !WORDS.has(name)).map(lineOf),
    '',
  ].join('\n');
}

function lineOf({ name, type }: ModuleName): string {
  if (FUNCTIONS.has(type))
    return `def ${name}(*args: _typing.Any, **kwargs: _typing.Any) -> _typing.Any: ...`;
  if (type === 'type') return `class ${name}(_typing.Any): ...`;
  return `${name}: ${VALUES.has(type) ? type : '_typing.Any'}`;
}
