import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { dataDirectory } from '../../../src/engine/host/data-directory';
import { splitCommandLine } from '../../../src/engine/transport/command-line';
import {
  catchesInterrupt,
  interrupt,
  isInterruptible,
} from '../../../src/engine/transport/interrupt';
import { listPorts, type PortListSystem } from '../../../src/engine/transport/port-list';
import { createTransport } from '../../../src/engine/transport/resolve';
import { readUsbFacts } from '../../../src/engine/transport/usb';
import { isAdderError } from '../../../src/shared/errors';

describe('a command line', () => {
  it.each([
    ['micropython', ['micropython']],
    ['  a  b\tc ', ['a', 'b', 'c']],
    ['a "b c" \'d "e"\'', ['a', 'b c', 'd "e"']],
    ['a --x="y z"w ""', ['a', '--x=y zw', '']],
    ['"C:\\Program Files\\mp.exe" -i', ['C:\\Program Files\\mp.exe', '-i']],
    ['a "it\'s"', ['a', "it's"]],
    ['a $HOME *.py; rm -rf x | y > z & `w`', 'a $HOME *.py; rm -rf x | y > z & `w`'.split(' ')],
  ])('%s', (line, words) => {
    const { file, args } = splitCommandLine(line);
    expect([file, ...args]).toEqual(words);
  });

  it.each(['a "b', "a 'b", `a "b' c`, '""', '"" x'])('refuses %s', (line) => {
    expect(() => splitCommandLine(line)).toThrow(
      expect.objectContaining({ code: 'process-failed' }) as Error,
    );
  });
});

describe('a process wants Ctrl-C as a signal', () => {
  it.each([
    ['SigCgt:\t0000000000000002', true],
    ['SigBlk:\t0000000000000002\nSigCgt:\t0000000180000000', false],
    ['Name:\tx\nSigCgt:\t00000001800004ca\nSigX:\t0', true],
    ['', false],
  ])('%j: %s', (status, expected) => {
    expect(catchesInterrupt(status)).toBe(expected);
  });
});

describe('a process that has ended', () => {
  it('is neither interruptible nor interrupted', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    const { pid = 0 } = child;
    await once(child, 'exit');
    expect(isInterruptible(pid)).toBe(false);
    expect(interrupt(pid)).toBe(false);
  });
});

describe('the place for Adder’s own data', () => {
  it('is where ADDER_HOME says, or the system’s', () => {
    expect(dataDirectory({ ADDER_HOME: 'some/place' })).toBe(resolve('some/place'));
    expect(dataDirectory({ ADDER_HOME: '' })).toBe(dataDirectory({}));
    expect(dataDirectory({})).toMatch(/adder/);
    expect(isAbsolute(dataDirectory())).toBe(true);
  });
});

describe('the kinds of links', () => {
  it.each(['ble:x'])('%s cannot be opened without its helper', (address) => {
    let error: unknown;
    try {
      createTransport(address, { dataDirectory: '', holder: '' });
    } catch (thrown) {
      error = thrown;
    }
    const kind = /^\w+[:=]/.exec(address)?.[0];
    expect(isAdderError(error, 'link-unsupported') && error.detail).toContain(`"${kind ?? ''}"`);
  });

  it('have canonical addresses', () => {
    const { address } = createTransport('/dev/ttyX', { dataDirectory: '', holder: '' });
    expect(address).toBe('serial:/dev/ttyX');
  });
});

describe('sysfs', () => {
  let sysfs: string;

  beforeEach(() => {
    sysfs = mkdtempSync(join(tmpdir(), 'adder-sysfs-'));
    const device = join(sysfs, 'devices/usb1/1-1');
    mkdirSync(join(device, '1-1:1.0/ttyUSB0'), { recursive: true });
    for (const [file, text] of Object.entries({
      idVendor: '10c4\n',
      idProduct: 'ea60\n',
      serial: '0001\n',
      product: 'CP2102 Bridge\n',
    }))
      writeFileSync(join(device, file), text);
    writeFileSync(join(device, '1-1:1.0/bInterfaceNumber'), '02\n');
    for (const [port, folder] of Object.entries({
      ttyACM0: join(device, '1-1:1.0'),
      ttyUSB0: join(device, '1-1:1.0/ttyUSB0'),
      ttyS0: join(sysfs, 'devices'),
    })) {
      mkdirSync(join(sysfs, 'class/tty', port), { recursive: true });
      symlinkSync(folder, join(sysfs, 'class/tty', port, 'device'));
    }
  });
  afterEach(() => rmSync(sysfs, { recursive: true }));

  it.each(['ttyACM0', 'ttyUSB0'])('tells what %s is', async (port) => {
    expect(await readUsbFacts(`/dev/${port}`, sysfs)).toEqual({
      vendorId: 0x10c4,
      productId: 0xea60,
      serialNumber: '0001',
      product: 'CP2102 Bridge',
      usbInterface: 2,
    });
  });

  it('knows nothing of what is no USB device', async () => {
    expect(await readUsbFacts('/dev/ttyS0', sysfs)).toBeUndefined();
    expect(await readUsbFacts('/dev/none', sysfs)).toBeUndefined();
  });
});

describe('the list of ports', () => {
  const facts = { vendorId: 0x2e8a, productId: 5, serialNumber: 's', product: 'Pico' };

  function system(parts: Partial<PortListSystem>): PortListSystem {
    return {
      platform: 'linux',
      list: () => Promise.resolve([]),
      deviceNames: () => Promise.resolve([]),
      usbFacts: () => Promise.resolve(undefined),
      ...parts,
    };
  }

  it('has the ids as numbers, and the maker’s own words where the system has them', async () => {
    const list = () =>
      Promise.resolve([
        { path: 'COM3', vendorId: '2E8A', productId: '0005', friendlyName: 'USB Serial (COM3)' },
        { path: 'COM1', vendorId: 'garbage', manufacturer: '' },
      ]);
    expect(await listPorts(system({ platform: 'win32', list }))).toEqual([
      { path: 'COM3', vendorId: 0x2e8a, productId: 5, product: 'USB Serial (COM3)' },
      { path: 'COM1' },
    ]);
    const usbFacts = () => Promise.resolve(facts);
    expect((await listPorts(system({ list, usbFacts })))[0]).toEqual({ path: 'COM3', ...facts });
  });

  it('falls back to the device files', async () => {
    const ports = await listPorts(
      system({
        list: () => Promise.reject(new Error('spawn udevadm ENOENT')),
        deviceNames: () => Promise.resolve(['tty', 'ttyACM0', 'ttyS0', 'ttyUSB10', 'null']),
      }),
    );
    expect(ports.map(({ path }) => path)).toEqual(['/dev/ttyACM0', '/dev/ttyUSB10']);
  });

  it('falls back to the USB ports of macOS, and to nothing on Windows', async () => {
    const list = () => Promise.reject(new Error('no'));
    const deviceNames = () => Promise.resolve(['tty.usbmodem1', 'tty.Bluetooth', 'cu.usbmodem1']);
    const mac = await listPorts(system({ platform: 'darwin', list, deviceNames }));
    expect(mac).toEqual([{ path: '/dev/tty.usbmodem1' }]);
    expect(await listPorts(system({ platform: 'win32', list, deviceNames }))).toEqual([]);
  });

  it('has the serial number and the maker as the system tells them', async () => {
    const list = () => Promise.resolve([{ path: 'COM4', serialNumber: 's1', manufacturer: 'M' }]);
    expect(await listPorts(system({ platform: 'win32', list }))).toEqual([
      { path: 'COM4', serialNumber: 's1', manufacturer: 'M' },
    ]);
  });

  it('does not wait for ever for the system’s own', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const deviceNames = () => Promise.resolve(['ttyUSB0']);
    const ports = listPorts(system({ list: () => new Promise(() => undefined), deviceNames }));
    await vi.advanceTimersByTimeAsync(5000);
    expect(await ports).toEqual([{ path: '/dev/ttyUSB0' }]);
  });

  it('is empty rather than failing', async () => {
    const fail = () => Promise.reject(new Error('no'));
    expect(await listPorts(system({ list: fail, deviceNames: fail }))).toEqual([]);
  });
});
