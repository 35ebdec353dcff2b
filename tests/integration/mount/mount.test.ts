// A folder of the computer on a board: the virtual one, and a real MicroPython behind a line. What a program sees is what is there.

import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { TAKEN } from '../../../src/engine/board/mount/exchange';
import { createTransport } from '../../../src/engine/host/link';
import type { Transport } from '../../../src/engine/transport/transport';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard } from '../../targets/targets';
import { connectVirtual, freshHome, Shown, text } from '../engine/support';

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'adder-mount-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

async function virtualBoard(): Promise<Board> {
  return (await connectVirtual()).board;
}

async function serialBoard(): Promise<Board> {
  const target = await startSerialBoard();
  onTestFinished(() => target.stop());
  const board = await Board.connect(target.path);
  onTestFinished(() => board.close());
  return board;
}

/** A UART: only with a speed in its address does a pseudo-terminal count as one, which loses what its buffer has no room for. */
async function uartBoard(): Promise<Board> {
  const target = await startSerialBoard({ rate: 11_520, receiveBuffer: 256 });
  onTestFinished(() => target.stop());
  const board = await Board.connect(`baud=115200+${target.path}`);
  onTestFinished(async () => {
    const { lost } = await target.counts();
    await board.close();
    expect(lost).toBe(0);
  });
  return board;
}

const plainText = (bytes: Uint8Array): string => text(bytes).replaceAll('\r\n', '\n');

async function run(board: Board, source: string): Promise<string> {
  const { stdout, stderr } = await board.exec(source);
  expect(stderr).toBe('');
  return plainText(stdout);
}

/** Longer than any reply. */
const BIG = Uint8Array.from({ length: 20_000 }, (_, index) => (index * 7) ^ (index >> 5));

/** Programs that always wait for the folder: one at the raw REPL, then one that was typed. */
async function stopsReaders(board: Board): Promise<void> {
  const folder = await folderOf({ 'big.bin': BIG, 'small.txt': 'x' });
  await board.mounts.mount(folder);
  for (const read of [
    'open("big.bin", "rb") as f:\n  while f.read(999): pass',
    'open("small.txt"): pass',
  ]) {
    const stop = new AbortController();
    const running = board.exec(`print("GO")\nwhile True:\n with ${read}`, {
      signal: stop.signal,
      onOutput: () => setTimeout(() => stop.abort(), 200),
    });
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
    expect(await run(board, 'print(1)')).toBe('1\n');
  }
  const shown = new Shown();
  board.onConsole(shown.sink);
  await board.type(
    Buffer.from('n = 0\rwhile True: open("small.txt").close(); n == 0 and print("GO"); n = 1\r\r'),
  );
  await shown.until(/GO\r?\n/);
  await board.interrupt();
  expect(await run(board, 'print(2)')).toBe('2\n');
}

function behaves(make: () => Promise<Board>): void {
  it('imports, lists, reads and writes', async () => {
    const folder = await folderOf({
      'm.py': 'import pkg.sub\nx = pkg.sub.y + 1\n',
      'pkg/__init__.py': '',
      'pkg/sub.py': 'y = 41\n',
      'big.bin': BIG,
      'lines.txt': 'one\nzwei\ngrün €\n',
    });
    const board = await make();
    await board.mounts.mount(folder);
    expect(await run(board, 'import os, m\nprint(os.getcwd(), m.x)')).toBe('/remote 42\n');
    expect(
      await run(
        board,
        [
          'a=os.ilistdir("/remote")',
          'next(a)',
          'print(sorted(os.listdir("/remote/pkg")), len(list(a)))',
          'print(os.stat("big.bin")[6])',
          'try:\n os.stat("no")\nexcept OSError as e:\n print(e.errno)',
          'f=open("big.bin","rb")',
          'g=open("lines.txt")',
          'print(g.readline(), g.read(2), g.readlines())',
          'import hashlib, binascii',
          'h=hashlib.sha256()',
          'while 1:\n b=f.read(1000)\n if not b: break\n h.update(b)',
          'print(binascii.hexlify(h.digest())[:8], f.seek(-3, 2), len(f.read()))',
          'f.close(); g.close()',
        ].join('\n'),
      ),
    ).toMatch(
      /^\['__init__.py', 'sub.py'\] 3\n20000\n2\none\n zw \['ei\\n', 'gr(ü|\\xfc)n (€|\\u20ac)\\n'\]\nb'[0-9a-f]{8}' 19997 3\n$/,
    );
    await run(
      board,
      [
        'with open("out.txt","w") as f:\n for i in range(500): f.write("line %d\\n" % i)',
        'with open("out.txt","a") as f: f.write("end")',
        'with open("out.txt","r+b") as f:\n f.seek(5)\n f.write(b"X")\n f.seek(0)\n assert f.read(8)==b"line X\\nl", 1',
        'os.mkdir("d"); os.rename("out.txt","d/o.txt")',
      ].join('\n'),
    );
    const lines = Array.from({ length: 500 }, (_, index) => `line ${String(index)}\n`).join('');
    expect(await readFile(join(folder, 'd/o.txt'), 'utf8')).toBe(
      `${lines.replace('line 0', 'line X')}end`,
    );
    await run(board, 'os.remove("d/o.txt"); os.rmdir("d")');
    await board.mounts.unmount();
    expect(await run(board, 'print(os.getcwd(), "remote" in os.listdir("/"))')).toBe('/ False\n');
  });

  it('has what was written to a file that is never closed, but for what came in a rush behind it', async () => {
    const folder = await folderOf({});
    const board = await make();
    await board.mounts.mount(folder);
    const log = () => readFile(join(folder, 'log.txt'), 'utf8');
    expect(await run(board, 'f = open("log.txt", "w")\nf.write("one\\n")')).toBe('');
    expect(await log()).toBe('one\n');
    await run(board, 'import time\ntime.sleep_ms(300)\nf.write("two\\n")');
    expect(await log()).toBe('one\ntwo\n');
    await run(board, 'f.write("three\\n")\nf.write("four\\n")\nf.close()');
    expect(await log()).toBe('one\ntwo\nthree\nfour\n');
    await board.mounts.unmount();
  });

  it('refuses to seek from where there is nothing', async () => {
    const board = await make();
    await board.mounts.mount(await folderOf({ 'a.txt': 'abc' }));
    const seek =
      'f = open("a.txt")\ntry:\n f.seek(1, 7)\nexcept OSError as e:\n print(e.errno, f.tell())';
    expect(await run(board, seek)).toBe('22 0\n');
    await board.mounts.unmount();
  });

  it('reads on where a file has become longer after its end was read', async () => {
    const folder = await folderOf({ 'log.txt': BIG });
    const board = await make();
    await board.mounts.mount(folder);
    expect(await run(board, 'f=open("log.txt","rb")\nprint(len(f.read()))')).toBe('20000\n');
    await appendFile(join(folder, 'log.txt'), 'more');
    expect(await run(board, 'print(f.read(), f.read())\nf.close()')).toBe("b'more' b''\n");
    await board.mounts.unmount();
  });

  it('lets a program be stopped that does nothing but read from it', async () => {
    await stopsReaders(await make());
  });

  it('lets nothing outside the folder be seen', async () => {
    const outside = await folderOf({ 'secret.txt': 'secret' });
    const folder = await folderOf({ 'in.txt': 'in' });
    await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'));
    await symlink(outside, join(folder, 'away'));
    const board = await make();
    const look = [
      'r=[]',
      `for n in "link.txt","away/secret.txt","../${outside.slice(1)}/secret.txt","in.txt":`,
      ' try:\n  with open("/remote/"+n) as f: r.append(f.read())',
      ' except OSError as e: r.append(e.errno)',
      'print(r)',
    ].join('\n');
    await board.mounts.mount(folder);
    expect(await run(board, look)).toBe("[1, 1, 1, 'in']\n");
    await board.mounts.mount(folder, { unsafeLinks: true });
    expect(await run(board, look)).toBe("['secret', 'secret', 1, 'in']\n");
  });

  it('passes whatever a program prints, and is mounted again after a soft reset', async () => {
    const folder = await folderOf({ 'm.py': 'x = 1\n' });
    const board = await make();
    const told: unknown[] = [];
    board.mounts.onRemount((error) => told.push(error));
    await board.mounts.mount(folder);
    const { stdout } = await board.exec(
      'import m, sys\nfor i in range(256):\n if i not in (4,10): sys.stdout.write(chr(i) if i<128 else "")\nprint(chr(27)+"_abc"+chr(27))\nprint(open("/remote/m.py").read(), m.x)',
    );
    const plain = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    expect(plainText(stdout)).toBe(
      `${plain.filter((char) => char !== '\x04' && char !== '\n').join('')}\x1b_abc\x1b\nx = 1\n 1\n`,
    );
    await board.softReset({ runMain: false });
    expect(await run(board, 'import m\nprint(m.x)')).toBe('1\n');
    expect(told).toEqual([undefined]);
  });
}

describe('a folder on the virtual board', () => {
  behaves(virtualBoard);

  it('is mounted again when a person has reset the board at the prompt', async () => {
    const folder = await folderOf({ 'm.py': 'print("hel" + "lo")\n' });
    const { board } = await connectVirtual();
    await board.mounts.mount(folder);
    const shown = new Shown();
    board.onConsole(shown.sink);
    const again = new Promise<unknown>((resolve) => board.mounts.onRemount(resolve));
    await board.type(Buffer.from('\x04'));
    expect(await again).toBeUndefined();
    await board.type(Buffer.from('import m\r'));
    await shown.until('hello');
  });
});

/** A link that gives a soft reset in one piece, up to the prompt. */
function gatheringResets(transport: Transport): Transport {
  const listen = transport.onBytes.bind(transport);
  transport.onBytes = (listener) => {
    let kept = '';
    return listen((bytes) => {
      kept += Buffer.from(bytes).toString('latin1');
      if (kept.includes('soft reboot') && !kept.endsWith('>>> ')) return;
      const all = Buffer.from(kept, 'latin1');
      kept = '';
      listener(all);
    });
  };
  return transport;
}

describe('a folder on a board whose whole reset comes in one piece', () => {
  it('is mounted again', async () => {
    const folder = await folderOf({});
    const { board } = await connectVirtual({ wrap: gatheringResets });
    await board.mounts.mount(folder);
    const again = new Promise<unknown>((resolve) => board.mounts.onRemount(resolve));
    await board.type(Buffer.from('\x04'));
    expect(await again).toBeUndefined();
  });
});

describe('a folder on a board behind a link with latency', () => {
  it('lets a program be stopped, although each request comes with the end of the last one', async () => {
    const home = await freshHome();
    const host = { dataDirectory: home, holder: 'a test' };
    const board = await Board.connect(createTransport('latency=40+virtual:', host));
    onTestFinished(() => board.close());
    await stopsReaders(board);
  });
});

describe('files that a program has left open', () => {
  it('are closed where a soft reset has taken them from the board', async () => {
    const folder = await folderOf({});
    const board = await virtualBoard();
    await board.mounts.mount(folder);
    for (let round = 0; round < 3; round++) {
      await run(board, 'all = [open("%d.txt" % number, "w") for number in range(100)]');
      await board.softReset({ runMain: false });
    }
  });
});

describeWithTarget('a folder on a board behind a fast line', () => {
  behaves(serialBoard);

  it('loses nothing of a long paste that waits for a line that reads from it', async () => {
    const folder = await folderOf({ 'm.py': 'x = 0\n' });
    const board = await serialBoard();
    await board.mounts.mount(folder);
    const shown = new Shown();
    board.onConsole(shown.sink);
    const lines = Array.from({ length: 1000 }, () => 'm.x += 1 # one of a thousand\r');
    await board.type(Buffer.from(`import m\r${lines.join('')}print("x", m.x, "end")\r`));
    await shown.until('x 1000 end');
  });
});

describeWithTarget('a folder on a board behind a UART without flow control', () => {
  behaves(uartBoard);

  it('leaves no board that waits for ever when its computer goes away in the middle of a reply', async () => {
    const folder = await folderOf({ 'big.bin': BIG });
    const target = await startSerialBoard({ rate: 11_520, receiveBuffer: 256 });
    onTestFinished(() => target.stop());
    const address = `baud=115200+${target.path}`;
    const transport = createTransport(address);
    const before = await Board.connect(transport);
    await before.mounts.mount(folder);
    const inReply = new Promise<void>((resolve) => {
      transport.onBytes((bytes) => {
        if (bytes.includes(TAKEN)) resolve();
      });
    });
    const running = before.exec('open("big.bin", "rb").read()');
    running.catch(() => undefined);
    await inReply;
    await transport.close();
    await before.closed;
    const after = await Board.connect(address);
    onTestFinished(() => after.close());
    expect((await after.exec('print(1)', { interrupt: true })).stderr).toBe('');
  });
});
