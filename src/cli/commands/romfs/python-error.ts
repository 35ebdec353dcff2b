// Errors of the computer's files in the words of Python's own OSError, which mpremote prints for a folder that it cannot read.

import { localErrorNumber, strerror } from '../../files/strerror';

/** `[Errno 2] No such file or directory: 'PATH'`, or undefined for what is no such error. */
export function pythonOsError(error: unknown, path: string): string | undefined {
  const number = localErrorNumber(error);
  if (number === undefined) return undefined;
  return `[Errno ${String(number)}] ${strerror(number)}: ${pythonRepr(path)}`;
}

/** `repr` of a text, as Python 3 has it. */
export function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return quote + escaped + quote;
}
