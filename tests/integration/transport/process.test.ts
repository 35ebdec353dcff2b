import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import { describeCompliance } from './compliance';
import { greet } from './greet';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';

const PEER = join(import.meta.dirname, 'peer.py');

function program(commandLine: string): Transport {
  return createTransport(`process:${commandLine}`, { dataDirectory: '', holder: 'a test' });
}

describeCompliance({
  name: 'a process',
  rig: (behaviour) => {
    const transport = program(`python3 "${PEER}" ${behaviour}`);
    let pid = 0;
    return Promise.resolve({
      transport,
      ready: async () => {
        pid = await greet(transport, behaviour);
      },
      endPeer: () => process.kill(pid, 'SIGKILL'),
      dispose: () => Promise.resolve(),
    });
  },
  refused: [
    {
      what: 'a program that does not exist',
      code: 'process-failed',
      make: () => program('/no/such/program'),
    },
    {
      what: 'a file that is no program',
      code: 'process-failed',
      make: () => program(`"${PEER.replace('peer.py', 'receiver.ts')}"`),
    },
    { what: 'an open quote', code: 'process-failed', make: () => program('echo "a') },
  ],
});

const LAST_WORDS = 'that was all '.repeat(100);

let folder: string;
let programs = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adder-process-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a process', () => {
  it('is lost when it ends, after its last output', async () => {
    const transport = program(`python3 "${PEER}" last`);
    await transport.open();
    await transport.write(Buffer.from('\n'));
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.detail).toBe(
      'The program ended with exit code 3.',
    );
    expect(await new Receiver(transport).text(LAST_WORDS)).toContain(LAST_WORDS);
  });

  it('gives its last output also to a reader that pauses', async () => {
    const transport = program(`python3 "${PEER}" last`);
    await transport.open();
    const receiver = new Receiver(transport);
    transport.pause();
    await transport.write(Buffer.from('\n'));
    await transport.closed;
    expect(receiver.length).toBe(0);
    transport.resume();
    const heard = await receiver.text(LAST_WORDS);
    expect(heard.replace(/^ready \d+\n/, '')).toBe(LAST_WORDS);
  });

  it('names the signal that ended it', async () => {
    const transport = program(`python3 "${PEER}" echo`);
    await transport.open();
    process.kill(await greet(transport, 'echo'), 'SIGKILL');
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.detail).toBe('The program was ended by SIGKILL.');
  });

  it('is lost although a daemon that it left holds the terminal', async () => {
    const transport = program(
      await python(
        'import subprocess',
        'p = subprocess.Popen(["sleep", "600"], start_new_session=True)',
        'print(p.pid)',
      ),
    );
    await transport.open();
    expect((await transport.closed).kind).toBe('lost');
    process.kill(Number(await new Receiver(transport).text('\n')), 'SIGKILL');
  });

  it('sees a raw terminal of 80 columns and 24 rows', async () => {
    const transport = program(
      await python(
        'import os, termios',
        'print(os.get_terminal_size())',
        'print(*termios.tcgetattr(0)[1:4:2])',
      ),
    );
    await transport.open();
    await transport.closed;
    expect(await new Receiver(transport).text('\n0')).toBe(
      'os.terminal_size(columns=80, lines=24)\n0 0\n',
    );
  });

  it('takes along what it started', async () => {
    const transport = program(
      await python(
        'import subprocess',
        'p = subprocess.Popen(["sleep", "600"])',
        'print("child", p.pid)',
        'p.wait()',
      ),
    );
    const receiver = new Receiver(transport);
    await transport.open();
    const child = Number(/child (\d+)/.exec(await receiver.text('\n'))?.[1]);
    await transport.close();
    expect(await isGone(child)).toBe(true);
  });

  it('is killed when it does not end by itself', async () => {
    const transport = program(
      await python(
        'import signal, os, time',
        'signal.signal(signal.SIGTERM, signal.SIG_IGN)',
        'print("pid", os.getpid())',
        'time.sleep(600)',
      ),
    );
    const receiver = new Receiver(transport);
    await transport.open();
    const pid = Number(/pid (\d+)/.exec(await receiver.text('\n'))?.[1]);
    await transport.close();
    expect(await isGone(pid)).toBe(true);
  });

  it('may end by itself, and say why, when it is closed', async () => {
    const transport = program(
      await python(
        'import signal, sys, time',
        'signal.signal(signal.SIGTERM, lambda *a: sys.exit("tidied up"))',
        'print("on")',
        'time.sleep(600)',
      ),
    );
    const receiver = new Receiver(transport);
    await transport.open();
    await receiver.text('on');
    await transport.close();
    expect(await transport.closed).toEqual({ kind: 'closed' });
  });

  it.runIf(process.platform === 'linux')(
    'is interrupted by Ctrl-C while it wants to be, and reads it as a byte otherwise',
    async () => {
      const transport = program(
        await python(
          'import signal, sys',
          'try:',
          '  print("armed")',
          '  while True: pass',
          'except KeyboardInterrupt: pass',
          'signal.signal(signal.SIGINT, signal.SIG_DFL)',
          'print("interrupted")',
          'print("reads", sys.stdin.buffer.read(5))',
        ),
      );
      const receiver = new Receiver(transport);
      await transport.open();
      await receiver.text('armed\n');
      await transport.write(Buffer.from('x\x03y'));
      await receiver.text('interrupted\n');
      await transport.write(Buffer.from('a\x03b'));
      await transport.closed;
      expect(await receiver.text("b'xya\\x03b'")).toContain('reads');
    },
  );
});

/** A command line that runs these lines of Python. */
async function python(...lines: string[]): Promise<string> {
  const file = join(folder, `program${String(++programs)}.py`);
  await writeFile(file, lines.join('\n'));
  return `python3 -u "${file}"`;
}

async function isGone(pid: number): Promise<boolean> {
  for (let looks = 0; looks < 1000; looks++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await setTimeout(5); // killed, but its new parent has not taken notice of it yet
  }
  return false;
}
