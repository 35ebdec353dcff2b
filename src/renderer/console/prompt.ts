// Reads the board's prompt from the terminal: the board has the line that is being typed, so what is on the screen is all that
// can be known of it.

import type { IBuffer, Terminal } from '@xterm/xterm';

export interface PromptLine {
  /** `>>> `, or `... ` inside a statement. */
  readonly prompt: string;
  readonly text: string;
}

const PROMPT = /^(>>> |\.\.\. )(.*)$/;

/** The whole line that a row of the buffer belongs to, where the screen has folded it. */
export function lineAt(buffer: IBuffer, row: number): string {
  let first = row;
  while (first > 0 && buffer.getLine(first)?.isWrapped === true) first--;
  let text = '';
  for (let at = first; at < buffer.length; at++) {
    const line = buffer.getLine(at);
    if (!line || (at > first && !line.isWrapped)) break;
    text += line.translateToString(false);
  }
  return text.trimEnd();
}

export function promptAt({ active }: Terminal['buffer'], row: number): PromptLine | undefined {
  // A prompt that nothing was typed at ends with a space, which is trimmed.
  const [, prompt, text] = PROMPT.exec(`${lineAt(active, row)} `) ?? [];
  return prompt === undefined || text === undefined ? undefined : { prompt, text: text.trimEnd() };
}

/** The prompt that the cursor is at. */
export function currentPrompt({ buffer }: Terminal): PromptLine | undefined {
  return promptAt(buffer, buffer.active.baseY + buffer.active.cursorY);
}

/** Everything that the terminal holds, as it was printed: without the folds of the screen. */
export function wholeText({ buffer }: Terminal): string {
  const { active } = buffer;
  const lines: string[] = [];
  for (let row = 0; row < active.length; row++) {
    const line = active.getLine(row);
    const text = line?.translateToString(false) ?? '';
    if (line?.isWrapped === true) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()}\n`;
}
