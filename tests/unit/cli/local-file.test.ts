// Files of the computer that come piece by piece: the old one stays until the new one is whole.

import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Of, wholeOf } from '../../../src/engine/board/files/content';
import { FileContent } from '../../../src/engine/host/file-content';
import { LocalFile } from '../../../src/cli/files/local-file';
import { copyOnComputer, fileForBoard } from '../../../src/cli/files/local-source';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'adder-local-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const bytes = (text: string): Buffer => Buffer.from(text);

describe('a file that is written piece by piece', () => {
  it.each([
    ['', 'ENOENT'],
    ['new/', 'EISDIR'],
  ])('cannot be called %j, and the error is about that name', async (name, code) => {
    const path = name === '' ? '' : at(name);
    const file = new LocalFile(path);
    await expect(file.end()).rejects.toMatchObject({ code, path });
    await file.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('has its name only when it is whole', async () => {
    writeFileSync(at('x'), 'old');
    chmodSync(at('x'), 0o640);
    const file = new LocalFile(at('x'));
    void file.write(bytes('ne'));
    await file.write(bytes('w'));
    expect(readFileSync(at('x'), 'utf8')).toBe('old');
    await file.end();
    expect(readFileSync(at('x'), 'utf8')).toBe('new');
    expect(statSync(at('x')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('leaves the old one and nothing else when it is abandoned', async () => {
    writeFileSync(at('x'), 'old');
    const file = new LocalFile(at('x'));
    void file.write(bytes('new'));
    expect(await file.abandon()).toBeUndefined();
    expect(readFileSync(at('x'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('may be empty', async () => {
    await new LocalFile(at('empty')).end();
    expect(readFileSync(at('empty'))).toHaveLength(0);
  });

  it('asks to wait when the disk is behind', async () => {
    const file = new LocalFile(at('x'));
    expect(file.write(Buffer.alloc(1000))).toBeUndefined();
    expect(file.write(Buffer.alloc(300_000))).toBeInstanceOf(Promise);
    await file.end();
    expect(statSync(at('x')).size).toBe(301_000);
  });

  it('goes through a link, and into a file with two names', async () => {
    writeFileSync(at('real'), 'old');
    symlinkSync('real', at('link'));
    linkSync(at('real'), at('second'));
    const file = new LocalFile(at('link'));
    await file.write(bytes('new'));
    await file.end();
    for (const name of ['real', 'second', 'link'])
      expect(readFileSync(at(name), 'utf8')).toBe('new');
  });

  it('says of a folder that is missing which file could not be made', async () => {
    const file = new LocalFile(at('nowhere/x'));
    void file.write(bytes('x'));
    await expect(file.end()).rejects.toMatchObject({ code: 'ENOENT', path: at('nowhere/x') });
    expect(await file.abandon()).toMatchObject({ code: 'ENOENT' });
  });

  it('is no folder', async () => {
    mkdirSync(at('dir'));
    await expect(new LocalFile(at('dir')).end()).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('a file for the board', () => {
  it('is read when it is sent', async () => {
    writeFileSync(at('x'), '12');
    const file = await fileForBoard(at('x'), './x');
    expect(file).toMatchObject({ kind: 'file', path: './x', size: 2 });
    writeFileSync(at('x'), '345');
    expect(Buffer.from(wholeOf(await file.read())).toString()).toBe('345');
  });

  it('is not held in memory when it is large', async () => {
    const content = randomBytes(1_500_000);
    writeFileSync(at('x'), content);
    const read = await (await fileForBoard(at('x'), './x')).read();
    expect(read).toBeInstanceOf(FileContent);
    expect(sha256Of(read).equals(sha256Of(content))).toBe(true);
    expect(Buffer.from(read.subarray(1_499_990, 2_000_000))).toEqual(content.subarray(1_499_990));
    truncateSync(at('x'), 10);
    expect(() => read.subarray(0, 20)).toThrow(expect.objectContaining({ code: 'local-failed' }));
    read.close?.();
  });

  it.each([
    ['nofile', 'ENOENT'],
    ['.', 'EISDIR'],
  ])('that is %s is told at once', async (name, code) => {
    await expect(fileForBoard(at(name), 'x')).rejects.toMatchObject({ code });
    await expect(copyOnComputer(at(name), at('to'))).rejects.toMatchObject({ code });
  });
});

it('a file is copied over itself without a loss', async () => {
  writeFileSync(at('x'), 'content');
  await copyOnComputer(at('x'), at('x'));
  expect(readFileSync(at('x'), 'utf8')).toBe('content');
});
