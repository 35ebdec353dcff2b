// The oldest and smallest board there is a firmware for: a BBC micro:bit v1 with MicroPython 1.9.2 of 2017, emulated. It has 9.5 KB of RAM, no
// raw paste, no stdin for programs, a flat file system without rename, and no module that our helpers would like to have.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

/** Debian's firmware-microbit-micropython. */
const FIRMWARE = '/usr/share/firmware-microbit-micropython/firmware.hex';
const EMULATOR = '/usr/bin/qemu-system-arm';

export interface Microbit {
  /** Its serial line on a socket. What exceeds its receive buffer of 64 bytes may be lost, as on the real one. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Why there is none here, in words; '' where there is. */
export function whyNoMicrobit(): string {
  if (existsSync(FIRMWARE) && existsSync(EMULATOR)) return '';
  return 'no emulated micro:bit; on Debian, `npm run setup -- --tests` installs it';
}

export async function startMicrobit(): Promise<Microbit> {
  const port = await freePort();
  const child = spawn(EMULATOR, [
    ...['-M', 'microbit', '-display', 'none', '-monitor', 'none'],
    ...['-serial', `tcp:127.0.0.1:${port},server=on,wait=on`],
    ...['-device', `loader,file=${FIRMWARE}`],
  ]);
  await listening(child);
  return {
    address: `tcp:127.0.0.1:${port}`,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** qemu tells on stderr that it waits for the other end; connecting early would take that place from the test. */
function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`the micro:bit did not start: ${said}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (/waiting for connection/i.test(said)) resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
