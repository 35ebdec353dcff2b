// Strings and CodeMirror's texts.

import { Text } from '@codemirror/state';
import type { LineEnds } from '../editor/text-file';

/** A text with the line ends that the states of this kind have. */
export function asText(text: string, ends: LineEnds): Text {
  return Text.of(text.split(ends === 'mixed' ? '\n' : /\r\n?|\n/));
}

/** `sliceString` keeps to `\n`, whatever the state's own separator is. */
export function textOf(text: Text): string {
  return text.sliceString(0, text.length, '\n');
}
