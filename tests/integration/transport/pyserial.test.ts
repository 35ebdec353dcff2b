// RFC 2217 with a server that nobody here has written: pyserial's, which many bridges to ESP boards are made of. Set-up brings it
// along with mpremote.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { mpremotePath, SYSTEM_PYTHON } from '../../../scripts/setup/mpremote.mjs';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import { whyMissing } from '../../targets/targets';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';

const SERVER = join(import.meta.dirname, '../../targets/pyserial_server.py');

function whyNoPyserial(): string {
  const found = existsSync(join(mpremotePath(), 'serial'));
  return found ? '' : 'no pyserial; on Debian, `npm run setup -- --tests` fetches it with mpremote';
}

describeWithTarget(
  'the port behind pyserial’s server',
  () => {
    it('is set up, gets its lines raised and lowered in order, and passes every byte', async () => {
      const child = spawn(SYSTEM_PYTHON, ['-B', SERVER], {
        env: { ...process.env, PYTHONPATH: mpremotePath() },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      onTestFinished(async () => {
        child.kill('SIGKILL');
        await exited;
      });
      const lines = createInterface(child.stdout);
      const told: string[] = [];
      const [port] = (await once(lines, 'line')) as [string];
      lines.on('line', (line) => told.push(line));
      const closed = once(lines, 'close');

      const address = `baud=57600+rfc2217:127.0.0.1:${port}`;
      const transport = createTransport(address, { dataDirectory: '', holder: 'a test' });
      await transport.open();
      const receiver = new Receiver(transport);
      const sent = Buffer.from(Array.from({ length: 2000 }, (_, value) => (value * 7) & 255));
      await transport.write(sent);
      expect((await receiver.atLeast(sent.length)).equals(sent)).toBe(true);
      await transport.setSignals?.({ break: true });
      await transport.setSignals?.({ break: false, rts: false });
      await transport.close();
      await closed;
      expect(told).toEqual([
        'bytesize 8',
        'parity N',
        'stopbits 1',
        'purge output',
        'baudrate 57600',
        'dtr True',
        'rts True',
        'break_condition True',
        'break_condition False',
        'rts False',
        'dtr False',
        'end',
      ]);
    });
  },
  whyMissing() || whyNoPyserial(),
);
