// Bytes as Python itself shows them: for lines that are mpremote's to the last byte. Not for programs, see the engine's `pythonBytes`.

const SHORT: Readonly<Record<number, string>> = {
  0x09: '\\t',
  0x0a: '\\n',
  0x0d: '\\r',
  0x5c: '\\\\',
};

/** In single quotes, unless there are single and no double ones inside. */
export function pythonRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  let out = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    const hex = `\\x${byte.toString(16).padStart(2, '0')}`;
    const plain = byte >= 0x20 && byte < 0x7f ? character : hex;
    out += character === quote ? `\\${quote}` : (SHORT[byte] ?? plain);
  }
  return `b${quote}${out}${quote}`;
}
