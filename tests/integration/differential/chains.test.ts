// Programs, chains of commands, exit codes, and the order in which a pipe gets what the board says and what the host says.

import { lines, words } from './case';
import { KEEPS_04 } from './differences';
import { DF } from './since';
import { compare } from './suite';

compare('chains', [
  ...lines(`
    exec "print(1)"
    exec "print('é 世界 🎉')"
    exec "1/0"
    exec "print(1); a"
    exec "raise SystemExit"
    exec "raise SystemExit(3)"
    exec "import sys; sys.exit()"
    exec "def f(): raise ValueError('x')" exec "f()"
    exec "x ="
    exec ""
    exec "print('no end of line', end='')"
    exec "for i in range(3): print(i)"
    exec --follow "print(1)"
    exec -f "print(1)"
    exec "import sys; sys.stdout.buffer.write(b'a\\xc3')" exec "import sys; sys.stdout.buffer.write(b'\\xa9b')"
    exec "import sys; sys.stdout.buffer.write(b'a\\xc3')"
    exec "import sys; sys.stdout.buffer.write(b'a\\xc3b')"
    exec "import sys; sys.stdout.buffer.write(b'a\\xe4\\xb8A\\xff\\xfe')"
    exec "import sys; sys.stdout.buffer.write(b'a\\xf0\\x9f\\x98B\\xc3'); 1/0"
    exec "print('x'*20000)"
    eval "1+1"
    eval "'é'"
    eval "{'a': [1, (2, 3)]}"
    eval "1/0"
    eval "print(5)"
    eval "a b"
    eval "1, 2"
    run speaks.py
    run fails.py
    run nofile.py
    run pkg
    run --follow speaks.py
    run "it's here.txt"
    exec "x = 1" eval x
    exec "x = 1" + eval x
    exec "x = 1" soft-reset eval x
    exec "x = 1" + soft-reset + exec "print('x' in globals())"
    exec "x = 1" disconnect connect PORT eval x
    resume exec "print(1)"
    resume + exec "print(1)"
    soft-reset
    soft-reset + soft-reset
    exec "print(1)" + + exec "print(2)" +
    + exec "print(1)"
    sleep 0 exec "print(1)"
    sleep 0.01 + eval 2
    sleep 1e-2 eval 2
    sleep ٠.٠١ eval 2
    sleep -٠ eval 2
    exec -٣
    -- exec "print(1)"
    exec "print(1)" -- eval 2
    exec "print(1)" --
    exec -- "print(1)" -- eval 2
    soft-reset -- eval 2
    exec "print(1)" foo
    foo
    exec "print(1)" + foo + exec "print(2)"
    ls dir + exec "print(1)"
    exec "print(1)" ls dir + exec "print(2)" + ls hollow
    exec "print(1)" exec "1/0" exec "print(2)"
    ls dir + exec "1/0" + ls hollow
    ls dir + ls nowhere + ls hollow
    mkdir new + cp a.py :new + cat :new/a.py + ls new + rm new/a.py + rmdir new
    exec "print(1)" + cat nofile
    exec "f = open('made', 'w'); f.write('x'); f.close()" + ls + cat made
    exec "import os; os.chdir('dir')" + ls + cat x.py + cp a.py :
    exec "import os; os.chdir('/dir')" ls + ls sub + cp :x.py got.py
    exec "import mod; print(mod.value)"
    exec "import sys; print(sys.argv, __name__)"
    rtc --nosuch
    repl --nosuch
    disconnect
    disconnect + exec "print(1)"
    connect PORT + exec "print(1)"
    connect PORT exec "print(1)"
    exec "print(1)" connect PORT exec "print(2)"
  `),
  words('exec', 'print(1)\nprint(2)\n'),
  words('exec', 'for i in range(2):\n  print(i)\n\n  print("x")'),
  words('exec', "print('a'); print('b')", '+', 'eval', '1 +\n1'),
  words('eval', '"\\x1b[31m"'),
  ...lines('exec "print(1); print(chr(4)); print(2)"', { differs: KEEPS_04 }),
  ...lines(
    `
    df --nosuch
    reset --nosuch
    `,
    { since: DF },
  ),
]);
