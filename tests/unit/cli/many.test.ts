// Several boards on one line: their names, and their output.

import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBoards, splitBoards } from '../../../src/cli/grammar/board-list';
import { readSteps } from '../../../src/cli/grammar/parse';
import { MAX_LINE_BYTES, PrefixedLines } from '../../../src/cli/many/prefixed-lines';
import { Output } from '../../../src/cli/output';

describe('a list of boards', () => {
  it.each([
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    ['process:x 1,,2,virtual:', ['process:x 1,2', 'virtual:']],
    ['a,,,b', ['a,', 'b']],
    ['a,,', ['a,']],
  ])('%s', (text, boards) => {
    expect(splitBoards(text)).toEqual(boards);
  });

  it.each(['a,', ',a', ','])('%s lacks one', (text) => {
    expect(() => splitBoards(text)).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
  });

  it('is read as it was written', () => {
    const board = fc.string({ unit: fc.constantFrom(',', 'a', ':'), minLength: 1 });
    const boards = fc.array(
      board.filter((name) => !name.startsWith(',')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(boards, (all) => {
        expect(splitBoards(joinBoards(all))).toEqual(all);
      }),
    );
  });

  it('takes the rest of the line', () => {
    const read = (...argv: string[]): unknown => [...readSteps(argv, 'adder')];
    expect(read('connect', 'a,b', 'exec', '1', '+', 'ls')).toEqual([
      { kind: 'connect-many', boards: ['a', 'b'], rest: ['exec', '1', '+', 'ls'] },
    ]);
    expect(read('connect', 'all')).toEqual([{ kind: 'connect-many', boards: 'all', rest: [] }]);
    expect(read('connect', 'a,,b', 'resume', 'exec', '1')).toContainEqual({
      kind: 'connect',
      device: 'a,b',
    });
  });
});

describe('the lines of a board', () => {
  function written(...pieces: (string | Uint8Array)[]): Promise<Buffer> {
    return writtenAs(false, ...pieces);
  }

  async function writtenAs(json: boolean, ...pieces: (string | Uint8Array)[]): Promise<Buffer> {
    const stream = new PassThrough();
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    const lines = new PrefixedLines('b', new Output(stream, () => undefined), json);
    for (const piece of pieces) lines.write(piece);
    lines.end();
    await once(lines, 'finish');
    await once(stream.end(), 'end');
    return Buffer.concat(parts);
  }

  it('get its name in front when they are whole, and the last one an end', async () => {
    const text = await written('a', 'b\r\nc\n\nd', 'e');
    expect(text.toString()).toBe('[b] ab\r\n[b] c\n[b] \n[b] de\n');
  });

  it('are objects that name the board with --json, whatever they were', async () => {
    const text = await writtenAs(true, '{"path":""}\n[1]\nhello "you"\r\n7');
    const objects = text
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(objects).toEqual([
      { board: 'b', path: '' },
      { board: 'b', list: [1] },
      { board: 'b', text: 'hello "you"' },
      { board: 'b', text: '7' },
    ]);
  });

  it('keep their bytes', async () => {
    expect(await written(Uint8Array.of(0xff, 0, 10))).toEqual(
      Buffer.concat([Buffer.from('[b] '), Buffer.of(0xff, 0, 10)]),
    );
  });

  it('are cut where they have no end', async () => {
    const text = (await written('x'.repeat(MAX_LINE_BYTES + 2))).toString();
    expect(text).toBe(`[b] ${'x'.repeat(MAX_LINE_BYTES)}\n[b] xx\n`);
  });
});
