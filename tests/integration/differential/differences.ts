// Where Adder answers otherwise than mpremote, each with its reason: the rows of "Where it differs" in docs/migration-from-mpremote.md. Cases
// that the installed mpremote is too old for say so by themselves (`since`).

import { expect } from 'vitest';
import { version } from '../../../package.json';
import type { Apart, Difference } from './case';

/** The error of `cp` names what is missing on the computer. */
export function namesMissing(path: string): Difference {
  return {
    because: 'the error of cp names the missing path behind the text of mpremote',
    becomes: (theirs) => ({
      ...theirs,
      stderr: theirs.stderr.replace(
        /^mpremote: cp: .*\n$/,
        `mpremote: cp: No such file or directory: No such file or directory. (${path})\n`,
      ),
    }),
  };
}

/** An error that mpremote does not catch ends in a trace of its own. */
export function inOneSentence(stderr: string): Difference {
  return {
    because: 'one sentence instead of a trace of Python',
    becomes: (theirs) => {
      expect(theirs.stderr).toMatch(/^Traceback \(most recent call last\):\n {2}File /);
      return { ...theirs, stderr };
    },
  };
}

/** Each names one package, and none is installed before it. */
export const NO_PACKAGE: Difference = {
  because: 'what cannot be the name of a package is not asked for',
  becomes: (theirs) => {
    expect(theirs.stderr).toMatch(/^mpremote: Package not found: /);
    return { ...theirs, stdout: '', stderr: 'mpremote: This does not name a package.\n' };
  },
};

/** For mpremote the program ends at the byte 04 that it prints, and the rest is its traceback. */
export const KEEPS_04: Difference = {
  because: 'a program may print the byte 04',
  becomes: (theirs) => ({ ...theirs, stdout: '1\n\x04\n2\n', code: 0 }),
};

/** The listing of a mounted folder has no sizes in mpremote. */
export const HAS_SIZES: Difference = {
  because: 'sizes in a listing are real',
  becomes: (theirs) => ({ ...theirs, stdout: theirs.stdout.replace('   0 z.py', '   6 z.py') }),
};

/**
 * The files of the mounted folder are the computer's, and stay. mpremote removes them until it comes to a folder, and says then what Adder says
 * before; where there is none, it removes the mounted folder, too.
 */
export const KEEPS_MOUNTED: Difference = {
  because: 'rm -r of a mounted folder keeps the files of the computer',
  becomes: (theirs) => ({
    ...theirs,
    stdout: theirs.stdout.replace(/^removed.*\n|^rm :a\.py\n/gm, ''),
    stderr: 'mpremote: rm -r not permitted on /remote directory\n',
    code: 1,
    computer: {},
  }),
};

/** `:/` is the folder that the board is in, which is `/dir` in these cases. */
export const ROOT_IS_ROOT: Difference = {
  because: 'for cp the path :/ is the root',
  becomes: (theirs) => ({
    ...theirs,
    board: Object.fromEntries(
      Object.entries(theirs.board).map(([path, content]) => [path.replace(/^dir\//, ''), content]),
    ),
  }),
};

/** What is there already is named so, too. */
export const NAMED_BELOW_ROOT: Difference = {
  because: 'for cp the path :/ is the root',
  becomes: (theirs) => ({ ...theirs, stdout: theirs.stdout.replace(' ./', ' /') }),
};

/** The file system of a mounted folder is Python on the board, and Adder's is another one: lines of its own in a traceback. */
export const OTHER_FRAMES: Apart = {
  because: 'the protocol of a mounted folder is of our own making',
  from: (outcome) => ({
    ...outcome,
    stdout: outcome.stdout.replace(
      /^ {2}File "<(stdin|string)>", line \d+, in (?!<module>)[^\n]*\n/gm,
      '',
    ),
  }),
};

/** `NAME VERSION`, and in brackets what it is compatible with; called as mpremote the other way round, so that scripts read the number. */
export const OWN_VERSION: Difference = {
  because: 'version prints name, version and the mpremote version it is compatible with',
  becomes: (theirs) => ({
    ...theirs,
    stdout: `mpremote 1.29.0 (adder ${version})\n`,
  }),
};

export const SECONDS: Difference = {
  because: "sleep's help says seconds",
  becomes: (theirs) => ({
    ...theirs,
    stdout: theirs.stdout
      .replace('[-h] ms ', '[-h] seconds ')
      .replace('  ms            milliseconds', '  seconds       seconds'),
  }),
};
