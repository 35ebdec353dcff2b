// What a backup says of itself, also after somebody has laid hands on it.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  newManifest,
  parseManifest,
  printManifest,
  type BackupManifest,
} from '../../../src/engine/board/backup/manifest';
import { isAdderError } from '../../../src/shared/errors';

const MANIFEST = newManifest(new Date('2026-01-02T03:04:05.678Z'), 'deadbeef', {
  board: { implementation: 'MicroPython', version: '1', release: '', machine: 'é', platform: 'x' },
  fileSystems: [
    {
      path: '/',
      own: true,
      folders: ['lib'],
      files: [{ path: "lib/it's", size: 3, sha256: 'a'.repeat(64) }],
    },
  ],
  leftOut: ['/sd'],
});

function codeOf(text: string, id = MANIFEST.id): string {
  try {
    parseManifest(text, id);
    return 'fine';
  } catch (error) {
    if (isAdderError(error)) return error.code;
    throw error;
  }
}

/** Signed by somebody who knows how. */
function signed(change: object): string {
  const data = { ...MANIFEST, ...change };
  const checksum = createHash('sha256').update(JSON.stringify(data)).digest('hex');
  return JSON.stringify({ ...data, checksum });
}

describe('a manifest', () => {
  it('is read as it was written, and its name begins with its time', () => {
    expect(MANIFEST.id).toBe('20260102T030405678Z-deadbeef');
    expect(parseManifest(printManifest(MANIFEST), MANIFEST.id)).toEqual(MANIFEST);
  });

  it('with any byte changed is damaged', () => {
    const text = printManifest(MANIFEST).trimEnd();
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('x', '0', ' ', '"', '\\'), (at, by) => {
        const other = text.slice(0, at) + by + text.slice(at + 1);
        const isSame = ((): boolean => {
          try {
            return JSON.stringify(JSON.parse(other)) === JSON.stringify(JSON.parse(text));
          } catch {
            return false;
          }
        })();
        if (!isSame) expect(codeOf(other)).toBe('backup-damaged');
      }),
    );
  });

  const withFile = (file: object): Partial<BackupManifest> => ({
    fileSystems: MANIFEST.fileSystems.map((one) => ({
      ...one,
      files: [{ path: 'x', size: 1, sha256: 'a'.repeat(64), ...file }],
    })),
  });

  it.each([
    ['a newer version', { version: 2 }, 'backup-too-new'],
    ['another format', { format: 'other' }, 'backup-damaged'],
    ['another id', { id: '20260102T030405678Z-00000000' }, 'backup-damaged'],
    ['a path that leads up', withFile({ path: '../x' }), 'backup-damaged'],
    ['an absolute path', withFile({ path: '/x' }), 'backup-damaged'],
    ['a path with NUL', withFile({ path: 'x\0' }), 'backup-damaged'],
    ['a hash that is a path', withFile({ sha256: '../../../etc/passwd' }), 'backup-damaged'],
    ['a negative size', withFile({ size: -1 }), 'backup-damaged'],
    ['nothing wrong', {}, 'fine'],
  ])('with %s: %s', (_, change, code) => {
    expect(codeOf(signed(change))).toBe(code);
  });

  it.each(['', 'null', '[]', '1', '{', '{}'])('that is %j is damaged', (text) => {
    expect(codeOf(text)).toBe('backup-damaged');
  });
});
