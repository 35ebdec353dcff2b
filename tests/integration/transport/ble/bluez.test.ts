// The whole way: the engine, the real Bluetooth process with its real library, D-Bus, and a device with a MicroPython behind it. Only
// bluetoothd and the radio are made of nothing.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchBluetooth } from '../../../../src/engine/host/bluetooth/launch';
import { Board } from '../../../../src/engine/board/board';
import { createTransport } from '../../../../src/engine/transport/resolve';
import type { Transport } from '../../../../src/engine/transport/transport';
import { isAdderError } from '../../../../src/shared/errors';
import { DEVICE_ID, Radio, SystemBus } from '../../../targets/bluez';
import { Computer } from '../../cli/command';
import { expectCode } from '../compliance';
import { describeWithRadio } from './describe';

const HOST = { dataDirectory: '', holder: 'a test', launchBluetooth };

describeWithRadio('a board by Bluetooth, through the real library', () => {
  let folder: string;
  let micropython: Transport;
  let radio: Radio;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'adder-ble-'));
    micropython = createTransport('virtual:', { ...HOST, dataDirectory: folder });
    await micropython.open();
  });
  afterEach(async () => {
    await radio.stop();
    await micropython.close();
    await rm(folder, { recursive: true });
  });

  const connect = (address: string): Promise<Board> =>
    radio.bus.use(() => Board.connect(createTransport(address, HOST)));

  it('is found by its name, takes a file and gives it back', async () => {
    radio = await Radio.start(micropython);
    const board = await connect('ble:mpy-repl');
    expect(await board.eval('6 * 7', { interrupt: true })).toBe('42');
    const bytes = randomBytes(10_000);
    await board.files.write('/data.bin', bytes);
    expect(Buffer.from(await board.files.read('/data.bin')).equals(bytes)).toBe(true);
    expect(radio.writes.every((line) => /^request \d+$/.test(line))).toBe(true);
    expect(Math.max(...radio.writes.map((line) => Number(line.split(' ')[1])))).toBe(100);
    await board.close();
    while (radio.connected) await setTimeout(10); // it was let go
  });

  it('gets small writes where the MTU is small', async () => {
    radio = await Radio.start(micropython, { mtu: 23 });
    const board = await connect(`ble:${DEVICE_ID.toLowerCase()}`);
    await board.files.write('/data.bin', randomBytes(500), { interrupt: true });
    expect(Math.max(...radio.writes.map((line) => Number(line.split(' ')[1])))).toBe(20);
    await board.close();
  });

  it('is lost at once when it goes out of reach, and can be connected again', async () => {
    radio = await Radio.start(micropython);
    const board = await connect('ble:mpy-repl');
    let started: () => void;
    const runs = new Promise<void>((resolve) => (started = resolve));
    const running = board
      .exec('print(1)\nwhile True: pass', { interrupt: true, onOutput: () => started() })
      .catch((error: unknown) => error);
    await runs;
    radio.drop();
    expect(isAdderError(await running, 'link-lost')).toBe(true);
    await board.close();
    const again = await connect('ble:mpy-repl');
    expect(await again.eval('1 + 1', { interrupt: true })).toBe('2');
    await again.close();
  });

  it('is found by the command, and named when another one is wanted', async () => {
    radio = await Radio.start(micropython, { name: 'my board' });
    const computer = new Computer(radio.bus.env);
    try {
      const [list, run, wrong] = await Promise.all([
        computer.adder('ble'),
        computer.adder('connect', 'ble:my board', 'eval', '2**10'),
        computer.adder('connect', 'ble:other', 'eval', '1'),
      ]);
      expect(list).toMatchObject({
        code: 0,
        stdout: `ble:${DEVICE_ID} -61 my board\n`,
        stderr: '',
      });
      expect(run).toMatchObject({ code: 0, stdout: '1024\r\n', stderr: '' });
      expect(wrong).toMatchObject({ code: 1, stdout: '' });
      expect(wrong.stderr).toContain('In reach: my board.');
    } finally {
      computer.remove();
    }
  }, 90_000); // what is not there is looked for during 10 s
});

describeWithRadio('a bus without bluetoothd', () => {
  it('makes the library crash, which is told and hurts nobody', async () => {
    const bus = await SystemBus.start();
    const open = (): Promise<unknown> =>
      bus.use(() =>
        expectCode(createTransport('ble:x', HOST).open(), 'bluetooth-unavailable').then(
          ({ detail }) => detail,
        ),
      );
    expect(await open()).toBe(
      'The Bluetooth service of this computer, bluetoothd, does not answer (SIGABRT).',
    );
    const computer = new Computer(bus.env);
    const result = await computer.adder('ble');
    computer.remove();
    await bus.stop();
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toContain('adder: Bluetooth cannot be used on this computer now.');
  });
});
