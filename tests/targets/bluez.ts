// A Bluetooth radio for the real library, on Linux: a D-Bus system bus of the test's own (this machine's may have a radio, and
// neighbours) with a bluetoothd made of nothing (bluez.py), whose one device is a transport's board.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Transport } from '../../src/engine/transport/transport';

/** Debian's, for which its python3-gi is; another one may come first in the PATH. */
const PYTHON = '/usr/bin/python3';
const BUS = 'DBUS_SYSTEM_BUS_ADDRESS';
/** What bluez.py gives its device. */
export const DEVICE_ID = 'A4:CF:12:00:00:01';

/** Everything is allowed to everybody, who is this user. */
const busConfig = (folder: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type><listen>unix:dir=${folder}</listen><auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>`;

/** Why there can be no such radio here; empty where there can. */
export function whyNoRadio(): string {
  if (process.platform !== 'linux') return 'only on Linux does Bluetooth go over D-Bus';
  if (spawnSync('dbus-daemon', ['--version'], { stdio: 'ignore' }).error)
    return 'dbus-daemon is not installed';
  if (spawnSync(PYTHON, ['-c', 'import gi'], { stdio: 'ignore' }).status !== 0)
    return 'PyGObject (python3-gi) is not installed';
  return '';
}

export class SystemBus {
  private constructor(
    readonly address: string,
    private readonly daemon: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<SystemBus> {
    const folder = mkdtempSync(join(tmpdir(), 'adder-bus-'));
    const config = join(folder, 'bus.conf');
    writeFileSync(config, busConfig(folder));
    const daemon = spawn(
      'dbus-daemon',
      [`--config-file=${config}`, '--print-address=1', '--nofork', '--nopidfile'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const [address] = (await once(createInterface(daemon.stdout), 'line')) as [string];
    return new SystemBus(address, daemon, folder);
  }

  /** For what is started with it. */
  get env(): NodeJS.ProcessEnv {
    return { [BUS]: this.address };
  }

  /** Calls `work` while this is the bus of all that this process starts. */
  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = process.env[BUS];
    process.env[BUS] = this.address;
    try {
      return await work();
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, BUS);
      else process.env[BUS] = before;
    }
  }

  async stop(): Promise<void> {
    const ended = once(this.daemon, 'exit');
    this.daemon.kill();
    await ended;
    rmSync(this.folder, { recursive: true });
  }
}

export interface RadioOptions {
  readonly name?: string;
  /** The ATT MTU. */
  readonly mtu?: number;
}

export class Radio {
  /** Writes so far: `request 20`, the type and the bytes. */
  readonly writes: string[] = [];
  private connection: Socket | undefined;

  private constructor(
    readonly bus: SystemBus,
    private readonly bluetoothd: ChildProcess,
    private readonly server: Server,
  ) {}

  /** @param board what is behind the device's UART, open */
  static async start(
    board: Pick<Transport, 'onBytes' | 'write'>,
    { name = 'mpy-repl', mtu = 247 }: RadioOptions = {},
  ): Promise<Radio> {
    const bus = await SystemBus.start();
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const bluetoothd = spawn(
      PYTHON,
      [join(import.meta.dirname, 'bluez.py'), String(port), name, String(mtu)],
      { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...bus.env } },
    );
    const lines = createInterface(bluetoothd.stdout);
    await once(lines, 'line'); // ready
    const radio = new Radio(bus, bluetoothd, server);
    radio.join(board, lines);
    return radio;
  }

  /** Is somebody connected to the device? */
  get connected(): boolean {
    return this.connection !== undefined;
  }

  /** The device goes out of reach. */
  drop(): void {
    this.connection?.destroy();
  }

  async stop(): Promise<void> {
    this.connection?.destroy();
    const ended = once(this.bluetoothd, 'exit');
    this.bluetoothd.kill();
    await ended;
    this.server.close();
    await this.bus.stop();
  }

  private join(board: Pick<Transport, 'onBytes' | 'write'>, lines: Interface): void {
    lines.on('line', (line) => this.writes.push(line));
    this.server.on('connection', (socket) => {
      this.connection = socket;
      const unsubscribe = board.onBytes((bytes) => void socket.write(bytes));
      socket.on('data', (bytes) => {
        board.write(bytes).catch(() => socket.destroy());
      });
      socket.on('error', () => undefined); // 'close' follows
      socket.on('close', () => {
        unsubscribe();
        this.connection = undefined;
      });
    });
  }
}
