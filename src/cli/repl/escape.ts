// What a terminal might obey, as text: `repl --escape-non-printable`, in mpremote's form.

/** Backspace, tab, line ends, and the escape character, so that colours and the cursor's ways stay. */
const PASSED = [8, 9, 10, 13, 27];

/** Bytes beyond ASCII are escaped one by one, also those of UTF-8. */
export function escapeNonPrintable(bytes: Uint8Array): Uint8Array {
  const parts: string[] = [];
  for (const byte of bytes)
    parts.push(
      PASSED.includes(byte) || (byte >= 32 && byte <= 126)
        ? String.fromCharCode(byte)
        : `[${byte.toString(16).padStart(2, '0')}]`,
    );
  return Buffer.from(parts.join(''), 'latin1');
}
