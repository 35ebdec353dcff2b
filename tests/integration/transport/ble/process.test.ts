// The Bluetooth process as it is shipped, with the real library, on a machine that need not have an adapter.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { forkBluetooth } from '../../../../src/engine/host/bluetooth/launch';
import { loadBluetoothLibrary } from '../../../../src/engine/transport/ble/program/library';
import { createTransport } from '../../../../src/engine/transport/resolve';
import { expectCode } from '../compliance';
import fakeProgram from './fake-program?modulePath';
import parent from './parent?modulePath';

describe('the Bluetooth process', () => {
  it('loads its library, which has a build for this system and for every Node', () => {
    const library = loadBluetoothLibrary();
    expect(typeof library.Bluetooth).toBe('function');
    expect(library.payloadOf('AA:01')).toBeUndefined();
  });

  it('is told when its file is missing', async () => {
    const transport = createTransport('ble:x', {
      dataDirectory: '',
      holder: 'a test',
      launchBluetooth: () => forkBluetooth('/no/such/program.cjs'),
    });
    const error = await expectCode(transport.open(), 'bluetooth-unavailable');
    expect(error.detail).toContain('exit code 1');
    expect(error.detail).toContain('Cannot find module');
  });

  it('ends with a parent that was killed', async () => {
    const holder = spawn(process.execPath, [parent, fakeProgram], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(holder.stdout), 'line')) as [string];
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    while (isAlive(pid)) await setTimeout(20);
  });

  it('leaves Ctrl-C in a terminal to its parent', async () => {
    process.env['ADDER_FAKE_PEER'] = 'echo';
    const child = forkBluetooth(fakeProgram);
    const reports: unknown[] = [];
    const heard = new Promise<void>((resolve) => {
      child.onMessage((message) => {
        reports.push(message);
        if ((message as { kind: string }).kind === 'written') resolve();
        if ((message as { kind: string }).kind !== 'open') return;
        process.kill(child.pid, 'SIGINT');
        child.send({ kind: 'write', bytes: Buffer.from('x') });
      });
    });
    child.send({ kind: 'connect', device: 'board', scanMs: 5000, settleMs: 10 });
    await heard;
    child.send({ kind: 'close' });
    expect((await child.ended).how).toBe('exit code 0');
    child.send({ kind: 'close' }); // nobody is there to hear it
  });
});

/** Not one that has ended and waits to be asked for how. */
function isAlive(pid: number): boolean {
  if (process.platform === 'linux') {
    if (!existsSync(`/proc/${pid}/status`)) return false;
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
