// ser2net in front of a port: Debian's own server, on a TCP port of the system's choice, for one test.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isExecutable } from './micropython';

export interface Ser2net {
  readonly port: number;
  stop(): Promise<void>;
}

/** `raw`: the bytes as they are; `rfc2217`: telnet with the settings of a port. */
export type Ser2netMode = 'raw' | 'rfc2217';

const ACCEPTERS: Readonly<Record<Ser2netMode, string>> = {
  raw: 'tcp,127.0.0.1,0',
  rfc2217: 'telnet(rfc2217),tcp,127.0.0.1,0',
};
/** How long it may take to listen. */
const START_MS = 10_000;

function ser2netBinary(): string | undefined {
  const folders = ['/usr/sbin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, 'ser2net')).find(isExecutable);
}

/** Why it can't run here, in words; '' where it can. */
export function whyNoSer2net(): string {
  if (process.platform !== 'linux') return 'ser2net needs Linux';
  return ser2netBinary() === undefined
    ? 'no ser2net; on Debian, `npm run setup -- --tests` installs it'
    : '';
}

export async function startSer2net(mode: Ser2netMode, devicePath: string): Promise<Ser2net> {
  const program = ser2netBinary();
  if (program === undefined) throw new Error(whyNoSer2net());
  const folder = await mkdtemp(join(tmpdir(), 'adder-ser2net-'));
  const config = join(folder, 'ser2net.yaml');
  await writeFile(
    config,
    `%YAML 1.1
---
connection: &board
  accepter: ${ACCEPTERS[mode]}
  connector: serialdev,${devicePath},115200n81,local
`,
  );
  // In the foreground, and without lock files in the system's folders.
  const child = spawn(program, ['-n', '-u', '-c', config], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const deadline = Date.now() + START_MS;
    for (;;) {
      const port = listeningPort(child.pid ?? 0);
      if (port !== undefined) return { port, stop };
      if (Date.now() > deadline || child.exitCode !== null)
        throw new Error('ser2net does not listen');
      await sleep(20); // it says nothing when it is ready
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The TCP port over IPv4 on which a process of ours listens, from Linux's /proc. */
function listeningPort(processId: number): number | undefined {
  const sockets = new Set(
    namesIn(`/proc/${processId}/fd`).map((name) => linkTarget(`/proc/${processId}/fd/${name}`)),
  );
  for (const line of readFileSync('/proc/net/tcp', 'utf8').split('\n')) {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    if (state === '0A' && sockets.has(`socket:[${inode ?? ''}]`))
      return parseInt(local.split(':')[1] ?? '', 16);
  }
  return undefined;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // it has ended
  }
}

function linkTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
