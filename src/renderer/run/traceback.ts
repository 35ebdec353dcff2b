// What a traceback says, for the bar that leads to the line: its last line, and the deepest line of the program itself.

export interface Traceback {
  /** `ZeroDivisionError: divide by zero` */
  readonly message: string;
  /** From 1; missing when the error is not in the program's own text. */
  readonly line?: number;
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
  for (const row of lines) {
    const [, file, number] = FRAME.exec(row) ?? [];
    if (file === name || file === '<stdin>') line = Number(number);
  }
  return line === undefined || line < 1 ? { message } : { message, line };
}
