// Saving on a board over the file that was opened, and no other.

import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Found, SurveyedPlace } from '../../../src/engine/board/files/listing';
import { boardFacts, saveIfUnchanged } from '../../../src/main/boards/save-file';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const OLD = { size: 3, sha256: sha('old'), orMissing: false };

let there: Map<string, string>;
let hashes: boolean;

/** A board of texts. */
const files = {
  survey: (places: readonly SurveyedPlace[]): Promise<Found[]> =>
    Promise.resolve(
      places.map(({ path, size }): Found => {
        const text = there.get(path);
        if (path === '/lib') return { kind: 'folder' };
        if (text === undefined) return { kind: 'nothing' };
        if (text.length !== size) return { kind: 'other-size', size: text.length };
        return { kind: 'same-size', sha256: hashes ? sha(text) : undefined };
      }),
    ),
  read: (path: string) => Promise.resolve(bytes(there.get(path) ?? '')),
  write: (path: string, content: Uint8Array | string) => {
    there.set(path, typeof content === 'string' ? content : new TextDecoder().decode(content));
    return Promise.resolve('hash' as const);
  },
};

beforeEach(() => {
  there = new Map([['/a.py', 'old']]);
  hashes = true;
});

describe('a file on the board', () => {
  it('is written over while it is the one that was opened', async () => {
    await saveIfUnchanged(files, '/a.py', bytes('newer'), OLD, {});
    expect(there.get('/a.py')).toBe('newer');
  });

  it.each(['odd', 'longer'])('is left alone when it is another one: %s', async (other) => {
    there.set('/a.py', other);
    const saving = saveIfUnchanged(files, '/a.py', bytes('newer'), OLD, {});
    await expect(saving).rejects.toMatchObject({ code: 'board-file-changed' });
    expect(there.get('/a.py')).toBe(other);
  });

  it('may be what is to be saved already: an upload whose end nobody heard', async () => {
    there.set('/a.py', 'newer');
    await saveIfUnchanged(files, '/a.py', bytes('newer'), OLD, {});
    expect(there.get('/a.py')).toBe('newer');
  });

  it('is made only if that was agreed', async () => {
    there.clear();
    const saving = saveIfUnchanged(files, '/a.py', bytes('x'), OLD, {});
    await expect(saving).rejects.toMatchObject({ code: 'board-file-changed' });
    await saveIfUnchanged(files, '/a.py', bytes('x'), { ...OLD, orMissing: true }, {});
    expect(there.get('/a.py')).toBe('x');
  });

  it('is read where the firmware cannot hash', async () => {
    hashes = false;
    await saveIfUnchanged(files, '/a.py', bytes('new'), OLD, {});
    expect(there.get('/a.py')).toBe('new');
    const saving = saveIfUnchanged(files, '/a.py', bytes('other'), OLD, {});
    await expect(saving).rejects.toMatchObject({ code: 'board-file-changed' });
  });

  it('is never a folder', async () => {
    const saving = saveIfUnchanged(files, '/lib', bytes('x'), OLD, {});
    await expect(saving).rejects.toMatchObject({ code: 'is-a-folder' });
  });
});

describe('what lies on the board', () => {
  it('is told in the order of the questions', async () => {
    const facts = await boardFacts(files, [
      { path: '/a.py', size: 3 },
      { path: '/a.py', size: 4 },
      { path: '/lib', size: 1 },
      { path: '/b.py', size: 1 },
    ]);
    expect(facts).toEqual([
      { kind: 'file', size: 3, sha256: sha('old') },
      { kind: 'file', size: 3 },
      { kind: 'folder' },
      { kind: 'missing' },
    ]);
  });

  it('is not asked for when there is no question', async () => {
    const survey = (): Promise<Found[]> => Promise.reject(new Error('asked'));
    expect(await boardFacts({ survey }, [])).toEqual([]);
  });
});
