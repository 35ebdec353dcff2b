// What a traceback says, for the bar that leads to the line: its last line, the deepest line of the program itself, and where in
// another file it went wrong.

export interface Place {
  /** As the traceback writes it: `helper.py`, `/lib/helper.py`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface Traceback {
  /** `ZeroDivisionError: divide by zero` */
  readonly message: string;
  /** From 1; missing when the error is not in the program's own text. */
  readonly line?: number;
  /** The deepest place, where that is in another file than the program. */
  readonly elsewhere?: Place;
}

const FRAME = /^ *File "(.*)", line (\d+)/;

/** @param name what the program was called when it was started */
export function parseTraceback(text: string, name: string): Traceback | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const message = lines.filter((line) => !FRAME.test(line)).at(-1);
  if (message === undefined) return undefined;
  let line: number | undefined;
  let elsewhere: Place | undefined;
  for (const row of lines) {
    const [, file, number] = FRAME.exec(row) ?? [];
    if (file === undefined) continue;
    const isOwn = file === name || file === '<stdin>';
    if (isOwn) line = Number(number);
    elsewhere = isOwn || file.startsWith('<') ? undefined : { file, line: Number(number) };
  }
  return {
    message,
    ...(line !== undefined && line >= 1 && { line }),
    ...(elsewhere && elsewhere.line >= 1 && { elsewhere }),
  };
}
