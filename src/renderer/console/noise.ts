// Noise on the line may begin a string for the terminal (a title, a device's setting), and a terminal takes all that follows for its
// text, until the string ends. Nothing that a board prints may vanish: here such a string ends with its line.

const ESCAPE = 0x1b;
/** Ends whatever sequence is under way, and prints nothing. */
const CANCEL = 0x18;
const LINE_FEED = 0x0a;
/** The first byte of U+0080 to U+00BF in UTF-8: the same beginnings once more, as one letter. */
const C1 = 0xc2;
/** After an escape: P, X, ], ^ and _. */
const AFTER_ESCAPE = new Set([0x50, 0x58, 0x5d, 0x5e, 0x5f]);
const AFTER_C1 = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f]);

/** For one stream of bytes, which may be cut anywhere. */
export function endStringsWithLines(): (bytes: Uint8Array) => Uint8Array {
  let before = 0;
  let inString = false;

  return (bytes) => {
    const isPlain = !inString && before === 0;
    if (isPlain && !bytes.includes(ESCAPE) && !bytes.includes(C1)) return bytes;
    const safe: number[] = [];
    for (const byte of bytes) {
      if (inString && byte === LINE_FEED) {
        safe.push(CANCEL);
        inString = false;
      }
      if (before === ESCAPE || byte === ESCAPE) inString = AFTER_ESCAPE.has(byte);
      else if (before === C1 && AFTER_C1.has(byte)) inString = true;
      before = byte === ESCAPE || byte === C1 ? byte : 0;
      safe.push(byte);
    }
    return Uint8Array.from(safe);
  };
}
