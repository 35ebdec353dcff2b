// Every wrapper in front of a real link, a program on a pty, is a transport like any other.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import { parseRecording } from '../../../src/engine/transport/wrap/recording';
import { describeCompliance, expectCode } from './compliance';
import { greet } from './greet';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';

const PEER = join(import.meta.dirname, 'peer.py');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adder-wrappers-'));
});
afterAll(() => rm(folder, { recursive: true }));

function resolve(address: string): Transport {
  return createTransport(address, { dataDirectory: folder, holder: 'a test' });
}

const WRAPPERS: Record<string, () => string> = {
  'a rate': () => 'rate=80000000+',
  'a latency': () => 'latency=0.7+',
  'a fault that does not happen': () => 'fault=seed:1:1000000000,cut@999999999,drop@<999999999+',
  'a recorder': () => `record=${join(folder, 'compliance.jsonl')}+`,
  'all wrappers': () =>
    `record=${join(folder, 'all.jsonl')}+latency=0.2+fault=flip@<999999999+rate=90000000+`,
};

for (const [name, wrapper] of Object.entries(WRAPPERS))
  describeCompliance({
    name,
    rig: (behaviour) => {
      const transport = resolve(`${wrapper()}process:python3 "${PEER}" ${behaviour}`);
      let pid = 0;
      return Promise.resolve({
        transport,
        ready: async () => {
          pid = await greet(transport, behaviour);
        },
        endPeer: () => process.kill(pid, 'SIGKILL'),
        dispose: () => {
          // Recordings are never written over, and there are only so many of one name.
          for (const file of readdirSync(folder)) void rm(join(folder, file), { force: true });
          return Promise.resolve();
        },
      });
    },
    refused: [
      {
        what: 'a program that does not exist',
        code: 'process-failed',
        make: () => resolve(`${wrapper()}process:/no/such/program`),
      },
    ],
  });

it('says its whole address', () => {
  const address = 'rate=9600+latency=1.5+fault=flip@<3+record=a%2Bb+process:true';
  expect(resolve(address).address).toBe(address);
});

it('refuses a fault plan that is none', () => {
  expect(() => resolve('fault=melt@3+virtual:')).toThrow(/melt@3/);
});

it('passes the last words of a link on, whatever they have to travel through', async () => {
  const wrappers = `record=${join(folder, 'last.jsonl')}+latency=60000+rate=300+`;
  const transport = resolve(`${wrappers}process:python3 -c "print('that was all')"`);
  await transport.open();
  const receiver = new Receiver(transport);
  const reason = await transport.closed;
  expect(reason.kind === 'lost' && reason.error.detail).toContain('exit code 0');
  expect(await receiver.text('\n')).toBe('that was all\n');
  await transport.close();
  const recording = parseRecording(readFileSync(join(folder, 'last.jsonl'), 'utf8'));
  expect(recording.end).toEqual({ kind: 'lost', code: 'link-lost' });
});

it('sends what was accepted before it closes', async () => {
  const heard = join(folder, 'heard');
  const script = join(folder, 'patient.py');
  writeFileSync(
    script,
    `import signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('on', flush=True)
line = sys.stdin.readline()
open('${heard}', 'w').write(line)`,
  );
  const transport = resolve(`rate=1200+latency=500+process:python3 "${script}"`);
  await transport.open();
  // Slow, but it arrives.
  expect(await new Receiver(transport).text('\n')).toBe('on\n');
  await transport.write(Buffer.from('to the end\n'));
  await transport.close();
  expect(readFileSync(heard, 'utf8')).toBe('to the end\n');
});

it('is cut like a cable, at the byte', async () => {
  const transport = resolve(`fault=cut@<${'ready '.length}+process:python3 "${PEER}" echo`);
  await transport.open();
  const receiver = new Receiver(transport);
  await transport.write(Buffer.from('\n'));
  const reason = await transport.closed;
  expect(reason.kind === 'lost' && reason.error.code).toBe('link-lost');
  expect(receiver.bytes.toString()).toBe('ready ');
  await expectCode(transport.write(Buffer.from('x')), 'link-lost');
  await transport.close();
});
