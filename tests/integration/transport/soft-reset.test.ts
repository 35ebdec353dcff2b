// A MicroPython for computers ends at a soft reset; behind the process link it is a board that goes on.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import { describeWithTarget } from '../../targets/describe';
import { processBoardCommand } from '../../targets/targets';
import { Shown, text } from '../engine/support';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';

const UNIX_PORT = `python3 "${join(import.meta.dirname, 'unix_port.py')}"`;
const GREETING = 'raw REPL; CTRL-B to exit\r\n>';

function make(command = processBoardCommand({ onReset: 'exit' })): Transport {
  const transport = createTransport(`process:${command}`, { dataDirectory: '', holder: 'a test' });
  onTestFinished(() => transport.close());
  return transport;
}

/** At the friendly prompt of its first life. */
async function open(command?: string): Promise<Talk> {
  const transport = make(command);
  await transport.open();
  const talk = new Talk(transport);
  await talk.until('>>> ');
  return talk;
}

class Talk {
  private read = 0;
  private readonly receiver: Receiver;

  constructor(readonly transport: Transport) {
    this.receiver = new Receiver(transport);
  }

  /** What came up to the end of `wanted`, since the last call. */
  async until(wanted: string): Promise<string> {
    let end = -1;
    for (let enough = this.read + 1; end < 0; enough = this.receiver.length + 1) {
      const all = (await this.receiver.atLeast(enough)).toString('latin1');
      end = all.indexOf(wanted, this.read);
    }
    const all = this.receiver.bytes.toString('latin1');
    const heard = all.slice(this.read, end + wanted.length);
    this.read = end + wanted.length;
    return heard;
  }

  async ask(keys: string, answer: string): Promise<string> {
    await this.transport.write(Buffer.from(keys, 'latin1'));
    return this.until(answer);
  }
}

describeWithTarget('a program that ends at a soft reset', () => {
  it('goes on at its friendly prompt', async () => {
    const talk = await open();
    expect(talk.transport.link.survivesSoftReset).toBe(true);
    await talk.ask('kept = 1\r', '>>> ');
    expect(await talk.ask('\x04', '>>> ')).toMatch(
      /^\r\nMPY: soft reboot\r\nMicroPython v[^]*\r\n>>> $/,
    );
    expect(await talk.ask('kept\r', '>>> ')).toContain('NameError');
    expect(await talk.ask('import sys; sys.exit()\r', 'soft reboot\r\n')).toContain('sys.exit()');
    await talk.until('>>> ');
  });

  it('goes on in the raw REPL when it was there, as a board does', async () => {
    const talk = await open();
    await talk.ask('\x01', GREETING);
    expect(await talk.ask('\x04', GREETING)).toBe(`OK\r\nMPY: soft reboot\r\n${GREETING}`);
    await talk.ask('print(1+1)\x04', 'OK2\n\x04\x04>');
    expect(await talk.ask('import sys; sys.exit()\x04', GREETING)).toBe(
      `OK\x04\x04MPY: soft reboot\r\n${GREETING}`,
    );
    await talk.ask('print(3+3)\x04', 'OK6\n\x04\x04>');
    expect(await talk.ask('\x02', '>>> ')).toContain('MicroPython v');
    expect(await talk.ask('\x04', '>>> ')).toContain('MPY: soft reboot');
  });

  it('can be closed in the middle of a reset', async () => {
    for (const keys of ['\x04', '\x01\x04', '\x01\x04\x04']) {
      const talk = await open();
      const receiver = new Receiver(talk.transport);
      await talk.transport.write(Buffer.from(keys));
      await receiver.text('soft reboot');
      await talk.transport.close();
      expect(await talk.transport.closed).toEqual({ kind: 'closed' });
    }
  });

  it('is lost when it ends in another way', async () => {
    const talk = await open();
    await talk.ask('import machine\r', '>>> ');
    await talk.transport.write(Buffer.from('machine.reset()\r'));
    const reason = await talk.transport.closed;
    expect(reason.kind === 'lost' && reason.error).toMatchObject({
      code: 'link-lost',
      detail: 'The program ended with exit code 11.',
    });
  });
});

describe('a program that takes one byte at a time and ends at a soft reset', () => {
  it('hears what is sent before and during a soft reset', async () => {
    const talk = await open(UNIX_PORT);
    await talk.ask('\x01', GREETING);
    const during = talk.ask('\x04print(1+1)\x04', GREETING);
    await talk.transport.write(Buffer.from('print(4+4)\x04'));
    await during;
    await talk.until('OK2\n\x04\x04>');
    await talk.until('OK8\n\x04\x04>');
  });

  it('loses no output and no input while the reader pauses', async () => {
    const talk = await open(UNIX_PORT);
    await talk.ask('\x01', GREETING);
    talk.transport.pause();
    await talk.transport.write(Buffer.from('print("x" * 3000); import sys; sys.exit()\x04'));
    await talk.transport.write(Buffer.from('print(1+1)\x04'));
    talk.transport.resume();
    expect(await talk.until(GREETING)).toBe(
      `OK${'x'.repeat(3000)}\n\x04\x04MPY: soft reboot\r\n${GREETING}`,
    );
    await talk.until('OK2\n\x04\x04>');
  });

  it('is lost when it ends with an exit code of its own', async () => {
    const talk = await open(UNIX_PORT);
    await talk.ask('\x01', GREETING);
    await talk.transport.write(Buffer.from('import sys; sys.exit(3)\x04'));
    const reason = await talk.transport.closed;
    expect(reason.kind === 'lost' && reason.error.detail).toBe(
      'The program ended with exit code 3.',
    );
  });

  it('is given up when it ends again and again', async () => {
    const transport = make(`python3 -c "print('>>> ', end='')"`);
    await transport.open();
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error).toMatchObject({
      code: 'link-lost',
      detail: 'The program ends again and again.',
    });
    const shown = (await new Receiver(transport).text('>>> ')).split('MPY: soft reboot\r\n');
    expect(shown).toEqual(['>>> ', '>>> ', '>>> ', '>>> ']);
  });

  it('is lost when it cannot be started again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adder-soft-reset-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'once');
    await writeFile(file, '#!/bin/sh\nrm "$0"\nprintf ">>> "\n', { mode: 0o755 });
    const transport = make(file);
    await transport.open();
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.detail).toContain('ENOENT');
  });

  it('is lost when it leaves a daemon that takes what is meant for it', async () => {
    const daemon = `import subprocess as s, time; s.Popen(["cat"], start_new_session=True, stdout=s.PIPE); time.sleep(0.3); print(">>> ", end="")`;
    const transport = make(`python3 -c '${daemon}'`);
    await transport.open();
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.detail).toContain('left another');
  });
});

describeWithTarget('a board whose program ends at a soft reset', () => {
  async function connect(): Promise<{ board: Board; shown: Shown }> {
    const shown = new Shown();
    const board = await Board.connect(make(), { onConsole: shown.sink });
    onTestFinished(() => board.close());
    return { board, shown };
  }

  it('is reset as any other, and its files stay', async () => {
    const { board, shown } = await connect();
    await board.files.write('/a.txt', Buffer.from('kept'));
    await board.exec('x = 5');
    await board.softReset();
    await shown.until(/MPY: soft reboot\r\n[^]*>>> $/);
    expect((await board.exec('x')).stderr).toContain('NameError');
    await board.exec('y = 5');
    await board.softReset({ runMain: false });
    expect((await board.exec('y')).stderr).toContain('NameError');
    expect(text(await board.files.read('/a.txt'))).toBe('kept');
  });

  it('runs each program in a fresh interpreter, and stops it', async () => {
    const { board, shown } = await connect();
    await board.run('z = 1\nprint("one")');
    expect((await board.run('print(z)')).stderr).toContain('NameError');
    const run = board.run('print("endless")\nwhile True: pass');
    await shown.until('endless');
    await board.interrupt();
    expect((await run).stderr).toContain('KeyboardInterrupt');
    expect(await board.eval('6*7')).toBe('42');
  });
});
