import { describe, expect, it } from 'vitest';
import { micropythonLives } from '../../../src/engine/protocol/micropython-lives';
import type { LifeEffect, LifeInput } from '../../../src/engine/transport/lives';

const BANNER =
  'MicroPython v1.29.0 on 2026-11-25; linux [GCC 12.2.0] version\r\nType "help()" for more information.\r\n';
const GREETING = 'raw REPL; CTRL-B to exit\r\n>';

/** The machine with what it shows and types written down. */
class Program {
  private state = micropythonLives.start;
  shown = '';
  typed = '';

  private feed(input: LifeInput): readonly LifeEffect[] {
    const step = micropythonLives.next(this.state, input);
    this.state = step.state;
    for (const effect of step.effects) {
      if (effect.kind === 'show') this.shown += Buffer.from(effect.bytes).toString('latin1');
      if (effect.kind === 'type') this.typed += Buffer.from(effect.bytes).toString('latin1');
    }
    return step.effects;
  }

  /** Byte by byte, as a slow line would bring it. */
  says(text: string): string[] {
    return Array.from(Buffer.from(text, 'latin1')).flatMap((byte) =>
      this.feed({ kind: 'output', bytes: Uint8Array.of(byte) }).map(({ kind }) => kind),
    );
  }

  hears(): void {
    this.feed({ kind: 'input' });
  }

  ends(exitCode: number | undefined): string[] {
    return this.feed({ kind: 'ended', exitCode })
      .map(({ kind }) => kind)
      .filter((kind) => kind !== 'show');
  }
}

function program(...said: string[]): Program {
  const made = new Program();
  for (const text of said) made.says(text);
  return made;
}

describe('a program that ends', () => {
  it.each([
    ['by Ctrl-D at its prompt', [BANNER, '>>> ', '\r\n']],
    ['by sys.exit() at its prompt', [BANNER, '>>> ', 'import sys; sys.exit()\r\n']],
    [
      'by Ctrl-D after it left the raw REPL',
      [BANNER, '>>> ', `\r\n${GREETING}`, '\r\n>>> ', '\r\n'],
    ],
  ])('%s is reset, and goes on at its friendly prompt', (_, said) => {
    const board = program(...said);
    board.shown = '';
    expect(board.ends(0)).toEqual(['restart', 'ready']);
    board.says(`${BANNER}>>> `);
    expect(board.shown).toBe(`MPY: soft reboot\r\n${BANNER}>>> `);
    expect(board.typed).toBe('');
  });

  it.each([
    ['by Ctrl-D', 'OK\r\n'],
    ['by sys.exit()', 'OKwords\x04\x04'],
    ['by sys.exit() in raw paste', 'R\x01\x80\x00\x01\x04words\x04\x04'],
  ])('%s in the raw REPL is reset, and goes on there', (_, last) => {
    const board = program(BANNER, '>>> ', `\r\n${GREETING}`, last);
    board.shown = '';
    expect(board.ends(0)).toEqual(['restart']);
    expect(board.says(`${BANNER}>>> `)).toEqual(['type']);
    expect(board.typed).toBe('\x01');
    expect(board.says(`\r\n${GREETING}`)).toEqual(['show', 'ready']);
    board.says('OK');
    expect(board.shown).toBe(`MPY: soft reboot\r\n${GREETING}OK`);
  });

  it('shows what a program says before the prompt comes, also without a line end', () => {
    const board = program(BANNER, '>>> ', `\r\n${GREETING}`, 'OK\r\n');
    board.ends(0);
    board.shown = '';
    board.says('booting\nMicro');
    expect(board.shown).toBe('booting\n');
    board.says('waves\n> \n');
    board.says(`${BANNER}>>> \r\n${GREETING}`);
    expect(board.shown).toBe(`booting\nMicrowaves\n> \n${GREETING}`);
  });

  it.each([
    ['with another exit code', 3],
    ['by a signal', undefined],
  ])('%s is lost', (_, exitCode) => {
    expect(program(BANNER, '>>> ', '\r\n').ends(exitCode)).toEqual([]);
  });

  it('and has never shown a prompt is lost: it is no MicroPython', () => {
    expect(program('that was all\n').ends(0)).toEqual([]);
    expect(program('x >>> y\n').ends(0)).toEqual([]);
  });

  it('while it is led back into the raw REPL is lost, and what it said is not', () => {
    const board = program(BANNER, '>>> ', `\r\n${GREETING}`, 'OK\r\n');
    board.ends(0);
    board.shown = '';
    board.says('MicroPython v9');
    expect(board.ends(0)).toEqual([]);
    expect(board.shown).toBe('MicroPython v9');
  });

  it('and does not enter the raw REPL any more is shown as it is', () => {
    const board = program(BANNER, '>>> ', `\r\n${GREETING}`, 'OK\r\n');
    board.ends(0);
    board.says(`${BANNER}>>> `);
    board.shown = '';
    expect(board.says('x'.repeat(300)).filter((kind) => kind === 'ready')).toHaveLength(1);
    expect(board.shown).toBe('x'.repeat(300));
  });

  it('again and again with nobody speaking to it is given up', () => {
    const board = program(`${BANNER}>>> `);
    for (let restarts = 0; restarts < 3; restarts++) {
      expect(board.ends(0)).toEqual(['restart', 'ready']);
      board.says('>>> ');
    }
    expect(board.ends(0)).toEqual(['over']);
  });

  it('is started again as often as somebody asks for it', () => {
    const board = program(`${BANNER}>>> `);
    for (let resets = 0; resets < 10; resets++) {
      board.hears();
      expect(board.ends(0)).toEqual(['restart', 'ready']);
      board.says('>>> ');
    }
  });
});
