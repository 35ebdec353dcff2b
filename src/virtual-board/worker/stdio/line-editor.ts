// `input()`: reads one line from a terminal that echoes nothing by itself. Backspace, delete, the left and right arrows, Home and End
// work as in MicroPython's own line editor; Ctrl-C interrupts the program, Ctrl-D on an empty line is the end of input.

import { Buffer } from 'node:buffer';
import type { Runtime } from '../runtime';

const CTRL_A = 1;
const CTRL_C = 3;
const CTRL_D = 4;
const CTRL_E = 5;
const BACKSPACE = 8;
const LF = 10;
const CR = 13;
const ESCAPE = 27;
const SPACE = 32;
const DELETE = 127;

/** A line that is being typed: characters (a character may be several bytes) and the cursor's place between them. */
export class EditedLine {
  private characters: string[] = [];
  private cursor = 0;

  get text(): string {
    return this.characters.join('');
  }

  /** Each of these answers with what the terminal must be sent to look like the line. */
  insert(character: string): string {
    this.characters.splice(this.cursor++, 0, character);
    return character + this.redrawTail('');
  }

  eraseBefore(): string {
    if (this.cursor === 0) return '';
    this.characters.splice(--this.cursor, 1);
    return '\b' + this.redrawTail(' ');
  }

  eraseAt(): string {
    if (this.cursor === this.characters.length) return '';
    this.characters.splice(this.cursor, 1);
    return this.redrawTail(' ');
  }

  move(by: number): string {
    const to = Math.min(this.characters.length, Math.max(0, this.cursor + by));
    const passed = this.characters.slice(this.cursor, to).join('');
    const back = '\b'.repeat(Math.max(0, this.cursor - to));
    this.cursor = to;
    return passed + back;
  }

  /** Everything behind the cursor once more, then back to the cursor. */
  private redrawTail(eraser: string): string {
    const tail = this.characters.slice(this.cursor);
    return tail.join('') + eraser + '\b'.repeat(tail.length + eraser.length);
  }
}

/** What the keys do that send an escape sequence: "\x1b[" digits letter. */
function onSequence(line: EditedLine, sequence: string): string {
  switch (sequence) {
    case 'D':
      return line.move(-1);
    case 'C':
      return line.move(1);
    case 'H':
    case '1~':
    case '7~':
      return line.move(-Infinity);
    case 'F':
    case '4~':
    case '8~':
      return line.move(Infinity);
    case '3~':
      return line.eraseAt();
    default:
      return '';
  }
}

/** The line's bytes, or undefined for the end of input. */
export function readLine(runtime: Runtime): Uint8Array | undefined {
  const line = new EditedLine();
  const show = (text: string): unknown => runtime.write(Buffer.from(text), false, false);
  for (;;) {
    const byte = runtime.programByte();
    switch (byte) {
      case CR:
      case LF:
        show('\r\n');
        return Buffer.from(line.text);
      case CTRL_C: // arrives as a byte only when the program has switched the interrupt off
        show('\r\n');
        runtime.interrupt();
        break;
      case CTRL_D:
        if (line.text === '') return undefined;
        break;
      case CTRL_A:
        show(line.move(-Infinity));
        break;
      case CTRL_E:
        show(line.move(Infinity));
        break;
      case BACKSPACE:
      case DELETE:
        show(line.eraseBefore());
        break;
      case ESCAPE:
        show(onSequence(line, readSequence(runtime)));
        break;
      default:
        if (byte >= SPACE) show(line.insert(readCharacter(runtime, byte)));
    }
  }
}

function readSequence(runtime: Runtime): string {
  const opening = String.fromCharCode(runtime.programByte());
  if (opening !== '[' && opening !== 'O') return '';
  let sequence = '';
  do sequence += String.fromCharCode(runtime.programByte());
  while (/^[\d;]*$/.test(sequence));
  return sequence;
}

/** The rest of a character of UTF-8 whose first byte says how many follow. */
function readCharacter(runtime: Runtime, first: number): string {
  const bytes = [first];
  const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
  while (bytes.length <= more) bytes.push(runtime.programByte());
  return Buffer.from(bytes).toString('utf8');
}
