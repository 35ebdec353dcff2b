// Waiting for a text, and how a machine that gives up is told.

import { describe, expect, it } from 'vitest';
import { expectText } from '../../../src/engine/protocol/expect';
import { failureError } from '../../../src/engine/protocol/failure';
import type { Failure } from '../../../src/engine/protocol/machine';
import { bytes, everySplit, INTERRUPT, runMachine, TIMEOUT } from './run-machine';

function text(data: Uint8Array | undefined): string | undefined {
  return data && Buffer.from(data).toString('latin1');
}

describe('a text that is waited for', () => {
  it('ends the wait, however it is cut, and what comes behind it is the next reader’s', () => {
    for (const split of everySplit('noise>>> rest')) {
      const told = runMachine(expectText({ text: '>>> ', silenceMs: 100 }), split);
      expect(text(told.result?.before)).toBe('noise');
      expect(told).toMatchObject({ sent: '', rest: 'rest', discarded: '' });
    }
  });

  it('is asked for first', () => {
    const machine = expectText({ send: bytes('\x02'), text: '>>> ', silenceMs: 100 });
    expect(runMachine(machine, [])).toMatchObject({ sent: '\x02', timer: 100, unread: '' });
  });

  it('fails by silence, with the last that was heard', () => {
    const told = runMachine(expectText({ text: '>>> ', silenceMs: 100 }), ['boot\r\n>>', TIMEOUT]);
    expect(told.failure).toMatchObject({ reason: 'timeout', during: 'waiting for ">>> "' });
    expect(text(told.failure?.seen)).toBe('boot\r\n>>');
    expect(told.unread).toBe('boot\r\n>>');
  });

  it('is helped by an interrupt only where one is given', () => {
    const options = { text: '>>> ', silenceMs: 100 };
    const ctrlC = { ...options, interrupt: bytes('\x03') };
    expect(runMachine(expectText(options), [INTERRUPT, '>>> ']).sent).toBe('');
    const told = runMachine(expectText(ctrlC), [INTERRUPT, INTERRUPT, '>>> ']);
    expect(told.sent).toBe('\x03\x03');
    expect(told.result).toBeDefined();
  });

  it('is found behind a flood, of which no more than asked is held', () => {
    const machine = expectText({ text: '>>> ', silenceMs: 100, keep: 10 });
    const told = runMachine(machine, ['x'.repeat(1000), 'y'.repeat(8), '>>> ']);
    expect(told.discarded).toBe('x'.repeat(998));
    expect(text(told.result?.before)).toBe(`xx${'y'.repeat(8)}`);
  });

  it('is found in pieces though less than itself shall be held', () => {
    const machine = expectText({ text: '>>> ', silenceMs: 100, keep: 1 });
    expect(runMachine(machine, 'xyz>>> '.split('')).result).toBeDefined();
  });
});

describe('a machine that gives up', () => {
  const seen = bytes('>\x00\r\n\xffabc\x1b ');

  it.each<[Failure['reason'], string, string | undefined]>([
    ['silent', 'board-silent', 'a test; the board said "> abc"'],
    ['timeout', 'no-response', 'a test; the board said "> abc"'],
    ['unexpected', 'protocol-damaged', 'a test; the board said "> abc"'],
    ['no-raw-repl', 'no-raw-repl', 'a test; the board said "> abc"'],
    ['reset', 'board-reset', undefined],
  ])(
    'for the reason %s is the error %s, with readable words of the board',
    (reason, code, detail) => {
      const error = failureError({ reason, during: 'a test', seen });
      expect(error.code).toBe(code);
      expect(error.detail).toBe(detail);
    },
  );

  it('says nothing of a board that said nothing', () => {
    const error = failureError({ reason: 'timeout', during: 'a test', seen: bytes('\r\n') });
    expect(error.detail).toBe('a test');
  });
});
