// Numbers in arguments, as Python's float() and int() read them, which mpremote's options go through: with `_` between digits, which may be
// those of any script, without hexadecimal ones.

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
  const plain = text.trim().replace(/\p{Nd}/gu, valueOf);
  return form.test(plain) ? Number(plain.replaceAll('_', '')) : NaN;
}

/** The ten digits of a script follow each other, and some scripts, too. */
function valueOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before++;
  return String(before % 10);
}
