// mount and umount: a folder of the computer as the board's /remote, alone and beside other commands. Not compared: what of mpremote ends in a trace
// (a second mount, a soft reset behind one).

import { chmodSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { lines } from './case';
import { HAS_SIZES, KEEPS_MOUNTED, OTHER_FRAMES } from './differences';
import { ERRORS_BY_NUMBER, MOUNT_UTF8, RM_TREE, TREE } from './since';
import { compare } from './suite';

/** What each operation says of names that are odd in one way: the number of its error, which the computer gives. */
const ODD_NAMES = `
import os
odd = ['a.py/', 'a.py/x', 'a.py/.', 'a.py/..', 'a.py/../b', 'a.py/x/y', 'no/', 'no/x', 'no/../b', 'no/..', 'sub/', 'sub/.']
odd += ['sub/..', 'sub/../b', 'sub/x/', 'link', 'link/', 'deep/', 'deep/x', 'deep/..', 'lost', 'lost/', 'lost/x']
odd += ['out', 'out/', 'out/x', 'loop', 'loop/x', '/remote/a.py/', '/remote/a.py/x', '', '.', 'x' * 300]
operations = {
    'stat': os.stat, 'listdir': os.listdir, 'chdir': os.chdir, 'mkdir': os.mkdir, 'open': open,
    'r+': lambda name: open(name, 'r+').close(), 'rename': lambda name: os.rename(name, 'renamed'),
    'onto': lambda name: os.rename('b', name), 'folder onto': lambda name: os.rename('empty', name),
    'remove': os.remove, 'w': lambda name: open(name, 'w').close(), 'x': lambda name: open(name, 'x').close(),
}
for name in odd:
    for word, operation in operations.items():
        try:
            operation(name)
            print(word, name)
        except OSError as error:
            print(word, name, error.errno)
        os.chdir('/remote')
`;

compare(
  'mount',
  [
    ...lines(`
    mount pkg exec "import os; print(os.getcwd(), sorted(os.listdir()))"
    mount shared exec "import m; print(m.x)"
    mount shared run main.py
    mount -l shared run shared/main.py
    mount --unsafe-links shared exec "import m"
    mount shared cat :text.txt
    mount shared cp :text.txt :/copied.txt
    mount shared cp b.py :
    mount shared exec "print(open('text.txt').read())"
    mount shared exec "open('new.txt', 'w').write('new')"
    mount shared exec "f = open('new.txt', 'w'); print('a', 1, file=f); f.close()"
    mount shared exec "import os; os.remove('text.txt'); os.mkdir('made'); os.rename('m.py', 'made/n.py')"
    mount shared exec "f = open('text.txt', 'rb'); print(f.seek(2), f.read(3), f.read(1), f.seek(0, 2), f.read()); f.close()"
    mount shared exec "f = open('text.txt'); print(f.read(3), f.readline(), f.readlines(), f.read()); f.close()"
    mount shared exec "import nowhere"
    mount shared exec "1/0"
    mount shared umount exec "import os; print(os.getcwd(), os.listdir('/'))"
    mount shared umount ls
    mount shared exec "import m" umount exec "import m"
    exec "x = 1" mount shared eval x
    exec "x = 1" resume mount shared eval x
    mount shared resume eval "__import__('os').getcwd()"
    mount shared disconnect exec "import os; print(os.getcwd(), os.listdir('/'))"
    umount exec "print(1)"
    mount nowhere exec "print(1)"
    mount nowhere ls
    mount a.py exec "print(1)"
    mount many/../flat exec "import os; print(sorted(os.listdir()))"
    mount stats/out/../flat exec "import os; print(sorted(os.listdir()))"
    mount
    mount a b
    mount many cp -r :/remote .
    mount many exec "import os; print(os.listdir(), os.listdir('sub'))"
    mount stats exec "import os; print([os.stat(n)[:9] for n in ('a.txt', 'sub/x', 'empty', '/remote/sub/x', 'link')])"
    mount stats exec "import os; print([os.stat(n)[0] for n in ('/remote', '.', 'sub', '/remote/sub', 'run.sh', 'only-me')])"
    mount stats exec "import os; print([(n, os.stat(n)[0], os.stat(n)[6]) for n in sorted(os.listdir()) if n not in ('sub', 'deep', 'out', 'nowhere')])"
    mount stats exec "import os; print(sorted([e[:2] for e in os.ilistdir()]))"
    mount stats exec "import os; os.chdir('deep'); print(os.listdir())"
    mount stats exec "import os; print(os.stat('sub')[6], os.stat('/remote')[6])"
    mount stats exec "import os; print([n for n in ('a.txt', 'sub', '.') if os.stat(n)[9] < 1700000000])"
    mount -l stats exec "import os; print(os.stat('out')[0], os.listdir('out'))"
    mount -l stats exec "import os; print(os.stat('out/../b.py')[6], sorted(os.listdir('out/..'))[:5])"
    mount odd run odd.py
    mount -l odd run odd.py
    mount many exec "import os; os.chdir('sub'); print(os.getcwd()); os.chdir('..'); print(os.getcwd(), open('sub/../eta').read())"
  `),
    ...lines(
      `
    mount nowhere tree
    mount a.py tree
    mount many tree
    mount many tree -v .
    mount many tree /
    `,
      { since: TREE },
    ),
    ...lines(
      `
    mount many rm -r :/remote/sub
    mount many rm -rv :/remote/eta
    mount many rm -r :/dir
    mount many rm -rv eta
    `,
      { since: RM_TREE },
    ),
    ...lines(
      `
    mount many rm -r :/
    mount many rm -rv :/
    mount many rm -r :/remote
    mount many rm -rv :/remote
    mount many rm -r :
    mount many rm -rv :
    mount many rm -r :.
    mount many rm -r sub/..
    mount flat rm -rv :/remote
    mount flat rm -rv :
    mount flat rm -r /dir /remote a.py
    `,
      { since: RM_TREE, differs: KEEPS_MOUNTED },
    ),
    ...lines(
      `
    mount shared exec "f = open('new.txt', 'w'); print(f.write('äöü'), f.write('')); f.close()"
    mount shared exec "f = open('new.txt', 'wb'); print(f.write('äöü'), f.write(b'abc')); f.close()"
    `,
      { since: MOUNT_UTF8 },
    ),
    ...lines(
      `
    mount nowhere/../many ls
    mount nowhere/../many cat eta
    mount a.py/../many ls
    mount many cat ../b.py
    mount many ls ..
    `,
      { since: ERRORS_BY_NUMBER },
    ),
    ...lines(
      `
    mount many exec "open('../b.py')"
    mount many exec "open('nowhere')"
    mount many exec "open('x' * 300)"
    mount many exec "import os; os.stat('x' * 300)"
    mount nowhere/../many exec "open('eta')"
    mount many exec "open('sub')"
    mount many exec "open('eta').nothing"
    mount many exec "f = open('eta'); print(str(f)[:12], type(f)); f.close()"
    mount many exec "import os; os.stat('../b.py')"
    mount many exec "import os; os.stat('nowhere')"
    mount stats exec "import os; os.stat('out')"
    mount stats exec "import os; os.stat('nowhere')"
    mount stats exec "import os; os.listdir('out')"
    mount many exec "import os; os.listdir('..')"
    mount many exec "import os; os.listdir('eta')"
    mount many exec "import os; os.mkdir('../new')"
    mount many exec "import os; os.mkdir('sub')"
    mount many exec "import os; os.remove('nowhere')"
    mount many exec "import os; os.remove('sub')"
    mount many exec "import os; os.rmdir('sub')"
    mount many exec "import os; os.rename('eta', '../eta')"
    mount many exec "import os; os.chdir('eta')"
    mount many exec "import os; os.chdir('..')"
    `,
      { apart: OTHER_FRAMES },
    ),
    ...['ls', 'ls :/remote'].flatMap((line) =>
      lines(`mount nested/only/deeper ${line}`, { differs: HAS_SIZES }),
    ),
  ],
  {
    computer: {
      'shared/m.py': 'x = 42\nprint("imported")\n',
      'shared/main.py': 'import m\nprint("main of the computer", m.x)\n',
      'shared/text.txt': 'line 1\nline 2\n',
      ...Object.fromEntries(
        ['zeta', 'alpha', 'mid', 'eta', 'b', 'sub/y', 'sub/a'].map((name) => [`many/${name}`, '']),
      ),
      'main.py': 'import m\nprint("beside the folder", m.x)\n',
      'flat/one': '1',
      'flat/two': '2',
      'stats/a.txt': 'seven\n\n',
      'stats/sub/x': 'x',
      'stats/empty': '',
      'stats/run.sh': '#!/bin/sh\n',
      'stats/only-me': 'secret',
      'odd/a.py': '',
      'odd/b': '',
      'odd/sub/x': '',
      'odd/empty/.keep': '',
      'odd.py': ODD_NAMES,
    },
    arrange: (folder) => {
      const stats = join(folder, 'stats');
      chmodSync(join(stats, 'run.sh'), 0o755);
      chmodSync(join(stats, 'only-me'), 0o600);
      for (const [at, name] of ['a.txt', 'sub/x', 'empty'].entries())
        utimesSync(join(stats, name), 1_500_000_000 + at, 1_400_000_000.7 + at);
      symlinkSync('a.txt', join(stats, 'link'));
      symlinkSync('sub', join(stats, 'deep'));
      symlinkSync('../many', join(stats, 'out'));
      symlinkSync('missing', join(stats, 'nowhere'));
      for (const [name, target] of [
        ['link', 'a.py'],
        ['deep', 'sub'],
        ['lost', 'nothing'],
        ['out', '../pkg'],
        ['loop', 'loop'],
      ] as const)
        symlinkSync(target, join(folder, 'odd', name));
    },
  },
);
