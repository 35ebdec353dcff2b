// @vitest-environment happy-dom
// What is made of what the linter finds, and what happens when it does not answer.

import { python } from '@codemirror/lang-python';
import { EditorState } from '@codemirror/state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Checker, type CheckerWorker } from '../../../src/renderer/checking/checker';
import { toDiagnostics } from '../../../src/renderer/checking/lint';
import type { Answer, Found, Question } from '../../../src/renderer/checking/messages';
import { mistakeOf } from '../../../src/renderer/checking/mistakes';

function found(code: string, message: string, row = 1, column = 1, length = 1): Found {
  return { code, message, from: { row, column }, to: { row, column: column + length } };
}

describe('a mistake', () => {
  it.each([
    ['F821', 'Undefined name `prnt`', 'error', /^“prnt” is not known here/],
    ['F401', '`os` imported but unused', 'info', /^“os” is imported but never used/],
    ['B015', 'Pointless comparison. Did you mean …', 'warning', /write one “=”/],
    ['invalid-syntax', 'Expected `,`, found name', 'error', /^Expected ",", found name\.$/],
    ['PLE0101', 'Explicit return in `__init__`', 'error', /^Explicit return in "__init__"\.$/],
  ])('%s is told in plain words', (code, message, severity, words) => {
    expect(mistakeOf(found(code, message))).toMatchObject({
      severity,
      words: expect.stringMatching(words),
    });
  });

  it('is what MicroPython lacks, and not what it has', () => {
    const match = 'Cannot use `match` statement on Python 3.7 (syntax was added in Python 3.10)';
    const walrus =
      'Cannot use named assignment expression (`:=`) on Python 3.7 (syntax was added in Python 3.8)';
    expect(mistakeOf(found('invalid-syntax', match))?.words).toBe(
      'MicroPython does not have "match" statement.',
    );
    expect(mistakeOf(found('invalid-syntax', walrus))).toBeUndefined();
  });
});

describe('its place in the editor', () => {
  const assembler = '@rp2.asm_pio()\ndef blink():\n    set(pins, 1)\nset(pins)\n';
  const at = (doc: string, one: Found): [number, number][] => {
    const state = EditorState.create({ doc, extensions: python() });
    const mistake = mistakeOf(one);
    const all = toDiagnostics(state, mistake ? [mistake] : []);
    return all.map(({ from, to }) => [from, to]);
  };

  it('is counted in characters of the editor', () => {
    expect(at('x = "😀"; y', found('F821', 'Undefined name `y`', 1, 11))).toEqual([[10, 11]]);
  });

  it('stays in the text, whatever was found in an older one', () => {
    expect(at('ab\n', found('F821', 'x', 9, 9))).toEqual([[3, 3]]);
    expect(at('ab\n', found('F821', 'x', 1, 99))).toEqual([[2, 2]]);
    expect(at('', found('F821', 'x', 0, 0))).toEqual([[0, 0]]);
  });

  it('is none inside assembler, whose words are no names of Python', () => {
    expect(at(assembler, found('F821', 'Undefined name `pins`', 3, 9, 4))).toEqual([]);
    expect(at(assembler, found('F821', 'Undefined name `pins`', 4, 5, 4))).toHaveLength(1);
  });
});

describe('the checker', () => {
  let workers: (CheckerWorker & { asked: Question[]; ended: boolean })[];
  let checker: Checker;

  beforeEach(() => {
    vi.useFakeTimers();
    workers = [];
    checker = new Checker(() => {
      const worker = {
        asked: [] as Question[],
        ended: false,
        postMessage: (question: Question) => worker.asked.push(question),
        onmessage: null,
        onerror: null,
        terminate: () => {
          worker.ended = true;
        },
      };
      workers.push(worker);
      return worker;
    });
  });
  afterEach(() => vi.useRealTimers());

  function answer(given: Answer): void {
    workers.at(-1)?.onmessage?.({ data: given } as MessageEvent<Answer>);
  }

  it('gives each question its own answer, in any order', async () => {
    const one = checker.check('a');
    const two = checker.format('b');
    answer({ id: 2, kind: 'formatted', text: 'B' });
    answer({ id: 1, kind: 'found', found: [] });
    answer({ id: 7, kind: 'found', found: [] });
    expect(await Promise.all([one, two])).toEqual([[], 'B']);
    expect(workers).toHaveLength(1);
  });

  it('says why it could not', async () => {
    const question = checker.format('(');
    answer({ id: 1, kind: 'failed', reason: 'unexpected EOF' });
    await expect(question).rejects.toMatchObject({
      code: 'checker-failed',
      detail: 'unexpected EOF',
    });
  });

  it('is started anew when it does not answer, or has crashed', async () => {
    const first = checker.check('');
    answer({ kind: 'found', id: 1, found: [] });
    await first;
    const silent = expect(checker.check('a')).rejects.toMatchObject({ code: 'checker-failed' });
    await vi.advanceTimersByTimeAsync(10_000);
    await silent;
    expect(workers[0]?.ended).toBe(true);
    const crashing = checker.check('b');
    expect(workers).toHaveLength(2);
    workers[1]?.onerror?.(new ErrorEvent('error', { message: 'out of memory' }));
    await expect(crashing).rejects.toMatchObject({ detail: 'out of memory' });
  });

  it('has a minute for its first answer: computers are slow when all begins at once', async () => {
    const slow = checker.check('a');
    await vi.advanceTimersByTimeAsync(50_000);
    answer({ kind: 'found', id: 1, found: [] });
    expect(await slow).toEqual([]);
    expect(workers).toHaveLength(1);
  });
});
