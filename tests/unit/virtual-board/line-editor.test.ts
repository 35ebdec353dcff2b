import { expect, test } from 'vitest';
import { EditedLine } from '../../../src/virtual-board/worker/stdio/line-editor';

/** What a terminal shows after it was sent this. */
function shown(output: string): { text: string; cursor: number } {
  const cells: string[] = [];
  let cursor = 0;
  for (const character of output) {
    if (character === '\b') cursor--;
    else cells[cursor++] = character;
  }
  return { text: cells.join('').trimEnd(), cursor };
}

test('the terminal always looks like the line', () => {
  const line = new EditedLine();
  let output = '';
  const steps: (() => string)[] = [
    ...Array.from('hello', (letter) => () => line.insert(letter)),
    () => line.move(-3),
    () => line.eraseBefore(),
    () => line.insert('ä'),
    () => line.eraseAt(),
    () => line.move(-Infinity),
    () => line.eraseBefore(),
    () => line.insert('>'),
    () => line.move(2),
    () => line.move(Infinity),
    () => line.eraseAt(),
    () => line.insert('😀'),
    () => line.eraseBefore(),
    () => line.insert('!'),
  ];
  for (const step of steps) {
    output += step();
    expect(shown(output).text).toBe(line.text);
  }
  expect(line.text).toBe('>hälo!');
  expect(shown(output).cursor).toBe(6);
});
