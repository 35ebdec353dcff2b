// Numbers in arguments, as Python's float() and int() read them, which mpremote's options go through: with `_` between digits, without
// hexadecimal ones.

const DIGITS = String.raw`\d+(?:_\d+)*`;
const INTEGER = new RegExp(String.raw`^[-+]?${DIGITS}$`);
const FLOAT = new RegExp(
  String.raw`^[-+]?(?:${DIGITS}(?:\.(?:${DIGITS})?)?|\.${DIGITS})(?:e[-+]?${DIGITS})?$`,
  'i',
);

/** NaN for what is none. */
export function integerOf(text: string): number {
  return read(INTEGER, text);
}

/** NaN for what is none, and for the words of Python that are no finite number. */
export function floatOf(text: string): number {
  return read(FLOAT, text);
}

function read(form: RegExp, text: string): number {
  const trimmed = text.trim();
  return form.test(trimmed) ? Number(trimmed.replaceAll('_', '')) : NaN;
}
