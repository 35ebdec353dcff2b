// exec, eval and run, followed or only started, rtc and edit: what they print, how they end, and what they leave.

import { errorText } from '../../../src/shared/errors';
import { lines, words } from './case';
import { inOneSentence } from './differences';
import { compare } from './suite';

/** A board with a clock: what is set stays, and parts of a second are what they were. */
const CLOCK = [
  'import machine',
  'class RTC:',
  ' now = (2026, 2, 28, 5, 12, 5, 9, 123456)',
  ' def datetime(self, new=None):',
  '  if new is None: return RTC.now',
  '  RTC.now = new',
  'machine.RTC = RTC',
].join('\n');

const EDITOR = { EDITOR: 'sed -i -e "$ a # edited"' };

compare('programs', [
  ...lines(`
    exec "print(1)"
    exec -f "print(1)"
    exec "print(1)" eval 6*7 run a.py
    exec "print(1"
    exec "1/0" exec "print(2)"
    exec "import sys; sys.stdout.write('no line end')"
    exec --no-follow "print(1)"
    exec --no-follow "print(1"
    exec --no-f "1/0"
    exec --no-follow "open('started', 'w').close()" exec "print(2)"
    exec --no-follow "import time; time.sleep_ms(200); x = 5" eval x
    run --no-follow a.py
    run --no-follow nofile.py
    eval 1/0
    eval "'a', b'b', None"
    soft-reset exec "print(1)"
    exec "x = 1" soft-reset eval "'x' in globals()"
    exec "x = 1" resume eval x
    sleep 0.01 exec "print(1)"
    reset
    bootloader
    edit a.py
  `),
  words('exec', CLOCK, 'rtc'),
  words('exec', CLOCK, 'rtc', '--no-set', 'eval', '1'),
  words(
    ...['exec', CLOCK, 'rtc', '-s', 'eval'],
    // The day and its name; what comes behind them moves on between two commands.
    'machine.RTC().datetime()[:4], len(machine.RTC().datetime())',
  ),
  ...lines(
    `
    edit a.py
    edit :a.py new.py + ls
    edit :/dir/x.py
  `,
    { env: EDITOR },
  ),
  ...lines('edit nowhere/x.py', {
    env: EDITOR,
    differs: inOneSentence('mpremote: edit: nowhere/x.py: No such file or directory.\n'),
  }),
  ...lines('edit dir/', {
    env: EDITOR,
    differs: inOneSentence('mpremote: edit: dir/: Is a directory.\n'),
  }),
  ...lines('edit dir', {
    env: EDITOR,
    differs: inOneSentence('mpremote: edit: dir: Is a directory.\n'),
  }),
  ...['rtc', 'rtc --set'].flatMap((line) =>
    lines(line, {
      differs: inOneSentence(
        `mpremote: ${errorText('no-clock').title} AttributeError: 'module' object has no attribute 'RTC'\n`,
      ),
    }),
  ),
  ...['false', '/nonexist -w', 'test 1 = 1 && sed -i -e "s/board/editor/"'].flatMap((EDITOR) =>
    lines(`edit a.py + exec "print('${EDITOR.slice(0, 4)}')"`, { env: { EDITOR } }),
  ),
]);
