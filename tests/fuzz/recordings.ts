// What boards really said, as material for fuzzing.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecording, type Recording } from '../../src/engine/transport/wrap/recording';

export const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'recordings');

export function readRecordings(): { readonly name: string; readonly recording: Recording }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => ({
      name: file.replace('.jsonl', ''),
      recording: parseRecording(readFileSync(join(FOLDER, file), 'utf8')),
    }));
}

/** What the board said between two things that were sent to it, each piece once, one character a byte. */
export function boardAnswers(): string[] {
  const answers = new Set<string>();
  for (const { recording } of readRecordings()) {
    let answer = '';
    for (const { direction, bytes } of recording.events) {
      if (direction === 'from') answer += Buffer.from(bytes).toString('latin1');
      else if (answer !== '') {
        answers.add(answer);
        answer = '';
      }
    }
  }
  return [...answers];
}
