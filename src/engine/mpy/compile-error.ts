// What mpy-cross prints about a source it cannot compile, as an error that names the file and the line.

import { AdderError } from '../../shared/errors';

const MACHINE_CODE = 'SyntaxError: invalid arch';

/** @param lines a traceback, whose `File` may be the compiler's own name for its input */
export function compileError(lines: readonly string[], name: string): AdderError {
  const named = lines.map((line) =>
    line.replace(/^( {2}File ")[^"]*"/, (_, head: string) => `${head}${name}"`),
  );
  const place = named.filter((text) => text.startsWith('  File ')).at(-1);
  const line = /line (\d+)/.exec(place ?? '')?.[1];
  const last = named.at(-1) ?? 'the compiler ended without a word';
  const words =
    last === MACHINE_CODE
      ? `${last}: machine code (@micropython.native, @micropython.viper) cannot be made for this board`
      : last;
  return new AdderError('compile-failed', {
    detail: [name, line, ` ${words}`].filter((part) => part !== undefined).join(':'),
    cause: new Error(named.join('\n')),
  });
}
