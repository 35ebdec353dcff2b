// A session with a virtual board is recorded and played again.

import { closeSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import { expectCode } from './compliance';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adder-recording-'));
  file = join(folder, 'session.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

function resolve(address: string): Transport {
  return createTransport(address, { dataDirectory: folder, holder: 'a test' });
}

/** A short session; returns all that the board said. */
async function session(transport: Transport): Promise<string> {
  const receiver = new Receiver(transport);
  await transport.open();
  await receiver.text('>>> ');
  await transport.write(Buffer.from('print(6 * 7)\r'));
  await receiver.text('42\r\n>>> ');
  await transport.write(Buffer.from('import sys\r'));
  await receiver.text('sys\r\n>>> ');
  await transport.write(Buffer.from('sys.stdout.buffer.write(bytes(range(250, 256)))\r'));
  await receiver.text('6\r\n>>> ');
  return receiver.bytes.toString('latin1');
}

async function record(): Promise<string> {
  const transport = resolve(`record=${file}+virtual:`);
  const said = await session(transport);
  await transport.close();
  return said;
}

describe('a recording', () => {
  it('plays what the board said to who sends the same', async () => {
    const said = await record();
    expect(said).toContain('\xfa\xfb\xfc\xfd\xfe\xff');
    const transport = resolve(`replay=${file}`);
    expect(await session(transport)).toBe(said);
    expect(transport.link.inFlight).toBe(Infinity);
    await transport.close();
    expect(await transport.closed).toEqual({ kind: 'closed' });
  });

  it('is for its owner alone, and says what it is', async () => {
    await record();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const [head = '', ...lines] = (await readFile(file, 'utf8')).split('\n');
    expect(JSON.parse(head)).toMatchObject({ 'adder-recording': 1, address: 'virtual:default' });
    expect(lines.at(-2)).toMatch(/^\{"ms":[\d.]+,"end":"closed"\}$/);
  });

  it('is never written over another file', async () => {
    await writeFile(file, 'mine');
    const transport = resolve(`record=${file}+virtual:`);
    await transport.open();
    await transport.close();
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(await readFile(join(folder, 'session-2.jsonl'), 'utf8')).toContain('"closed"');
  });

  it('that is cut off by a crash plays up to there', async () => {
    await record();
    await truncate(file, (await stat(file)).size - 30);
    const transport = resolve(`replay=${file}`);
    await transport.open();
    await new Receiver(transport).text('>>> ');
    await transport.close();
  });

  it('says of a link that did not open why', async () => {
    const holder = resolve('virtual:');
    await holder.open();
    await expectCode(resolve(`record=${file}+virtual:`).open(), 'board-in-use');
    expect(await readFile(file, 'utf8')).toContain('"end":"lost","code":"board-in-use"');
    await holder.close();
  });

  it('is not begun where no file can be', async () => {
    for (const [name, code] of [
      ['none/session', 'local-not-found'],
      ['plain/session', 'local-failed'],
    ] as const) {
      await writeFile(join(folder, 'plain'), '');
      const transport = resolve(`record=${join(folder, name)}+virtual:`);
      const error = await expectCode(transport.open(), code);
      expect(await transport.closed).toEqual({ kind: 'lost', error });
    }
  });

  it('has a limit to the files of one name', async () => {
    await writeFile(file, '');
    for (let number = 2; number <= 99; number++)
      await writeFile(join(folder, `session-${number}.jsonl`), '');
    await expectCode(resolve(`record=${file}+virtual:`).open(), 'local-failed');
  });

  it.runIf(process.platform === 'linux')('whose disk fails ends the session', async () => {
    const transport = resolve(`record=${file}+virtual:`);
    await transport.open();
    for (const descriptor of readdirSync('/proc/self/fd'))
      if (isOpenAs(descriptor, file)) closeSync(Number(descriptor));
    await transport.write(Buffer.from('\r')).catch(() => undefined);
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.code).toBe('local-failed');
    await transport.close();
  });
});

function isOpenAs(descriptor: string, path: string): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`) === path;
  } catch {
    return false; // the one that the listing itself used
  }
}

describe('a replay', () => {
  const HEAD =
    '{"adder-recording":1,"address":"x","link":{"inFlight":256,"eightBitClean":true,"resetsOnOpen":false,"survivesSoftReset":true}}\n';

  async function replay(...lines: string[]): Promise<Transport> {
    await writeFile(file, HEAD + lines.map((line) => `${line}\n`).join(''));
    const transport = resolve(`replay=${file}`);
    await transport.open();
    return transport;
  }

  it('says where what is sent differs', async () => {
    const transport = await replay('{"to":"abc"}', '{"from":"x"}', '{"to":"def"}');
    await transport.write(Buffer.from('abcd'));
    const error = await expectCode(transport.write(Buffer.from('eX!')), 'replay-differs');
    expect(error.detail).toBe(
      'Byte 5 to the board (line 4): the recording has "f", and "X!" was sent.',
    );
    expect(await transport.closed).toEqual({ kind: 'lost', error });
  });

  it('says when more is sent than was recorded', async () => {
    const transport = await replay('{"to":"abc"}');
    const error = await expectCode(transport.write(Buffer.from('abcd')), 'replay-differs');
    expect(error.detail).toContain('the recording ends there, and "d" was sent');
    await transport.close();
  });

  it('lets the board speak only when all before it was sent', async () => {
    const transport = await replay('{"to":"ab"}', '{"from":"later"}');
    const receiver = new Receiver(transport);
    await transport.write(Buffer.from('a'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(receiver.length).toBe(0);
    await transport.write(Buffer.from('b'));
    expect(await receiver.text('later')).toBe('later');
    await transport.close();
  });

  it('holds the board while it is paused', async () => {
    const transport = await replay('{"from":"one"}');
    const receiver = new Receiver(transport);
    transport.pause();
    await new Promise((resolve) => setImmediate(resolve));
    expect(receiver.length).toBe(0);
    transport.resume();
    await receiver.text('one');
    await transport.close();
  });

  it('is lost where the recording was', async () => {
    const transport = await replay('{"from":"bye"}', '{"end":"lost","code":"port-failed"}');
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error).toMatchObject({ code: 'link-lost' });
    expect(await new Receiver(transport).text('bye')).toBe('bye');
  });

  it('of what is no recording does not open', async () => {
    await expectCode(resolve(`replay=${join(folder, 'none')}`).open(), 'local-not-found');
    await expectCode(resolve(`replay=${folder}`).open(), 'local-failed');
    await writeFile(file, 'hello\n');
    await expectCode(resolve(`replay=${file}`).open(), 'bad-recording');
    await truncate(file, 65 * 1024 * 1024);
    await expectCode(resolve(`replay=${file}`).open(), 'file-too-large');
  });
});
