// A board whose helpers answer well-formed frames with nonsense in them: damage that no checksum finds, or a hostile board.

import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { answering, END, frames, record, saying } from './helper-board';
import { settled, useFakeTime } from './settled';

useFakeTime();

describe('a listing', () => {
  const FILE = record('f', '3 0 - a.py');

  it('is what the records say, with times only where the board has a clock', async () => {
    const { board } = await saying(FILE, record('d', '0 5 - lib'), END);
    expect(await settled(board.files.list('/'))).toEqual([
      { name: 'a.py', kind: 'file', size: 3 },
      { name: 'lib', kind: 'folder', size: 0, modified: 5 },
    ]);
  });

  it.each([
    ['has an entry without a size', [record('f', 'x 0 - a.py'), END]],
    ['has an entry without a name', [record('f', '3 0 - '), END]],
    ['has no end', [FILE]],
    ['has two ends', [FILE, END, END]],
    ['is cut inside a record', [FILE, END, record('f', '3 0 - b.py').subarray(0, 5)]],
  ])('that %s is damaged, also when it is asked for again', async (_, records) => {
    const { board, helpers } = await saying(...records);
    expect(await settled(board.files.list('/'))).toEqual({ code: 'protocol-damaged' });
    expect(helpers).toHaveLength(2);
  });

  it('is the second answer where the first was damaged', async () => {
    let asked = 0;
    const { board } = await answering((program) => {
      const good = `${frames(program, [FILE, END])}\x04`;
      return asked++ === 0 ? good.replace('=', '=ff') : good;
    });
    expect(await settled(board.files.list('/'))).toHaveLength(1);
  });

  it('has the code of the traceback that ends it', async () => {
    const { board, helpers } = await answering(() => '\x04OSError: [Errno 2] ENOENT\r\n');
    expect(await settled(board.files.list('/'))).toEqual({ code: 'file-not-found' });
    expect(helpers).toHaveLength(1);
  });
});

describe('a survey of places', () => {
  const places = ['a', 'b', 'c', 'd'].map((path) => ({ path, size: 3 }));

  it('is told place by place', async () => {
    const { board } = await saying(
      record('-'),
      record('d'),
      record('s', '12'),
      record('h', 'abc'),
      END,
    );
    expect(await settled(board.files.survey(places))).toEqual([
      { kind: 'nothing' },
      { kind: 'folder' },
      { kind: 'other-size', size: 12 },
      { kind: 'same-size', sha256: 'abc' },
    ]);
  });

  it.each([
    ['tells of too few', [record('-'), END]],
    ['tells what nobody knows', [record('-'), record('-'), record('-'), record('?'), END]],
  ])('that %s is damaged', async (_, records) => {
    const { board } = await saying(...records);
    expect(await settled(board.files.survey(places))).toEqual({ code: 'protocol-damaged' });
  });
});

describe('reading a file', () => {
  it('takes it as its records bring it', async () => {
    const { board } = await saying(record('F', '6'), record('D', 'abc'), record('D', 'def'), END);
    expect(Buffer.from((await settled(board.files.read('/a'))) as Uint8Array).toString()).toBe(
      'abcdef',
    );
  });

  it.each([
    ['does not end', [record('F', '3'), record('D', 'abc')]],
    ['has records that nobody knows', [record('F', '3'), record('?', 'abc'), END]],
    ['is deflated, and is not', [record('F', '3'), record('z', 'abc'), END]],
    ['is cut inside a record', [record('F', '3'), record('D', 'abc').subarray(0, 5)]],
  ])('that %s is damaged', async (_, records) => {
    const { board } = await saying(...records);
    expect(await settled(board.files.read('/a'))).toEqual({ code: 'protocol-damaged' });
  });

  it.each([
    ['another record', record('D', 'd')],
    ['the beginning of one', utf8('D')],
  ])('is whole at its end, though %s comes behind it', async (_, behind) => {
    const { board, helpers } = await saying(record('F', '3'), record('D', 'abc'), END, behind);
    expect(await settled(board.files.read('/a'))).toEqual(Buffer.from('abc'));
    expect(helpers).toHaveLength(1);
  });

  it('never unpacks more than a piece can be', async () => {
    const bomb = deflateRawSync(new Uint8Array(1_000_000));
    const { board } = await saying(record('F', '9'), record('z', bomb), END);
    expect(await settled(board.files.read('/a'))).toEqual({ code: 'protocol-damaged' });
  });
});

describe('an answer in one piece', () => {
  it('that does not come is damaged', async () => {
    const { board } = await saying();
    expect(await settled(board.files.stat('/a'))).toEqual({ code: 'protocol-damaged' });
  });

  it('may be none: no digest', async () => {
    const { board } = await saying(utf8('-'));
    expect(await settled(board.files.hash('/a'))).toBeUndefined();
  });

  it('that is cut inside a frame is damaged', async () => {
    const { board } = await answering(
      (program) => `${frames(program, [utf8('f 3 0')]).slice(0, -2)}\x04`,
    );
    expect(await settled(board.files.stat('/a'))).toEqual({ code: 'protocol-damaged' });
  });

  it('counts for nothing behind what was damaged', async () => {
    const { board, helpers } = await answering((program) => {
      const good = frames(program, [utf8('f 3 0')]);
      return `${good.replace('=', '=ff')}${good}${good}\x04`;
    });
    expect(await settled(board.files.stat('/a'))).toEqual({ code: 'protocol-damaged' });
    expect(helpers).toHaveLength(2);
  });

  it('is told before bytes that are no text, which may be a part of it: they are shown when it is whole', async () => {
    const shown: string[] = [];
    const { board } = await answering(
      (program) => `\x01\x02${'\x01'.repeat(100_000)}${frames(program, [utf8('f 3 0')])}\x04`,
    );
    board.onConsole((bytes) => void shown.push(Buffer.from(bytes).toString('latin1')));
    expect(await settled(board.files.stat('/a'))).toMatchObject({ kind: 'file', size: 3 });
    expect(shown.join('').length).toBeLessThan(100_000);
  });

  it('stands beside what a callback prints, which is shown in the console', async () => {
    const shown: string[] = [];
    const { board } = await answering(
      (program) => `tick\r\n${frames(program, [utf8('f 3 0')])}\x04`,
    );
    board.onConsole((bytes) => void shown.push(Buffer.from(bytes).toString('latin1')));
    expect(await settled(board.files.stat('/a'))).toMatchObject({ kind: 'file', size: 3 });
    expect(shown.join('')).toContain('tick');
    expect(shown.join('')).not.toContain('\x1e');
  });
});
