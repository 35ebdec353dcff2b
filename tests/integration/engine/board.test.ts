import { describe, expect, it } from 'vitest';
import { latencyTransport } from '../../../src/engine/transport/wrap/paced';
import { parseAddress } from '../../../src/shared/address';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { connectVirtual, rejection, text, withWrite } from './support';

const FACTS = {
  implementation: 'MicroPython',
  version: '1.27.0',
  machine: 'Adder virtual board with WebAssembly',
};

describe('connecting', () => {
  it('finds a board at its prompt and tells its facts', async () => {
    const { board, shown } = await connectVirtual();
    expect(board.mode).toBe('idle');
    expect(board.facts).toEqual(FACTS);
    expect(shown.text).toMatch(/^MicroPython v1\.27\.0 .*\r\n.*\r\n>>> $/);
  });

  it('leaves a running program alone and shows its output', async () => {
    const first = await connectVirtual();
    const main =
      'import time\nn = 0\nwhile True:\n    n += 1\n    print("tick", n)\n    time.sleep_ms(20)\n';
    await first.board.files.write('/main.py', utf8(main));
    await first.board.close();

    const { board, shown } = await connectVirtual({ home: first.home });
    await shown.until('tick 3');
    expect(board.mode).toBe('running');
    expect(await rejection(board.files.list('/'))).toMatchObject({ code: 'board-busy' });
    await shown.until('tick 6');
    await board.interrupt();
    expect(board.mode).toBe('idle');
    expect((await board.files.list('/')).map(({ name }) => name)).toEqual(['main.py']);
  });

  it('without a probe is silent until an operation takes the board over', async () => {
    const { board } = await connectVirtual({ probe: false });
    expect(['silent', 'idle']).toContain(board.mode);
    expect(await board.eval('6*7', { interrupt: true })).toBe('42');
    expect(board.facts).toEqual(FACTS);
  });

  it('can be aborted', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await rejection(connectVirtual({ signal: stop.signal }))).toMatchObject({
      code: 'aborted',
    });
  });
});

describe('programs', () => {
  it('give their output and their traceback', async () => {
    const { board } = await connectVirtual();
    const good = await board.exec('print("ä€😀")\nprint(2)');
    expect(text(good.stdout)).toBe('ä€😀\r\n2\r\n');
    expect(good.stderr).toBe('');
    const bad = await board.exec('x = 1\n1/0');
    expect(bad.stderr).toMatch(/File "<stdin>", line 2, in <module>\r\nZeroDivisionError/);
    expect(await rejection(board.eval('nope'))).toMatchObject({ code: 'program-error' });
  });

  it('started together come back each with its own output, in order', async () => {
    const { board } = await connectVirtual();
    const order: string[] = [];
    const results = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        const value = await board.eval(`'${name}' * 3`);
        order.push(name);
        return value;
      }),
    );
    expect(results).toEqual(['aaa', 'bbb', 'ccc']);
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('may be long, hold any character, and end without a line end', async () => {
    const { board } = await connectVirtual();
    const long = `x = ${JSON.stringify('y'.repeat(50_000))}\nprint(len(x))`;
    expect(text((await board.exec(long)).stdout)).toBe('50000\r\n');
    const commands = "print([ord(c) for c in '\x01\x02\x03\x04\x05'])";
    expect(text((await board.exec(commands)).stdout)).toBe('[1, 2, 3, 4, 5]\r\n');
  });

  it('may be empty, which is no soft reset', async () => {
    const { board } = await connectVirtual();
    await board.exec('x = 1');
    expect(await board.exec('')).toMatchObject({ stdout: new Uint8Array(), stderr: '' });
    expect(await board.eval('x')).toBe('1');
  });

  it('that print the byte 04 lose nothing', async () => {
    const { board } = await connectVirtual();
    const result = await board.exec('print("a\\x04b")\nprint("c")');
    expect(text(result.stdout)).toBe('a\x04b\r\nc\r\n');
    expect(result.stderr).toBe('');
  });

  it('that end with SystemExit soft-reset the board, whose boot.py is shown', async () => {
    const { board, shown } = await connectVirtual();
    await board.files.write('/boot.py', utf8('print("from boot")\n'));
    const result = await board.exec('print("bye")\nimport sys\nsys.exit()');
    expect(text(result.stdout)).toBe('bye\r\n');
    expect(result.stderr).toBe('');
    await shown.until(/MPY: soft reboot\r\n[^]*from boot\r\n[^]*>>> $/);
    expect(await board.eval('1+1')).toBe('2');
  });

  it('that reset the board are told, and the board is at its prompt', async () => {
    const { board, shown } = await connectVirtual();
    const run = board.run('print("bye")\nimport machine\nmachine.reset()');
    expect(await rejection(run)).toMatchObject({ code: 'board-reset' });
    expect(board.mode).toBe('idle');
    expect(shown.text).toMatch(/bye\r\n[^]*MicroPython v[^]*>>> $/);
    expect(await board.eval('1+1')).toBe('2');
  });

  it('stop when aborted, and the board stays usable', async () => {
    const { board } = await connectVirtual();
    const stop = new AbortController();
    let seen = '';
    const endless = board.exec('print("go")\nwhile True: pass', {
      signal: stop.signal,
      onOutput: (bytes) => {
        seen += text(bytes);
        if (seen.includes('go')) stop.abort();
      },
    });
    expect(await rejection(endless)).toMatchObject({ code: 'aborted' });
    expect(await board.eval('1+1')).toBe('2');
    expect(board.mode).toBe('idle');
  });
});

describe('Run', () => {
  it('shows output and traceback in the console, and the prompt again', async () => {
    const { board, shown } = await connectVirtual();
    const before = shown.text.length;
    const { stderr } = await board.run('print("hi")\n1/0');
    expect(stderr).toContain('ZeroDivisionError');
    expect(shown.text.slice(before)).toMatch(
      /^\r\nhi\r\nTraceback \(most recent call last\):\r\n.*line 2, in <module>\r\nZeroDivisionError: .*\r\n>>> $/,
    );
    expect(board.mode).toBe('idle');
  });

  it('names the program in its traceback', async () => {
    const { board, shown } = await connectVirtual();
    const { stderr } = await board.run('x = 1\n1/0', { name: 'blink.py' });
    expect(stderr).toContain('File "blink.py", line 2');
    expect(shown.text).toContain('File "blink.py", line 2');
  });

  it('starts afresh: nothing of an earlier program is left', async () => {
    const { board } = await connectVirtual();
    await board.run('leftover = 1');
    expect((await board.run('print(leftover)')).stderr).toContain('NameError');
    expect(await board.eval("'leftover' in globals()")).toBe('False');
  });

  it('gives keys to the program', async () => {
    const { board, shown } = await connectVirtual();
    const run = board.run('name = input("name? ")\nprint("hello", name)');
    await shown.until('name? ');
    await board.type(utf8('Ada\r'));
    await run;
    expect(shown.text).toContain('hello Ada\r\n>>> ');
  });

  it('is stopped in an endless loop, in a sleep, and while it floods', async () => {
    const { board, shown } = await connectVirtual();
    for (const body of [
      'while True: pass',
      'import time\ntime.sleep(1000)',
      'while True: print("x" * 60)',
    ]) {
      const mark = `started ${body.length}`;
      const run = board.run(`print("${mark}")\n${body}`);
      await shown.until(mark);
      expect(board.mode).toBe('running');
      await board.interrupt();
      expect((await run).stderr).toContain('KeyboardInterrupt');
      expect(board.mode).toBe('idle');
    }
  });

  it('is stopped although the program catches KeyboardInterrupt twice', async () => {
    const { board, shown } = await connectVirtual();
    const run = board.run(
      'n = 0\nprint("go")\nwhile n < 2:\n  try:\n    while True: pass\n  except KeyboardInterrupt:\n    n += 1\n    print("caught", n)\nwhile True: pass',
    );
    await shown.until('go');
    await board.interrupt();
    expect((await run).stderr).toContain('KeyboardInterrupt');
    expect(shown.text).toContain('caught 2');
  });

  it('refuses a second program unless that may interrupt the first', async () => {
    const { board, shown } = await connectVirtual();
    const first = board.run('print("first")\nwhile True: pass');
    await shown.until('first');
    expect(await rejection(board.run('print("second")'))).toMatchObject({ code: 'board-busy' });
    expect(await rejection(board.files.list('/'))).toMatchObject({ code: 'board-busy' });
    await board.run('print("second")', { interrupt: true });
    expect((await first).stderr).toContain('KeyboardInterrupt');
    expect(shown.text).toContain('second\r\n>>> ');
  });
});

describe('Stop', () => {
  const endless = 'print("begun")\nwhile True: pass';

  it('of a program that has not started yet lets none of it run', async () => {
    const { board, shown } = await connectVirtual();
    const run = board.run(endless);
    await board.interrupt();
    expect(await run).toMatchObject({ stderr: '' });
    expect(board.mode).toBe('idle');
    expect(shown.text).not.toContain('begun');
  });

  it('reaches a program that waits for its turn', async () => {
    const { board, shown } = await connectVirtual();
    const end = new AbortController();
    const before = rejection(board.exec('while True: pass', { signal: end.signal }));
    const run = board.run(endless);
    await board.interrupt();
    // It does not wait for what goes on before it, which goes on.
    expect(await run).toMatchObject({ stderr: '' });
    expect(board.mode).toBe('engine');
    end.abort();
    expect(await before).toMatchObject({ code: 'aborted' });
    expect(await board.eval('6*7')).toBe('42');
    expect(shown.text).not.toContain('begun');
  });

  it('reaches a boot.py that does not end', async () => {
    const wire = { resets: 0, onReset: (): void => undefined };
    const { board } = await connectVirtual({
      wrap: (transport) =>
        withWrite(transport, (bytes, write) => {
          const written = write(bytes);
          if (bytes.length === 1 && bytes[0] === 4) wire.onReset();
          return written;
        }),
    });
    await board.files.write('/boot.py', utf8('while True: print("booting")\n'));
    const reset = new Promise<void>((resolve) => (wire.onReset = resolve));
    const run = board.run('print("never")');
    await reset;
    await board.interrupt();
    expect(await run).toMatchObject({ stderr: '' });
    expect(board.mode).toBe('idle');

    const stop = new AbortController();
    wire.onReset = () => stop.abort();
    const again = board.softReset({ runMain: false, signal: stop.signal });
    expect(await rejection(again)).toMatchObject({ code: 'aborted' });
    expect(await board.eval('6*7')).toBe('42');
  });

  it('at the prompt does not reach what the engine does next', async () => {
    const { board } = await connectVirtual();
    const stop = board.interrupt();
    const work = board.exec('import time\ntime.sleep_ms(600)\nprint("whole")');
    await stop;
    expect(await work).toMatchObject({ stderr: '' });
    expect(board.mode).toBe('idle');
  });
});

describe('programs asked for at the same time', () => {
  it('each stop the one before when they may, and the last one runs', async () => {
    const { board, shown } = await connectVirtual();
    const first = board.run('print("first")\nwhile True: pass');
    await shown.until('first');
    const second = board.run('print("second")\nwhile True: pass', { interrupt: true });
    await board.run('print("third")', { interrupt: true });
    expect((await first).stderr).toContain('KeyboardInterrupt');
    await second;
    expect(shown.text).toContain('third\r\n>>> ');
    expect(board.mode).toBe('idle');
  });

  it('do not make others wait for their end', async () => {
    const { board } = await connectVirtual();
    const before = board.eval('6*7');
    const run = board.run('while True: pass');
    expect(await rejection(board.files.list('/'))).toMatchObject({ code: 'board-busy' });
    expect(await before).toBe('42');
    expect(await board.eval('1+1', { interrupt: true })).toBe('2');
    await run;
  });
});

describe('the console', () => {
  it('is the friendly prompt, and knows when a program typed there runs', async () => {
    const { board, shown } = await connectVirtual();
    await board.type(utf8('while True: pass\r\r'));
    await shown.until(/pass\r\n\.\.\. \r\n$/);
    expect(board.mode).toBe('running');
    await board.interrupt();
    expect(board.mode).toBe('idle');
  });

  it('keeps a half-typed line while the engine works', async () => {
    const { board, shown } = await connectVirtual();
    await board.type(utf8('print(1'));
    await shown.until('>>> print(1');
    expect(await board.eval('2+2')).toBe('4');
    await board.type(utf8('23)\r'));
    await shown.until('\r\n123\r\n>>> ');
    expect(shown.text).toMatch(/>>> print\(123\)\r\n123\r\n>>> $/);
  });

  it('keeps a key whose echo is still on its way when an operation begins', async () => {
    const { board, shown } = await connectVirtual({
      wrap: (transport) => latencyTransport(parseAddress('latency=40+virtual:'), 40, transport),
    });
    await board.type(utf8('print(1'));
    await shown.until('>>> print(1');
    await board.type(utf8('2'));
    const asked = board.eval('2+2');
    await board.type(utf8('3)\r'));
    expect(await asked).toBe('4');
    await shown.until(/\r\n123\r\n>>> $/);
  });

  it('keeps keys typed while the engine works', async () => {
    const { board, shown } = await connectVirtual();
    const working = board.exec('import time\ntime.sleep_ms(50)');
    await board.type(utf8('print("kept")\r'));
    await working;
    await shown.until('\r\nkept\r\n>>> ');
  });

  it('shows a soft reset with boot.py and main.py', async () => {
    const { board, shown } = await connectVirtual();
    await board.files.write('/boot.py', utf8('print("from boot")\n'));
    await board.files.write('/main.py', utf8('print("from main")\n'));
    await board.softReset();
    await shown.until(/MPY: soft reboot\r\nfrom boot\r\nfrom main\r\n[^]*>>> $/);
    expect(board.mode).toBe('idle');
  });

  it('resets softly although a line is half typed', async () => {
    const { board, shown } = await connectVirtual();
    await board.type(utf8('print(1'));
    await shown.until('>>> print(1');
    await board.softReset();
    await shown.until(/MPY: soft reboot\r\n[^]*>>> $/);
    expect(board.mode).toBe('idle');
  });

  it('holds the board back while nobody takes its output, and loses nothing', async () => {
    let taken = 0;
    let closed = false;
    const gates: (() => void)[] = [];
    const open = (): void => gates.splice(0).forEach((go) => go());
    const { board, shown } = await connectVirtual({
      onConsole: (bytes) => {
        taken += bytes.length;
        return closed ? new Promise<void>((resolve) => gates.push(resolve)) : undefined;
      },
    });
    board.onConsole(shown.sink);
    const run = board.run('for i in range(40000): print("line", i, "." * 80)\nprint("end")');
    await shown.until('line 10 ');
    closed = true;
    // Nobody takes the output now: what is on its way still comes, then the flow stops by itself.
    let before = -1;
    while (before !== taken) {
      before = taken;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(taken).toBeLessThan(3_000_000);
    closed = false;
    open();
    await run;
    const lines = shown.text.match(/line \d+ \.{80}\r\n/g) ?? [];
    expect(lines.length).toBe(40_000);
    expect(shown.text).toContain('end\r\n');
  });

  it('takes 5 MB on one line', async () => {
    const { board } = await connectVirtual();
    let count = 0;
    await board.exec('for i in range(5000): print("z" * 1000, end="")', {
      onOutput: (bytes) => void (count += bytes.length),
    });
    expect(count).toBe(5_000_000);
  });
});

describe('the end of the link', () => {
  it('rejects what is under way at once and makes the mode lost', async () => {
    const { board, transport, shown } = await connectVirtual();
    const run = board.run('print("go")\nwhile True: pass');
    await shown.until('go');
    const outcome = rejection(run);
    await transport.close();
    expect(await outcome).toMatchObject({ code: 'link-closed' });
    expect(board.mode).toBe('lost');
    expect(await rejection(board.eval('1'))).toMatchObject({ code: 'link-closed' });
    expect(await rejection(board.interrupt())).toMatchObject({ code: 'link-closed' });
  });

  it('closes twice without harm', async () => {
    const { board } = await connectVirtual();
    await board.close();
    await board.close();
    expect(await board.closed).toEqual({ kind: 'closed' });
  });
});
