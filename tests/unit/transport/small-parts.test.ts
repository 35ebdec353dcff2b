import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { splitCommandLine } from '../../../src/engine/transport/command-line';
import { catchesInterrupt } from '../../../src/engine/transport/interrupt';
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

  it('is empty rather than failing', async () => {
    const fail = () => Promise.reject(new Error('no'));
    expect(await listPorts(system({ list: fail, deviceNames: fail }))).toEqual([]);
  });
});
