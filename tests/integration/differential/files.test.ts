// ls, cat, mkdir, rm, rmdir, touch, the sums and df, and what argparse says of their arguments.

import { lines, words } from './case';
import {
  DF,
  ERRORS_BY_NUMBER,
  FS_HELP,
  LS_OPTIONS,
  NAMES_WITH_EQUALS,
  QUOTED_NAMES,
} from './since';
import { compare } from './suite';

compare('files', [
  ...lines(`
    ls
    ls :
    ls /
    ls :/
    ls dir
    ls :dir
    ls dir/
    ls /dir/sub
    ls ./dir
    ls dir dir/sub
    ls hollow
    ls nowhere
    ls dir nowhere dir/sub
    fs ls
    fs ls dir
    fs ls + fs ls dir
    ls --no-verbose dir
    ls -v dir
    fs -v ls dir
    fs --no-verbose ls dir
    ls --verb dir
    ls + ls
    cat a.py
    cat :a.py
    cat /a.py
    cat a.py same.py
    cat -v a.py same.py
    cat empty.txt
    cat long.txt
    cat grüße.txt
    cat bytes.bin
    cat a.py bytes.bin
    exec "f = open('t', 'wb'); f.write(b'\xe4\xb8\x96' * 300 + b'\xff'); f.close()" cat t
    exec "f = open('t', 'wb'); f.write(b'x' * 256 + b'\xc3'); f.close()" cat t
    cat nofile
    cat a.py nofile same.py
    cat dir
    cat nodir/nofile
    fs cat a.py
    mkdir new
    mkdir :new new/deep /other
    mkdir dir
    mkdir a.py
    mkdir nowhere/new
    mkdir --no-verbose new
    rm a.py
    rm :a.py same.py
    rm nofile
    rm a.py nofile same.py
    rm dir
    rm hollow
    rm dir/x.py
    rm dir/nofile
    rm nowhere/nofile
    rm grüße.txt
    rmdir hollow
    rmdir :hollow
    rmdir hollow/
    rmdir dir
    rmdir a.py
    rmdir nowhere
    touch new
    touch :new /dir/new
    touch a.py
    touch empty.txt
    touch dir
    touch nowhere/new
    sha256sum a.py
    sha256sum a.py empty.txt long.txt bytes.bin
    sha256sum --no-verbose a.py
    sha256sum dir
    sha256sum nofile
    fs sha256sum a.py
    fs md5sum a.py
    fs sha1sum a.py long.txt
    fs sha224sum a.py
    fs sha512sum a.py
  `),
  ...lines(
    `
    ls a.py
    ls a.py/x
    cat a.py/
    sha256sum a.py/
    fs md5sum a.py/
    cat a.py/x
    mkdir a.py/new
    touch a.py/new
    cat :
    cat /
    sha256sum /
    fs md5sum a.py/x
    `,
    { since: ERRORS_BY_NUMBER },
  ),
  ...lines(
    `
    cat "it's here.txt"
    rm "it's here.txt"
    ls "it's here"
    `,
    { since: QUOTED_NAMES },
  ),
  ...lines(
    `
    ls --no-verbose
    ls -v
    `,
    { since: LS_OPTIONS },
  ),
  ...lines('mkdir a=b new', { since: NAMES_WITH_EQUALS }),
  ...lines('touch a=b + ls', { since: NAMES_WITH_EQUALS }),
  ...lines(
    `
    cat
    mkdir
    rm
    fs
    fs -v
    fs --help
    ls --help
    fs cp --help
    ls -x dir
    ls --nosuch dir
    ls --size --human dir
    `,
    { since: FS_HELP },
  ),
  ...['cat', 'touch', 'sha256sum', 'ls', 'rm'].map((command) => ({
    ...words(command, 'x'.repeat(300)),
    since: ERRORS_BY_NUMBER,
  })),
  ...lines('df', { since: DF }),
  ...lines('df + ls hollow', { since: DF }),
]);
