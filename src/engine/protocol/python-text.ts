// Values as Python source. Everything that goes into a program for the board passes through here: a name with
// a quote, a backslash or an emoji can't become code.

/** A str literal in ASCII, valid on every MicroPython. Lone surrogates, which UTF-8 cannot hold, become U+FFFD. */
export function pythonString(text: string): string {
  let out = "'";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === "'" || char === '\\') out += `\\${char}`;
    else if (code >= 0x20 && code < 0x7f) out += char;
    else if (code >= 0xd800 && code <= 0xdfff) out += '\\ufffd';
    else if (code < 0x100) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code < 0x10000) out += `\\u${code.toString(16).padStart(4, '0')}`;
    else out += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return `${out}'`;
}

const SHORT_ESCAPES: Readonly<Record<number, string>> = {
  0x09: '\\t',
  0x0a: '\\n',
  0x0d: '\\r',
  0x5c: '\\\\',
};

/** A bytes literal in ASCII, on one line, in the quotes that make it shorter. */
export function pythonBytes(bytes: Uint8Array): string {
  const count = (value: number): number =>
    bytes.reduce((sum, byte) => sum + Number(byte === value), 0);
  const quote = count(0x27) > count(0x22) ? '"' : "'";
  let out = `b${quote}`;
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === quote) out += `\\${char}`;
    else out += SHORT_ESCAPES[byte] ?? (byte >= 0x20 && byte < 0x7f ? char : hexEscape(byte));
  }
  return out + quote;
}

/**
 * A bytes literal whose bytes stand for themselves where they can, as a string of one character a byte: shorter than ASCII, for links that
 * pass every byte. MicroPython's lexer takes them so (py/lexer.c, parse_string_literal); the raw REPL takes 01 to 05 for commands.
 */
export function pythonRawBytes(bytes: Uint8Array): string {
  let out = "b'";
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === "'") out += `\\${char}`;
    else if (SHORT_ESCAPES[byte] !== undefined) out += SHORT_ESCAPES[byte];
    else out += byte <= 0x05 ? hexEscape(byte) : char;
  }
  return `${out}'`;
}

function hexEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
