// What needs no board: the help of mpremote as a whole and of each of its commands, version, and the list of ports.

import { lines, words } from './case';
import { OWN_VERSION, SECONDS } from './differences';
import { FS_HELP, HELP, MIP_HELP, ROMFS } from './since';
import { compare } from './suite';

const withoutBoard = true;

compare('about', [
  ...lines(
    `
    connect list
    connect nowhere exec 1
    connect ./nowhere exec 1
    connect a.py exec 1
    connect . exec 1
    connect /dev/null ls
    connect port:nowhere exec 1
    connect port: exec 1
    connect id: exec 1
    connect foo:bar exec 1
    connect "" exec 1
    connect id:zzz exec 1
    connect a+b exec 1
    connect "it's here.txt" exec 1
    -- devs
    devs
    connect
    connect --help
    disconnect --help
    edit --help
    eval --help
    exec --help
    help --help
    mount --help
    repl --help
    resume --help
    rtc --help
    run --help
    soft-reset --help
    umount --help
    version --help
    -h
    nonsense
    `,
    { withoutBoard },
  ),
  // Lines so narrow that words are broken.
  ...lines(
    `
    connect --help
    repl --help
    exec --help
    exec
    `,
    { withoutBoard, env: { COLUMNS: '12' } },
  ),
  ...lines('repl --help', { withoutBoard, env: { COLUMNS: '51' } }),
  ...['12', '16', '20'].map((columns) => ({
    ...words('mip', '--help'),
    line: `COLUMNS=${columns} mip --help`,
    withoutBoard,
    env: { COLUMNS: columns },
    since: MIP_HELP,
  })),
  ...lines('fs --help', { withoutBoard, since: FS_HELP }),
  ...lines('mip --help', { withoutBoard, since: MIP_HELP }),
  ...lines('romfs --help', { withoutBoard, since: ROMFS }),
  ...lines('sleep --help', { withoutBoard, differs: SECONDS }),
  ...lines(
    `
    help
    --help
    help connect
    devs + help
    `,
    { withoutBoard, since: HELP },
  ),
  ...lines('exec "print(1)" --help', { since: HELP }),
  ...lines('ls dir --help', { since: HELP }),
  ...lines('cp a.py : --help', { since: HELP }),
  ...lines('exec "print(1)" -h'),
  ...lines(
    `
    version
    --version
    `,
    { withoutBoard, differs: OWN_VERSION },
  ),
]);
