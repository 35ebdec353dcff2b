// The hash of what a text is as a file, to compare it with what lies on a disk or a board. Each text is hashed once.

import type { Text } from '@codemirror/state';
import { encodeText, type LineEnds } from '../editor/text-file';
import { textOf } from '../tabs/text';

export interface Digest {
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** How a text is written down. */
export interface FileForm {
  readonly ends: LineEnds;
  readonly mark: boolean;
}

interface Known extends FileForm {
  readonly digest: Promise<Digest>;
}

const known = new WeakMap<Text, Known>();

export function digestOfText(text: Text, { ends, mark }: FileForm): Promise<Digest> {
  const before = known.get(text);
  if (before?.ends === ends && before.mark === mark) return before.digest;
  const digest = digestOf(encodeText({ text: textOf(text), ends, mark }));
  known.set(text, { ends, mark, digest });
  return digest;
}

export async function digestOf(bytes: Uint8Array): Promise<Digest> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
  const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { size: bytes.length, sha256 };
}
