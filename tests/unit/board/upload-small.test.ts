// Writing on firmware without stdin: the content goes in steps, each a program that says how far it is.

import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { answering, END, frames, record } from './helper-board';
import { settled, useFakeTime } from './settled';

useFakeTime();

const OLD = ['stat', 'ilistdir', 'rename'];
const CONTENT = 'first and second and third, longer than a step';

/** What `_adder_` does on the board: takes a step, and says how much is there. */
class Steps {
  there = '';
  ended = false;
  calls = 0;

  take(program: string): string {
    const [, at, data = 'None'] = /^_adder_\((\d+),\d+,(.*)\)$/s.exec(program) ?? [];
    if (at === undefined) return '\x04';
    this.calls++;
    if (data === 'None') {
      this.ended = true;
      return '\x04';
    }
    this.there += data.slice(2, -1);
    return `${this.there.length}\r\n\x04`;
  }
}

/** @param answer what a step answers instead, by the number of the call */
async function writing(answer: (call: number) => string | undefined = () => undefined) {
  const steps = new Steps();
  const { board } = await answering(
    (program) => {
      const read = [record('F', String(CONTENT.length)), record('D', steps.there), END];
      return `${frames(program, program.includes('__main__') || !program.includes('open') ? [utf8('k')] : read)}\x04`;
    },
    {
      features: OLD,
      others: (program) => {
        const usual = steps.take(program);
        return (program.startsWith('_adder_(') ? answer(steps.calls) : undefined) ?? usual;
      },
    },
  );
  return { board, steps };
}

describe('a file that is written in steps', () => {
  it('is there when it was read back', async () => {
    const { board, steps } = await writing();
    expect(await settled(board.files.write('/a', CONTENT))).toBe('read-back');
    expect(steps).toMatchObject({ there: CONTENT, ended: true });
    expect(steps.calls).toBeGreaterThan(2);
  });

  it('is damaged where a step says something else than how far it is', async () => {
    const { board, steps } = await writing((call) => (call === 2 ? '7\r\n\x04' : undefined));
    expect(await settled(board.files.write('/a', CONTENT))).toEqual({ code: 'protocol-damaged' });
    expect(steps.ended).toBe(true);
  });

  it('ends with the error of the board, whatever the end says', async () => {
    const full = '\x04OSError: [Errno 28] ENOSPC\r\n';
    const { board } = await writing((call) => (call >= 2 ? full : undefined));
    expect(await settled(board.files.write('/a', CONTENT))).toEqual({ code: 'board-full' });
  });

  it('can be cancelled between two steps', async () => {
    const { board, steps } = await writing();
    const cancel = new AbortController();
    const onProgress = (): void => cancel.abort();
    const work = board.files.write('/a', CONTENT, { signal: cancel.signal, onProgress });
    expect(await settled(work)).toEqual({ code: 'aborted' });
    expect(steps).toMatchObject({ calls: 2, ended: true });
  });
});
