// The prompt of a board at a real terminal, with keys from a pipe, and on boards that go away.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard, type BoardOptions, type SerialBoard } from '../../targets/targets';
import { Computer, type OnTerminal } from './command';
import { isRaw, settings } from './terminal-mode';

const PROMPT = />>> $/;
/** What is typed behind this line waits in the board's receive buffer. */
const SLOW = 'import time; time.sleep_ms(400)';

let computer: Computer;
beforeEach(() => (computer = new Computer()));
afterEach(() => computer.remove());

async function atPrompt(...args: string[]): Promise<OnTerminal> {
  const running = await computer.onTerminal('connect', 'virtual:', ...args);
  await running.printed(/exit this shell[^]*>>> $/);
  await isRaw(running.pid);
  return running;
}

/** /proc/PID/status: T is stopped. */
async function isStopped(pid: number): Promise<void> {
  while (!/^State:\s*T/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))) await delay(10);
}

describe.skipIf(process.platform !== 'linux')('the repl at a terminal', () => {
  it('shows the banner, then what the board said when it started, and leaves at Ctrl-]', async () => {
    const running = await atPrompt('repl');
    running.type('\x1d');
    const { text, code } = await running.ended;
    expect(code).toBe(0);
    expect(text).toMatch(
      /^Connected to MicroPython at virtual:default\r\nUse Ctrl-\] or Ctrl-x to exit this shell\r\nMicroPython .*\r\n.*\r\n>>> $/,
    );
  });

  it('is what a line without an action ends in', async () => {
    for (const args of [[], ['resume']]) {
      const running = await atPrompt(...args);
      running.type('\x18');
      expect((await running.ended).code).toBe(0);
    }
  });

  it('takes keys while a program prints, and stops it with Ctrl-C', async () => {
    const running = await atPrompt('repl');
    running.type('while True: print("tick")\r\r');
    await running.printed(/tick\r\ntick\r\n/);
    running.type('\x03');
    await running.printed(/KeyboardInterrupt: \r\n>>> $/);
    running.type('print(1 +\x1b[D\x1b[D\x1b[4~ 1)\x1b[1~\x1b[3~p\r'); // arrows, end, home, delete
    await running.printed(/\r\n2\r\n>>> $/);
    running.type('\x1d');
    expect((await running.ended).code).toBe(0);
  });

  it('soft-resets at Ctrl-D, and injects code and files', async () => {
    writeFileSync(
      computer.path('program.py'),
      'name = input("name? ")\nprint("hello", name)\n1/0\n',
    );
    const running = await atPrompt(
      ...['repl', '--inject-code', 'print(6*7)\\n', '--inject-file', 'program.py'],
    );
    running.type('\x04');
    await running.printed(/soft reboot[^]*>>> $/);
    running.type('\x0a');
    await running.printed(/\r\n42\r\n>>> $/);
    running.type('\x0b');
    await running.printed(/Injecting program.py\r\nname\? $/);
    running.type('Ada\r');
    await running.printed(/hello Ada\r\n[^]*ZeroDivisionError[^]*MicroPython [^]*>>> $/);
    running.type('\x1d');
    expect((await running.ended).code).toBe(0);
  });

  it('keeps keys typed behind Ctrl-D until the mounted folder is there again', async () => {
    mkdirSync(computer.path('shared'));
    writeFileSync(computer.path('shared/a.py'), 'print("from", __name__)\n');
    const running = await atPrompt('mount', 'shared', 'repl');
    running.type('\x04import a\r');
    await running.printed(/soft reboot[^]*Remount[^]*from a\r\n>>> $/);
    // In paste mode it resets nothing, and what follows goes out all the same.
    running.type('\x05print(6*7)\x04');
    running.type('print(2*4)\r');
    await running.printed(/\r\n42\r\n>>> print\(2\*4\)\r\n8\r\n>>> $/);
    running.type('\x1d');
    expect((await running.ended).code).toBe(0);
  });

  it('says in the prompt that a file to inject cannot be read, and goes on', async () => {
    const running = await atPrompt('repl', '--inject-file', 'nofile.py');
    running.type('\x0bprint(6*7)\r');
    await running.printed(/Error:\r\ncould not read file 'nofile.py'\r\n[^]*\r\n42\r\n>>> $/);
    running.type('\x1d');
    expect((await running.ended).code).toBe(0);
  });

  it('captures as it goes', async () => {
    const running = await atPrompt('repl', '--capture', 'session.log');
    running.type('print(chr(228) + chr(0x20ac) + chr(0x1f600))\r');
    await running.printed(/ä€😀\r\n>>> $/);
    const { length } = readFileSync(computer.path('session.log'));
    expect(length).toBeGreaterThan(0);
    running.type('\x1d');
    const { text } = await running.ended;
    const captured = readFileSync(computer.path('session.log'), 'utf8');
    expect(text.endsWith(captured)).toBe(true);
    expect(captured).toMatch(/^MicroPython [^]*ä€😀\r\n>>> $/);
  });

  it('ends with 1 where the capture cannot be written', async () => {
    const running = await computer.onTerminal(
      'connect',
      'virtual:',
      'repl',
      '--capture',
      'no/file',
    );
    const { text, code } = await running.ended;
    expect(text).toContain("adder: could not write file 'no/file'\r\n");
    expect(code).toBe(1);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 1],
    ['SIGHUP', 129],
    ['SIGQUIT', undefined],
  ] as const)('gives the terminal back at %s', async (signal, code) => {
    const { before, after, ended } = await inShell(async (running, pid) => {
      await running.printed(/exit this shell[^]*>>> $/);
      await isRaw(pid);
      process.kill(pid, signal);
    });
    expect(after).toBe(before);
    if (code !== undefined) expect(ended).toBe(code);
  });

  it('gives the terminal back while it is suspended, and takes it again', async () => {
    const running = await atPrompt('repl');
    process.kill(running.pid, 'SIGTSTP');
    await isStopped(running.pid);
    expect(await settings(running.pid)).toEqual(
      expect.arrayContaining(['icanon', 'opost', 'echo']),
    );
    process.kill(running.pid, 'SIGCONT');
    await isRaw(running.pid);
    running.type('print(6*7)\r');
    await running.printed(/42\r\n>>> $/);
    running.type('\x1d');
    expect((await running.ended).code).toBe(0);
  });

  /** The settings of the terminal as a shell finds them before and after. */
  async function inShell(
    work: (running: OnTerminal, pid: number) => Promise<void>,
  ): Promise<{ before: string; after: string; ended: number }> {
    const running = await computer.inShell(
      "stty -a > before; sh -c 'echo $$ > pid; exec $ADDER connect virtual: repl'; echo $? > code; stty -a > after",
    );
    await running.printed(/exit this shell/);
    await work(running, Number(readFileSync(computer.path('pid'), 'utf8')));
    await running.ended;
    const read = (name: string): string => readFileSync(computer.path(name), 'utf8');
    return { before: read('before'), after: read('after'), ended: Number(read('code')) };
  }
});

describe('the repl with keys from a pipe', () => {
  it('types lines, and ends when the board has answered', async () => {
    const input = 'x = 6\nprint(x*7)\nfor i in range(2): print("i", i)\n\n';
    const { stdout, stderr, code } = await computer.fed(input, 'connect', 'virtual:', 'repl');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/^MicroPython [^]*\r\n42\r\n[^]*i 0\r\ni 1\r\n>>> /);
    // Our own text comes behind the board's in a pipe, as mpremote's does.
    expect(stdout).toMatch(/>>> Connected to MicroPython at virtual:default\nUse .* shell\n$/);
  });

  it('waits for the end of a program that was typed, whatever it says', async () => {
    const input = 'import time\ntime.sleep(2); print(6 * 7)\n';
    const { stdout, code } = await computer.fed(input, 'connect', 'virtual:', 'repl');
    expect(stdout).toMatch(/\r\n42\r\n>>> Connected/);
    expect(code).toBe(0);
  });

  it('waits no longer than the line allows', async () => {
    const line = ['--timeout', '1.5', 'connect', 'virtual:', 'repl'];
    const { stderr, code } = await computer.fed('while True: pass\n\n', ...line);
    expect(stderr).toMatch(/^adder: .*after 1.5 s/);
    expect(code).toBe(1);
  });

  it('ends at Ctrl-C while such a program runs', async () => {
    const input = `printf 'print("go")\\nwhile True: pass\\n\\n'`;
    const running = await computer.inShell(`${input} | $ADDER connect virtual: repl`);
    await running.printed(/\ngo\r*\n[^]*pass/);
    running.type('\x03');
    await running.ended;
  });

  it('ends also when there are no keys', async () => {
    expect(await computer.adder('connect', 'virtual:')).toMatchObject({ code: 0, stderr: '' });
  });
});

describeWithTarget('the repl on a serial port', () => {
  let board: SerialBoard;
  const start = async (options: BoardOptions = {}): Promise<void> => {
    board = await startSerialBoard(options);
  };
  afterEach(() => board.stop());

  /** A pseudo-terminal is taken for one that loses nothing, unless it has a speed. */
  const uart = (): string => `baud=115200+${board.path}`;

  it('neither resets nor interrupts what runs', async () => {
    await start();
    const program =
      'import time\nkept = 0\nwhile True:\n kept += 1\n print(kept)\n time.sleep_ms(20)';
    const started = await computer.adder('connect', board.path, 'exec', '--no-follow', program);
    expect(started).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const running = await computer.onTerminal('connect', board.path);
    await running.printed(/\n\d\d+\r?\n\d+\r?\n/);
    await isRaw(running.pid);
    running.type('\x03');
    await running.printed(/KeyboardInterrupt[^]*>>> $/);
    running.type('print(kept > 10)\r');
    await running.printed(/True\r?\n>>> $/);
    running.type('\x1d');
    expect((await running.ended).code).toBe(0);
  });

  it('ends at the key for leaving when keys from a pipe that stand before it have gone out', async () => {
    await start({ rate: 11_520, receiveBuffer: 256 });
    const lines = Array.from({ length: 40 }, (_, at) => `kept = ${String(at)}\n`);
    const input = `${SLOW}\n${lines.join('')}\x1dkept = 99\n`;
    const left = await computer.fed(input, 'connect', uart(), 'repl');
    expect(left).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await computer.adder('connect', board.path, 'resume', 'eval', 'kept');
    expect(stdout.trim()).toBe('39');
  });

  it('brings a long paste whole to a board that loses what comes too fast', async () => {
    await start({ rate: 11_520, receiveBuffer: 256 });
    const running = await computer.onTerminal('connect', uart(), 'repl');
    await running.printed(/exit this shell/);
    await isRaw(running.pid);
    const lines = Array.from({ length: 300 }, (_, at) => `t=${at ? 't+' : ''}${String(at)}\r`);
    running.type(`${SLOW}\r${lines.join('')}print("sum", t)\r`);
    await running.printed(new RegExp(`sum ${String((299 * 300) / 2)}\r?\n>>> $`));
    running.type('\x1d');
    expect((await running.ended).code).toBe(0);
    expect((await board.counts()).lost).toBe(0);
  }, 20_000);

  it.each([
    [[], /^[^]*exit this shell\r\n[^]*\ndevice disconnected\r\n$/],
    [['repl'], /^[^]*exit this shell\r\n\r?\n?(>>> )?$/],
  ])('ends with 0 when the board is unplugged, with %j', async (args, all) => {
    await start();
    const running = await computer.onTerminal('connect', board.path, ...args);
    await running.printed(/exit this shell/);
    await isRaw(running.pid);
    running.type('\r');
    await running.printed(PROMPT);
    await board.unplug();
    const { text, code } = await running.ended;
    expect(text).toMatch(all);
    expect(code).toBe(0);
  });
});

describeWithTarget('programs that are not waited for', () => {
  let board: SerialBoard;
  beforeEach(async () => (board = await startSerialBoard()));
  afterEach(() => board.stop());
  const on = (...args: string[]): ReturnType<Computer['adder']> =>
    computer.adder('connect', board.path, ...args);

  it('go on when the command has ended, and the board is at its prompt behind them', async () => {
    writeFileSync(computer.path('slow.py'), 'import time\ntime.sleep(1)\nprint("done")\n');
    expect(await on('run', '--no-follow', 'slow.py')).toMatchObject({ code: 0, stdout: '' });
    const running = await computer.onTerminal('connect', board.path);
    await running.printed(/done[^]*>>> $/);
    running.type('\x1d');
    await running.ended;
  });

  it('have an end before the next command begins', async () => {
    const slow = 'import time; time.sleep_ms(300); x = 5; print("for nobody")';
    expect(await on('exec', '--no-follow', slow, 'exec', 'print(x)')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^5\r?\n$/) as string,
    });
  });

  it('reset the board, and the next command finds it when it is back', async () => {
    const { stdout, code } = await on(
      ...['exec', 'kept = 1', 'reset', 'exec', 'print("kept" in globals())'],
    );
    expect({ stdout: stdout.trim(), code }).toEqual({ stdout: 'False', code: 0 });
  });

  it('reset the board, also one that takes its port away', async () => {
    const native = await startSerialBoard({ onReset: 'unplug' });
    onTestFinished(() => native.stop());
    const running = await computer.start(
      ...['connect', native.path, 'resume', 'reset', 'sleep', '0.5', 'resume', 'eval', '6*7'],
    );
    await native.gone();
    await native.plugIn();
    const { stdout, stderr, code } = await running.ended;
    expect({ stdout: stdout.trim(), stderr, code }).toEqual({
      stdout: '42',
      stderr: '',
      code: 0,
    });
  });

  it('do not exist on a board without a clock: rtc says so in one sentence', async () => {
    for (const args of [['rtc'], ['rtc', '--set']])
      expect(await on(...args)).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(
          /^adder: The board has no clock that can be read or set\. .*RTC.*\n$/,
        ) as string,
      });
  });
});

describe('rtc', () => {
  it('prints the clock as Python does, and sets it', async () => {
    const { stdout, code } = await computer.adder('connect', 'virtual:', 'rtc', '-s', 'rtc');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^\(\d{4}, \d{1,2}, \d{1,2}, [0-6], \d{1,2}, \d{1,2}, \d{1,2}, \d+\)\n$/,
    );
  });
});
