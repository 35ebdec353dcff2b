// mip install in all its forms, from an index of the tests' own.

import { filePath, IndexServer, redirect, status } from '../packages/index-server';
import { lines, type Difference } from './case';
import { NO_PACKAGE } from './differences';
import { MIP_EXISTS, MIP_HELP, MIP_LOCAL, MIP_RELATIVE } from './since';
import { compare } from './suite';

/** What was begun stays on the board with mpremote. The output says the same of both. */
function leavesNoPart(...parts: readonly string[]): Difference {
  return {
    because: 'a package that cannot be installed leaves nothing on the board',
    becomes: ({ board, ...theirs }) => ({
      ...theirs,
      board: Object.fromEntries(Object.entries(board).filter(([path]) => !parts.includes(path))),
    }),
  };
}

const COMPUTER = {
  'local/package.json': JSON.stringify({
    urls: [
      ['l/a.py', 'a.py'],
      ['l/b.py', 'sub/b.py'],
    ],
  }),
  'local/a.py': 'local a',
  'local/sub/b.py': 'local b',
  'local/bad.json': JSON.stringify({
    urls: [
      ['l/a.py', 'a.py'],
      ['l/none.py', 'none.py'],
    ],
  }),
  'local/back.json': JSON.stringify({ urls: [['a.py', 'sub\\b.py']] }),
  'package.json': JSON.stringify({ urls: [['x.py', 'local/a.py']] }),
};

/** For boards that read .mpy files of version 6, and for all. */
function publish(index: IndexServer): void {
  for (const flavour of ['6', 'py']) {
    const put: IndexServer['publish'] = (name, published) =>
      index.publish(name, published, flavour);
    put('a', { files: { 'a/__init__.py': `n = '${flavour}'\n`, 'a/x.py': 'x'.repeat(3000) } });
    put('b', { files: { 'b.py': 'b' }, deps: [['a', 'latest']] });
    put('big', { files: { 'big.bin': 'b'.repeat(12_000) } });
    put('half', { files: { 'h1.py': 'h1', 'h2.py': MISSING } });
    put('failing', { files: { 'f1.py': 'f1', 'f2.py': FAILING } });
    put('needy', { files: { 'n.py': 'n' }, deps: [['none', 'latest']] });
    put('tree', {
      files: { 't.py': 't' },
      deps: [
        ['b', '1.0'],
        ['big', 'latest'],
      ],
    });
    put('diamond', {
      deps: [
        ['b', 'latest'],
        ['a', '1.0'],
      ],
    });
    put('twice', { files: { 't.py': 't1' }, deps: [['other', '']] });
    put('other', { files: { 't.py': 't2' } });
    put('empty', { files: { 'e.py': '' } });
    put('odd', { files: { 'o d/é.py': 'odd' } });
    put('dots', { files: { './d//o.py': 'dots' } });
    put('rooted', { files: { '/r/o.py': 'rooted' } });
  }
  index.answer(filePath(MISSING), status(404));
  index.answer(filePath(FAILING), status(500));
  index.serve('/one.py', 'one');
  index.serve('/one.mpy', 'compiled one');
  index.serve('/full/package.json', { urls: [['o.py', `${index.url}/one.py`]] });
  index.serve('/pkg/package.json', {
    version: '1',
    urls: [
      ['p/a.py', 'src/a.py'],
      ['p/b.py', `${index.url}/one.py`],
    ],
    deps: [['a', 'latest']],
  });
  index.serve('/pkg/src/a.py', 'source of a');
  index.serve('/broken/package.json', {
    urls: [
      ['a.py', `${index.url}/one.py`],
      ['b.py', `${index.url}/none.py`],
    ],
  });
  index.answer('/moved.py', redirect('/one.py'));
  index.answer('/loop.py', redirect('/loop.py'));
  index.answer('/teapot/package.json', status(418));
}

const MISSING = 'this one is missing';
const FAILING = 'this one fails';

compare(
  'packages',
  [
    ...lines(`
      mip install --index INDEX a
      mip install --index INDEX/ a
      mip install --index=INDEX --target=/x/y/ a@1.0
      mip install --index INDEX --target /lib@x a
      mip install --index INDEX --target lib a big
      mip install --index INDEX --target "" a
      mip install --index INDEX --no-mpy a
      mip install --index INDEX a@9
      mip install --index INDEX none
      mip install --index INDEX tree
      mip install --index INDEX twice
      mip install --index INDEX empty
      mip install --index INDEX odd
      mip install --index INDEX dots
      mip install --index INDEX rooted
      mip install --index INDEX INDEX/one.mpy INDEX/one.py
      mip install --index INDEX INDEX/one.py@v1
      mip install --index INDEX INDEX/none.py
      mip install --index INDEX INDEX/none
      mip install --index INDEX INDEX/full
      mip install --index INDEX INDEX/full/
      mip install --index INDEX INDEX/full@v1
      mip install --index INDEX INDEX/moved.py
      mip install --index INDEX INDEX/loop.py
      mip install --index INDEX INDEX/teapot
      mip install --index NOBODY a
      exec "print(1)" mip install --index INDEX a
      mip install --index INDEX a + exec "import a; print(a.n)"
      mip install --index INDEX a + ls lib/a
      exec "import sys; sys.path[:] = ['']" resume mip install --index INDEX a
      mip nonsense a
      mip
      mip install
    `),
    ...lines(
      `
      mip install --index INDEX half
      mip install --index INDEX a half
      mip install --index INDEX failing
      mip install --index INDEX needy
      mip install --index INDEX INDEX/broken
      `,
      { differs: leavesNoPart('lib/h1.py', 'lib/f1.py', 'lib/n.py', 'lib/a.py') },
    ),
    ...lines('mip install --index INDEX ""', { differs: NO_PACKAGE }),
    ...lines(
      `
      mip install --index INDEX a + mip install --index INDEX a
      mip install --index INDEX diamond
      mip install --index INDEX a b
      `,
      { since: MIP_EXISTS },
    ),
    ...lines(
      `
      mip install --index INDEX INDEX/pkg
      `,
      { since: MIP_RELATIVE },
    ),
    ...lines(
      `
      mip install package.json
      mip install local/package.json
      mip install nowhere/package.json
      mip install local/back.json
      `,
      { since: MIP_LOCAL },
    ),
    ...lines('mip install local/bad.json', {
      since: MIP_LOCAL,
      differs: leavesNoPart('lib/l/', 'lib/l/a.py'),
    }),
    ...lines(
      `
      mip --help
      `,
      { since: MIP_HELP },
    ),
  ],
  {
    computer: COMPUTER,
    start: async () => {
      const index = await IndexServer.start();
      publish(index);
      const other = await IndexServer.start();
      await other.stop();
      return { words: { INDEX: index.url, NOBODY: other.url }, stop: () => index.stop() };
    },
    isOwn: (path) => path.includes('.adder-'),
  },
);
