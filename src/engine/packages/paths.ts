// Where the files of a package go: paths below a target folder of the board. A package comes from outside, so that none may lead out of
// that folder, whatever kind of computer or board reads it.

import { hasControlCharacter } from '../../shared/control-characters';
import { AdderError } from '../../shared/errors';

/** Adder's own files on the board begin so: staged files, the journal, the record. */
export const OWN_PREFIX = '.adder-';

/** Of a path, bytes: littlefs allows 255 for a name, FAT for a path. */
const MAX_BYTES = 200;

/** A separator or a drive of another system. */
const NEVER = /[\\:]/;

/** The path in its plainest form. Throws `package-unsafe`. */
export function safePackagePath(path: string): string {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  const isOdd =
    path.startsWith('/') ||
    path.endsWith('/') ||
    steps.length === 0 ||
    NEVER.test(path) ||
    hasControlCharacter(path) ||
    Buffer.byteLength(path) > MAX_BYTES ||
    steps.some((step) => step === '..' || step.startsWith(OWN_PREFIX));
  if (isOdd) throw unsafe(path);
  return steps.join('/');
}

export function unsafe(path: string): AdderError {
  return new AdderError('package-unsafe', { detail: JSON.stringify(path.slice(0, 200)) });
}

/** A path below the target, for the board; '' is the root. */
export function inTarget(target: string, path: string): string {
  return `${target.replace(/\/+$/, '')}/${path}`;
}

/** The target itself and every folder above it, from the top; the root and the working folder are always there. */
export function targetFolders(target: string): string[] {
  const root = target.startsWith('/') ? '/' : '';
  const steps = target.split('/').filter((step) => step !== '' && step !== '.');
  return steps.map((_, index) => root + steps.slice(0, index + 1).join('/'));
}

/** Every folder that these files lie in, below the target, each before the ones in it. */
export function foldersOf(paths: Iterable<string>): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    const steps = path.split('/').slice(0, -1);
    for (let count = 1; count <= steps.length; count++)
      folders.add(steps.slice(0, count).join('/'));
  }
  return [...folders];
}
