// What numbers a printed line holds, as people write them for Arduino's, Thonny's and Mu's plotters:
//   1 2 3      1,2,3      (1, 2.5)      temp:21.5 hum:40      temp = 21.5 °C, hum = 40 %      temp 21.5 hum 40
//   {'temp': 21.5, 'hum': 40}      and a line of names alone, for the columns below it: time,temp,hum
// Everything else is text. A line comes from a board: any text is read in time that grows with its length alone.

export interface PlottedValue {
  /** Missing: it is known by its place in the line. */
  readonly label?: string;
  /** NaN: a reading that failed, printed as `nan` or `inf`. */
  readonly value: number;
}

export type PlottedLine =
  | { readonly kind: 'values'; readonly values: readonly PlottedValue[] }
  | { readonly kind: 'labels'; readonly labels: readonly string[] }
  | { readonly kind: 'text' };

/** A longer line is text. */
export const MAX_LINE = 512;
/** A line with more numbers is a list that was printed, no reading. */
export const MAX_VALUES = 16;
const MAX_LABEL = 40;

const TEXT: PlottedLine = { kind: 'text' };

const NUMBER =
  /[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}_]*[\d.:])|(?:nan|inf)(?![\p{L}\p{N}_]))/uy;
const NUMBER_START = /[+-]?\.?\d/y;
const SPACE = /[ \t]*/y;
const SEPARATOR = /[ \t]*[,;\t]?[ \t]*/y;
/** `21.5C`, `40%` */
const UNIT_BESIDE = /(?:°|%|[\p{L}µΩ])[\p{L}µΩ°%/²³]{0,3}(?![\p{L}\p{N}_:=])/uy;
/** `21.5 °C`: after a space only what is known, since a label may follow. */
const UNIT_APART =
  / (?:%|°[CFK]?|[CFKVAWmsgB]|[mkMµun]?(?:V|A|W|Pa|s|m|g|Hz|Ohm|Ω|B)|cm|hPa|lux|lx|ppm|ppb|deg|dB|dBm|rpm|m\/s)(?![^\s,;])(?!\s*(?:[:=]|[+-]?\.?\d))/uy;
const WORD = /[\p{L}_][\p{L}\p{N}_.%-]*/uy;
const LABEL_END = /[,;:=\t[\]{}"'<>]/g;
const QUOTED = /(['"])([^'"]*)\1/y;
const HOLDS_NUMBER = /(?:^|\s)[+-]?\.?\d/;
const NO_LABEL = /(?:Error|Exception|Interrupt|Exit)$/;
/** Three words at most: more are a sentence. */
const NAME = /^[\p{L}_][\p{L}\p{N}_%°/]*(?: [\p{L}\p{N}_%°/()]+){0,2}$/u;

const BRACKETS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Where a sticky pattern ends that begins at a place, or -1. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

export function parseLine(line: string): PlottedLine {
  if (line.length > MAX_LINE) return TEXT;
  const text = withoutBrackets(line.trim());
  if (text === '') return TEXT;
  return parseValues(text) ?? parseLabels(text) ?? TEXT;
}

function withoutBrackets(text: string): string {
  const close = BRACKETS[text.charAt(0)];
  return close !== undefined && text.endsWith(close) ? text.slice(1, -1).trim() : text;
}

function parseValues(text: string): PlottedLine | undefined {
  const values: PlottedValue[] = [];
  let apart = false;
  for (let at = 0; at < text.length;) {
    const label = readLabel(text, at);
    if (label === undefined || values.length === MAX_VALUES) return undefined;
    const end = endOf(NUMBER, text, label.end);
    if (end < 0) return undefined;
    const number = Number(text.slice(label.end, end).toLowerCase());
    apart ||= label.apart;
    values.push({
      ...(label.name !== '' && { label: label.name }),
      value: Number.isFinite(number) ? number : NaN,
    });
    const after = afterUnit(text, end);
    at = endOf(SEPARATOR, text, after);
    if (at === after && at < text.length) return undefined; // something hangs on to the number
  }
  if (values.length === 0) return undefined;
  // "step 3 7" is a sentence, "temp 21 hum 40" is not.
  if (apart && values.some(({ label }) => label === undefined)) return undefined;
  return { kind: 'values', values };
}

interface Label {
  readonly name: string;
  /** Where its number begins. */
  readonly end: number;
  /** Only a space stands between them. */
  readonly apart: boolean;
}

/** The label before the number at a place, '' where the number comes at once. */
function readLabel(text: string, at: number): Label | undefined {
  if (endOf(NUMBER, text, at) >= 0) return { name: '', end: at, apart: false };
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  if (quoted) return afterLabel(text, quoted[2] ?? '', QUOTED.lastIndex);
  if (endOf(WORD, text, at) < 0) return undefined;
  LABEL_END.lastIndex = at;
  const stop = LABEL_END.exec(text)?.index ?? text.length;
  const sign = text.charAt(stop);
  const name = text.slice(at, stop).trim();
  if ((sign === ':' || sign === '=') && !HOLDS_NUMBER.test(name))
    return afterLabel(text, name, stop);
  const end = endOf(WORD, text, at);
  return afterLabel(text, text.slice(at, end), end);
}

function afterLabel(text: string, name: string, end: number): Label | undefined {
  if (name === '' || name.length > MAX_LABEL || NO_LABEL.test(name)) return undefined;
  const sign = endOf(SPACE, text, end);
  const marked = text.charAt(sign) === ':' || text.charAt(sign) === '=';
  const start = marked ? endOf(SPACE, text, sign + 1) : sign;
  return marked || sign > end ? { name, end: start, apart: !marked } : undefined;
}

function afterUnit(text: string, at: number): number {
  const beside = endOf(UNIT_BESIDE, text, at);
  if (beside >= 0) return beside;
  const apart = endOf(UNIT_APART, text, at);
  return apart >= 0 ? apart : at;
}

/** The names of columns: at least two, and no sentence. */
function parseLabels(text: string): PlottedLine | undefined {
  if (endOf(NUMBER_START, text, 0) >= 0) return undefined;
  const labels = text.split(/[,;\t]/).map((part) => part.trim());
  if (labels.length < 2 || labels.length > MAX_VALUES) return undefined;
  const good = labels.every((label) => label.length <= MAX_LABEL && NAME.test(label));
  return good && new Set(labels).size === labels.length ? { kind: 'labels', labels } : undefined;
}
