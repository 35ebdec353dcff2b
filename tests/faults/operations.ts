// What is done over a link with a fault, and what may come of it.

import { createHash } from 'node:crypto';
import type { Board } from '../../src/engine/board/board';
import type { LinkTraits } from '../../src/engine/transport/transport';
import type { Tree } from './stand';

export interface Operation {
  readonly name: string;
  readonly traits?: Partial<LinkTraits>;
  /** Resolves with what it brought; rejects as the engine does. */
  run(board: Board, signal: AbortSignal): Promise<unknown>;
  /** What success brings, and the files then. */
  readonly brings: unknown;
  readonly after: Tree;
  /** A failure may leave some paths as before and some as after; else all are as before, or all as after. */
  readonly inSteps?: boolean;
  /** The call itself has no end when the board falls silent, so that it is aborted after this time, ms. */
  readonly abortMs?: number;
  /** May a success with another result be the board's own answer to damaged text of the user? */
  excuses?(wire: Wire, result: unknown): boolean;
}

/** What was on the wire, as the engine sent it and as the board said it, and where the fault was. */
export interface Wire {
  readonly to: string;
  readonly from: string;
  readonly direction: 'to-board' | 'from-board';
  readonly at: number;
  readonly kind: string;
}

function bytes(length: number, seed: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index * seed + (index >> 3)) & 255));
}

const OLD = bytes(300, 7);
const NEW = bytes(400, 11); // with 03, 04 and all other values
const LONG = bytes(900, 13);
/** Goes packed. */
const TEXT = 'for i in range(10):\n    print(i)\n'.repeat(20);

export const BEFORE: Tree = {
  '/keep.py': OLD.toString('latin1'),
  '/other.txt': 'other',
  '/folder/': '',
  '/folder/inner.bin': bytes(256, 3).toString('latin1'),
};

function changed(change: Record<string, string | undefined>): Tree {
  const tree: Record<string, string | undefined> = { ...BEFORE, ...change };
  return Object.fromEntries(
    Object.entries(tree).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function sha256(content = ''): string {
  return createHash('sha256').update(content, 'latin1').digest('hex');
}

const UART = { inFlight: 256 };
const WORDS = 'the quick brown fox jumps over the lazy dog';
const SHORT_PROGRAM = `print("${WORDS}")\n`;
/** Longer than what goes to the raw REPL in one write. */
const LONG_PROGRAM =
  Array.from({ length: 12 }, (_, line) => `x${line} = "line ${line} of a program"\n`).join('') +
  `print("${WORDS}")\nraise ValueError("as wanted")\n`;

function exec(
  name: string,
  program: string,
  stderr: string,
  traits: Partial<LinkTraits>,
): Operation {
  const stdout = `${WORDS}\r\n`;
  return {
    name,
    traits,
    run: async (board, signal) => {
      const result = await board.exec(program, { signal });
      return { stdout: Buffer.from(result.stdout).toString('latin1'), stderr: result.stderr };
    },
    brings: { stdout, stderr },
    after: BEFORE,
    abortMs: 2000,
    excuses: (wire) => inside(wire, wire.direction === 'to-board' ? [program] : [stdout, stderr]),
  };
}

/** Is the fault inside of one of the texts, which a raw REPL passes on as they are? */
function inside({ to, from, direction, at, kind }: Wire, texts: readonly string[]): boolean {
  const stream = direction === 'to-board' ? to : from;
  return texts.some((text) => {
    const begin = text === '' ? -1 : stream.indexOf(text);
    if (begin < 0) return false;
    // A byte that comes twice before a text is, to whoever reads the text, its first.
    return at >= (kind === 'dup' ? begin - 1 : begin) && at < begin + text.length;
  });
}

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'write',
    run: (board) => board.files.write('/keep.py', NEW),
    brings: 'hash',
    after: changed({ '/keep.py': NEW.toString('latin1') }),
  },
  {
    name: 'write-uart',
    traits: UART,
    run: (board) => board.files.write('/folder/new.bin', LONG),
    brings: 'hash',
    after: changed({ '/folder/new.bin': LONG.toString('latin1') }),
  },
  {
    name: 'write-many',
    traits: UART,
    run: (board) =>
      board.files.writeMany([
        { kind: 'folder', path: '/lib' },
        { kind: 'file', path: '/lib/words.py', bytes: Buffer.from(TEXT) },
        { kind: 'file', path: '/lib/empty.py', bytes: Buffer.alloc(0) },
        { kind: 'file', path: '/keep.py', bytes: NEW },
      ]),
    brings: 'hash',
    after: changed({
      '/lib/': '',
      '/lib/words.py': TEXT,
      '/lib/empty.py': '',
      '/keep.py': NEW.toString('latin1'),
    }),
    inSteps: true,
  },
  {
    name: 'read',
    run: async (board) =>
      Buffer.from(await board.files.read('/folder/inner.bin')).toString('latin1'),
    brings: BEFORE['/folder/inner.bin'],
    after: BEFORE,
  },
  {
    name: 'read-many',
    traits: UART,
    run: async (board) => {
      const files: Record<string, string> = {};
      await board.files.readMany(['/keep.py', '/other.txt', '/folder/inner.bin'], (path, bytes) => {
        files[path] = Buffer.from(bytes).toString('latin1');
      });
      return files;
    },
    brings: Object.fromEntries(Object.entries(BEFORE).filter(([path]) => !path.endsWith('/'))),
    after: BEFORE,
  },
  {
    name: 'list-full',
    run: async (board) => {
      const entries = await board.files.list('/', { deep: true, full: true });
      return entries.map(({ name, size, sha256 }) => `${name} ${size} ${sha256 ?? ''}`).sort();
    },
    brings: [
      `folder 0 `,
      `folder/inner.bin 256 ${sha256(BEFORE['/folder/inner.bin'])}`,
      `keep.py 300 ${sha256(BEFORE['/keep.py'])}`,
      `other.txt 5 ${sha256('other')}`,
    ],
    after: BEFORE,
  },
  {
    name: 'list',
    run: async (board) => {
      const entries = await board.files.list('/');
      return entries.map(({ name, kind, size }) => `${kind} ${name} ${size}`).sort();
    },
    brings: ['file keep.py 300', 'file other.txt 5', 'folder folder 0'],
    after: BEFORE,
  },
  {
    name: 'remove',
    run: (board) => board.files.remove('/keep.py'),
    brings: undefined,
    after: changed({ '/keep.py': undefined }),
  },
  {
    name: 'rename',
    traits: UART,
    run: (board) => board.files.rename('/keep.py', '/kept.py'),
    brings: undefined,
    after: changed({ '/keep.py': undefined, '/kept.py': OLD.toString('latin1') }),
  },
  {
    name: 'make-folder',
    run: (board) => board.files.makeFolder('/folder/more'),
    brings: undefined,
    after: changed({ '/folder/more/': '' }),
  },
  {
    name: 'arrange',
    traits: UART,
    run: (board) =>
      board.files.arrange({
        moves: [
          ['/keep.py', '/kept.py'],
          ['/other.txt', '/folder/inner.bin'],
        ],
        files: ['/nothing.py'],
        folders: ['/folder'],
      }),
    brings: undefined,
    after: changed({
      '/keep.py': undefined,
      '/kept.py': OLD.toString('latin1'),
      '/other.txt': undefined,
      '/folder/inner.bin': 'other',
    }),
    inSteps: true,
  },
  exec('exec-short', SHORT_PROGRAM, '', {}),
  exec(
    'exec-long',
    LONG_PROGRAM,
    'Traceback (most recent call last):\r\n  File "<stdin>", line 14, in <module>\r\nValueError: as wanted\r\n',
    UART,
  ),
];
