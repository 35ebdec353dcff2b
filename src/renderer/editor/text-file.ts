// Bytes of a file to the text of an editor and back, so that saving an unchanged file gives the same bytes: line ends and a
// byte order mark stay. What is not UTF-8 is not text.

export type LineEnds = 'lf' | 'crlf' | 'mixed';

export interface TextFile {
  /** With `\n` line ends when all are the same; exactly as it was when mixed. */
  readonly text: string;
  readonly ends: LineEnds;
  readonly mark: boolean;
}

const MARK = '\uFEFF';

/** `undefined`: this is not a text. */
export function decodeText(bytes: Uint8Array): TextFile | undefined {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
  if (text.includes('\0')) return undefined;
  const mark = text.startsWith(MARK);
  if (mark) text = text.slice(1);
  const ends = lineEnds(text);
  return { text: ends === 'crlf' ? text.replaceAll('\r\n', '\n') : text, ends, mark };
}

export function encodeText({ text, ends, mark }: TextFile): Uint8Array {
  const whole = ends === 'crlf' ? text.replaceAll('\n', '\r\n') : text;
  return new TextEncoder().encode(mark ? MARK + whole : whole);
}

function lineEnds(text: string): LineEnds {
  if (!text.includes('\r')) return 'lf';
  const all = text.match(/\r\n|\r|\n/g) ?? [];
  return all.every((end) => end === '\r\n') ? 'crlf' : 'mixed';
}
