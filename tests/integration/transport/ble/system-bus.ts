// A D-Bus system bus of the test's own, for the real Bluetooth library: on the machine's bus there may be a radio, and neighbours.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';

/** Everything is allowed to everybody, whose user is this one. */
const CONFIG = (folder: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type><listen>unix:dir=${folder}</listen><auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>`;

/** Suites that need a bus; without the means they are skipped with the reason, or fail where everything must be there. */
export function describeWithBus(name: string, body: () => void): void {
  const reason = whyNoBus();
  if (reason === undefined) describe(name, body);
  else if (process.env['ADDER_REQUIRE_ALL'] === '1')
    describe(name, () => {
      it('has a bus', () => expect.fail(reason));
    });
  else describe.skip(`${name} (${reason})`, body);
}

function whyNoBus(): string | undefined {
  if (process.platform !== 'linux') return 'only on Linux does Bluetooth go over D-Bus';
  const { error } = spawnSync('dbus-daemon', ['--version'], { stdio: 'ignore' });
  return error ? 'dbus-daemon is not installed' : undefined;
}

/** Calls `work` while the system bus of this process, and of those that it starts, is a new one. */
export async function withSystemBus(work: (address: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'adder-bus-'));
  const config = join(folder, 'bus.conf');
  writeFileSync(config, CONFIG(folder));
  const daemon = spawn(
    'dbus-daemon',
    [`--config-file=${config}`, '--print-address=1', '--nofork', '--nopidfile'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = once(daemon, 'exit');
  const before = process.env['DBUS_SYSTEM_BUS_ADDRESS'];
  try {
    const [address] = (await once(createInterface(daemon.stdout), 'line')) as [string];
    process.env['DBUS_SYSTEM_BUS_ADDRESS'] = address;
    await work(address);
  } finally {
    if (before === undefined) delete process.env['DBUS_SYSTEM_BUS_ADDRESS'];
    else process.env['DBUS_SYSTEM_BUS_ADDRESS'] = before;
    daemon.kill();
    await ended;
    rmSync(folder, { recursive: true });
  }
}
