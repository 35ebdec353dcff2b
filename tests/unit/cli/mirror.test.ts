// What sync and restore show: plans, progress.

import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/cli/mirror/plan-lines';
import { bytesText, TransferLine, transferText } from '../../../src/cli/mirror/transfer-line';
import { Output } from '../../../src/cli/output';
import type { Mirror } from '../../../src/engine/board/mirror/mirror';
import type { PlannedCopy } from '../../../src/engine/board/mirror/plan';

function planned(count: number): PlannedCopy[] {
  return Array.from({ length: count }, (_, index) => ({
    file: {
      kind: 'file',
      path: `f${index}`,
      size: 1,
      read: () => Promise.reject(new Error('not here')),
      digest: () => Promise.reject(new Error('not here')),
    },
    change: 'new',
    replaced: 0,
  }));
}

describe('the lines of a plan', () => {
  const mirror: Mirror = {
    destination: '/app',
    above: [],
    folders: [],
    files: planned(30),
    extras: planned(40).map(({ file }) => ({ path: file.path, kind: 'file', size: 1 })),
    conflicts: [],
    otherVolumes: ['sd'],
    volume: undefined,
  };

  it('are short for what is written, and complete for what is removed', () => {
    const lines = planLines(mirror, true, false);
    expect(lines.filter((line) => line.startsWith('+ '))).toHaveLength(20);
    expect(lines).toContain('  ... and 10 more');
    expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(40);
    expect(lines).toContain('  sd/ is another file system and left alone');
    expect(lines.at(-1)).toBe(':/app 30 new, 0 changed, 0 same, 40 to remove');
  });

  it('are all there for a dry run, and name nothing that stays', () => {
    const lines = planLines(mirror, false, true);
    expect(lines.filter((line) => line.startsWith('+ '))).toHaveLength(30);
    expect(lines.filter((line) => line.startsWith('- '))).toEqual([]);
    expect(lines.at(-1)).toMatch(/40 only on the board$/);
  });
});

describe('progress', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 kB'],
    [123_456, '123 kB'],
    [2_500_000, '2.5 MB'],
  ])('writes %i bytes as %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

  it('tells the rate and the time left once they mean something', () => {
    expect(transferText({ done: 0, total: 4000 }, 2000)).toBe('  0% 0 B of 4.0 kB');
    expect(transferText({ done: 1000, total: 4000 }, 100)).toBe(' 25% 1.0 kB of 4.0 kB');
    expect(transferText({ done: 1000, total: 61_000 }, 1500)).toBe(
      '  1% 1.0 kB of 61 kB, 667 B/s, 1:30 left',
    );
  });

  function output(isTTY: boolean): { out: Output; text: () => string } {
    const parts: string[] = [];
    const stream = new Writable({
      write: (part: Buffer, _, done) => {
        parts.push(part.toString());
        done();
      },
    });
    const out = new Output(Object.assign(stream, { isTTY }), () => undefined);
    return { out, text: () => parts.join('') };
  }

  it('is drawn ten times a second at most, and taken away', () => {
    let now = 0;
    const { out, text } = output(true);
    const line = new TransferLine(out, () => now);
    for (; now < 1000; now += 10) line.show({ done: now, total: 3000 });
    expect(text().match(/\r/g)).toHaveLength(10);
    line.clear();
    line.clear();
    expect(text().endsWith('left\r\x1b[K')).toBe(true);
  });

  it.each([
    ['in a pipe', false, 5000],
    ['for little', true, 100],
  ])('is not shown %s', (_, isTTY, total) => {
    const { out, text } = output(isTTY);
    const line = new TransferLine(out);
    line.show({ done: 1, total });
    line.clear();
    expect(text()).toBe('');
  });
});
