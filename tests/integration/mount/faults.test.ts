// A mounted folder over a link on which something goes wrong: each request and reply is asked for again until it is right, what cannot be
// had ends in an OSError of the program, and the session lives on. The board is a virtual one on a stand (tests/faults/stand.ts).

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { parseFaultPlan } from '../../../src/engine/transport/wrap/fault-plan';
import { Faults } from '../../../src/engine/transport/wrap/faults';
import type { LinkTraits, Transport } from '../../../src/engine/transport/transport';
import { BoardStand } from '../../faults/stand';
import { freshHome, Shown, text } from '../engine/support';

/** Nothing that deflate makes smaller, so that a reply has many windows; with 03, 18 and 1D in it. */
const CONTENT = Uint8Array.from({ length: 3000 }, (_, at) => (at * at * 31 + (at >> 3) * 7) & 255);
const SUM = CONTENT.reduce((sum, byte) => sum + byte, 0);

interface Rig {
  readonly board: Board;
  readonly transport: Transport;
  readonly faults: Faults;
  readonly shown: Shown;
}

async function rig(traits: Partial<LinkTraits> = {}, before = ''): Promise<Rig> {
  const stand = await BoardStand.start(await freshHome());
  const folder = await mkdtemp(join(tmpdir(), 'adder-mount-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'a.bin'), CONTENT);
  await writeFile(join(folder, 'm.py'), 'x = 41\n');
  const faults = new Faults();
  const shown = new Shown();
  const transport = stand.link(faults, traits);
  const board = await Board.connect(transport, { onConsole: shown.sink });
  onTestFinished(async () => {
    await board.close();
    await stand.close();
  });
  if (before !== '') await board.exec(before);
  await board.mounts.mount(folder);
  return { board, transport, faults, shown };
}

/** Runs a program with one fault, which begins to count when the program has said that it runs. */
async function runWith(
  { board, faults }: Rig,
  source: string,
  plan: string,
  signal?: AbortSignal,
): Promise<{ out: string; stderr: string }> {
  let out = '';
  const { stderr } = await board.exec(`print("GO")\n${source}`, {
    ...(signal && { signal }),
    onOutput: (bytes) => {
      const before = out.includes('GO');
      out += text(bytes);
      if (!before && out.includes('GO')) faults.arm(parseFaultPlan(plan));
    },
  });
  faults.arm({ faults: [] });
  return { out: out.replace(/^[^]*?GO\r?\n/, '').replaceAll('\r', ''), stderr };
}

const READ = `import time\ntime.sleep_ms(60)\nwith open("/remote/a.bin","rb") as f: d=f.read()\nprint(len(d), sum(d))`;
const RIGHT = `${CONTENT.length} ${SUM}\n`;

describe('a folder on a board behind a line that damages', () => {
  it.each([
    ['in a request', ['drop@<0', 'flip@<14', 'dup@<20', 'drop@<40']],
    ["in a reply's head", ['drop@>0', 'flip@>3', 'dup@>9', 'drop@>12', 'flip:08@>12']],
    ["in a reply's body", ['drop@>200', 'flip@>800', 'dup@>1500', 'drop@>2700', 'drop@>900*150']],
  ])(
    'reads a file as it is, whatever happens %s',
    async (_, plans) => {
      const one = await rig({ inFlight: 255 });
      for (const plan of plans) {
        // A frame whose beginning is lost is shown like anything else that a board says.
        const { out, stderr } = await runWith(one, READ, plan);
        expect([plan, out.slice(-RIGHT.length), stderr]).toEqual([plan, RIGHT, '']);
      }
      expect(await runWith(one, READ, 'drop@>99999999')).toEqual({ out: RIGHT, stderr: '' });
    },
    60_000,
  );

  it('needs no select.poll to go on after damage, and Ctrl-C ends it where the computer has heard nothing', async () => {
    const one = await rig({ inFlight: 255 }, 'import sys\nsys.modules["select"] = sys');
    for (const plan of ['flip@<14', 'drop@>3', 'drop@>900']) {
      const { out, stderr } = await runWith(one, READ, plan);
      expect([plan, out.slice(-RIGHT.length), stderr]).toEqual([plan, RIGHT, '']);
    }
    const again = new Promise<void>((resolve) => {
      one.transport.onBytes((bytes) => {
        if (Buffer.from(bytes).includes('\x1b\\')) resolve(); // the end of the request that was not understood
      });
    });
    const stop = new AbortController();
    const running = runWith(one, READ, 'drop@<1', stop.signal);
    await again;
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
    expect(await runWith(one, READ, 'drop@>99999999')).toEqual({ out: RIGHT, stderr: '' });
  }, 30_000);

  it('raises an OSError when no reply comes, and the session lives on', async () => {
    const one = await rig();
    const source =
      'import time\ntime.sleep_ms(60)\ntry:\n open("/remote/a.bin")\nexcept OSError as e: print(e.errno)';
    expect(await runWith(one, source, 'drop@>0*1000000')).toEqual({ out: '110\n', stderr: '' });
    expect(await runWith(one, READ, 'drop@>99999999')).toEqual({ out: RIGHT, stderr: '' });
  }, 60_000);

  it('loses no key that was typed before or during a request', async () => {
    const { board, shown } = await rig();
    await board.type(Buffer.from('import time\r'));
    await board.type(Buffer.from('time.sleep_ms(300); d=open("/remote/a.bin","rb").read()\r'));
    const typed = 'print("one" + "two"); print(sum(d)); print("end" + "ed")\r';
    for (const key of Buffer.from(typed)) {
      await board.type(Uint8Array.of(key));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await shown.until(`onetwo\r\n${SUM}\r\nended\r\n`);
  }, 20_000);

  it.each([
    ['the request', ['flip@<14', 'drop@<0', 'drop@<5', 'dup@<20']],
    ["the reply's word", ['flip@>K+2', 'drop@>K+0', 'dup@>K+8']],
    ["the rest of the reply's head", ['flip@>K+9', 'drop@>K+12', 'flip:08@>K+15']],
    ["the reply's body", ['flip@>K+400', 'drop@>K+900', 'dup@>K+2000']],
    ['the request and the reply to the next one', ['flip@<14,flip@>K+20']],
  ])(
    'loses no key that waits while %s is damaged',
    async (_, plans) => {
      const { board, shown, faults } = await rig();
      await board.type(Buffer.from('import sys\r'));
      await shown.until('import sys\r\n>>> ');
      const read = 'sys.stdin.read(1); d = open("/remote/a.bin", "rb").read()\r';
      const keys = 'print("one" + "two"); print(sum(d)); print("end" + "ed")\r';
      for (const plan of plans) {
        shown.text = '';
        await board.type(Buffer.from(read));
        await shown.until('.read()\r\n');
        const behindKeys = (_all: string, more: string): string =>
          `>${1 + keys.length + Number(more)}`;
        faults.arm(parseFaultPlan(plan.replace(/>K\+(\d+)/g, behindKeys)));
        await board.type(Buffer.from(`!${keys}`));
        await shown.until('>>> ');
        await board.type(Buffer.from('print("la" + "st")\r'));
        await shown.until('last\r\n>>> ');
        expect([plan, shown.text]).toEqual([
          plan,
          expect.stringContaining(`\r\nonetwo\r\n${SUM}\r\nended\r\n`),
        ]);
        faults.arm({ faults: [] });
      }
    },
    20_000,
  );

  it('passes what a program prints: every byte, 0x18, and the beginning of a frame', async () => {
    const one = await rig();
    let heard = '';
    one.transport.onBytes((bytes) => (heard += Buffer.from(bytes).toString('latin1')));
    await one.board.exec('open("/remote/a.bin").close()');
    const at = heard.indexOf('\x1b_') + 2;
    const word = heard.slice(at, at + 9);
    expect(word).toMatch(/^[0-9a-z]{9}$/);
    const pieces = ['\x18', '\x1b', '\x1b_', '\x06', `\x1b_${word.slice(0, 8)}`];
    const { stdout, stderr } = await one.board.exec(
      [
        'import sys',
        'w=sys.stdout.buffer.write',
        'for i in range(256):',
        ' if i!=4 and i!=10: w(bytes((i,)))',
        `for p in ${JSON.stringify(pieces).replaceAll('\\u00', '\\x')}:`,
        ' w(p.encode())',
        ' with open("/remote/m.py") as f: w(f.read(1).encode())',
      ].join('\n'),
    );
    expect(stderr).toBe('');
    const every = Array.from({ length: 256 }, (_, value) => value).filter(
      (value) => value !== 4 && value !== 10, // the raw REPL's own, and what a console changes
    );
    const wanted = Buffer.concat([
      Buffer.from(every),
      Buffer.from(pieces.map((piece) => `${piece}x`).join('')),
    ]);
    expect(Buffer.from(stdout).toString('latin1')).toBe(wanted.toString('latin1'));
  });
});
