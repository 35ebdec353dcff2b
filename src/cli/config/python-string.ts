// One string literal of Python, by its text in the source: prefixes, quotes and escapes as the language reference has them
// ("String and Bytes literals"). Knows nothing of files or trees. Line ends have been made `\n` before.

/** The string, or in which way this is none that can be known without running it. */
export type StringValue = { readonly text: string } | { readonly problem: string };

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** How many digits follow each of these. */
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const LAST_CODE_POINT = 0x10ffff;

/** @param literal with its quotes; an f-string without replacements is as good as any other */
export function readString(literal: string): StringValue {
  const match = /^([a-z]*)('''|"""|'|")([^]*)\2$/i.exec(literal);
  if (!match) return { problem: 'a string without an end' };
  const [, prefix = '', , body = ''] = match;
  const letters = prefix.toLowerCase();
  if (letters.includes('b')) return { problem: 'bytes where a string is wanted' };
  if (letters.includes('t')) return { problem: 'a template string' };
  const value = letters.includes('r') ? { text: body } : unescape(body);
  if ('text' in value && letters.includes('f'))
    return { text: value.text.replaceAll('{{', '{').replaceAll('}}', '}') };
  return value;
}

function unescape(body: string): StringValue {
  let text = '';
  for (let at = 0; at < body.length; at++) {
    const character = body[at] ?? '';
    if (character !== '\\') {
      text += character;
      continue;
    }
    const escape = body.slice(at + 1);
    const letter = escape[0] ?? '';
    const [octal] = /^[0-7]{1,3}/.exec(escape) ?? [];
    const digits = HEX_DIGITS[letter];
    if (octal !== undefined) {
      text += String.fromCharCode(parseInt(octal, 8));
      at += octal.length;
    } else if (digits !== undefined) {
      const hex = escape.slice(1, 1 + digits);
      const point = hex.length === digits && /^[0-9a-f]+$/i.test(hex) ? parseInt(hex, 16) : NaN;
      if (!(point <= LAST_CODE_POINT)) return { problem: `the escape \\${letter}${hex}` };
      text += String.fromCodePoint(point);
      at += 1 + digits;
    } else if (letter === 'N') {
      return { problem: 'a character by its name, \\N{...}' };
    } else {
      // What is no escape stays as it is, with its backslash.
      text += SIMPLE[letter] ?? `\\${letter}`;
      at += 1;
    }
  }
  return { text };
}
