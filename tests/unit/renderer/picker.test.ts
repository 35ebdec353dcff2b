// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { RememberedBoard } from '../../../src/ipc/contract';
import { addressComplaint } from '../../../src/renderer/devices/address-complaint';
import { makeConnected } from '../../../src/renderer/devices/connected';
import { deviceName } from '../../../src/renderer/devices/devices';
import {
  faultsOf,
  fieldOf,
  networkAddress,
  type NetworkDraft,
} from '../../../src/renderer/devices/forms/network-address';
import { matching, pickerRows } from '../../../src/renderer/devices/picker';
import type { DeviceInfo } from '../../../src/shared/board';
import { AdderError } from '../../../src/shared/errors';

const virtual: DeviceInfo = { address: 'virtual:default', kind: 'virtual', path: '' };
const usb = (path: string, serialNumber: string): DeviceInfo => ({
  address: `serial:${path}`,
  kind: 'serial',
  path,
  vendorId: 0x1234,
  productId: 5,
  product: 'Robot board',
  serialNumber,
});
const before = (address: string, more: Partial<RememberedBoard> = {}): RememberedBoard => ({
  address,
  name: 'Greenhouse',
  named: false,
  lastUsed: Date.now() - 2 * 3_600_000,
  absent: false,
  ...more,
});

it('an address is checked while it is typed', () => {
  for (const address of ['/dev/ttyACM0', ' COM3 ', 'virtual:second', 'ws:192.168.4.1'])
    expect(addressComplaint(address)).toBeUndefined();
  expect(addressComplaint(' ')).toBe('Type an address.');
  expect(addressComplaint('nonsense')).toMatch(/^This is no address/);
  expect(addressComplaint('tcp:')).toMatch(/^This is no address/);
});

describe('the picker', () => {
  it('tells boards that are alike by their serial numbers, and only those', () => {
    const devices = [virtual, usb('/dev/ttyACM0', 'E66'), usb('/dev/ttyACM1', 'E77')];
    const input = { remembered: [], connected: [], shown: undefined };
    expect(pickerRows({ ...input, devices }).found.map(({ detail }) => detail)).toEqual([
      'A board inside Adder; nothing to plug in',
      '/dev/ttyACM0 · number E66',
      '/dev/ttyACM1 · number E77',
    ]);
    expect(pickerRows({ ...input, devices: devices.slice(0, 2) }).found[1]?.detail).toBe(
      '/dev/ttyACM0',
    );
  });

  it('calls a board what the person calls it, and lists it once', () => {
    const { found, before: others } = pickerRows({
      devices: [virtual, usb('/dev/ttyACM0', 'E66')],
      remembered: [
        before('serial:/dev/ttyACM0', { name: 'My \u202erobot', named: true }),
        before('ws:10.0.0.9:8266'),
        before('serial:/dev/ttyUSB7', { absent: true }),
      ],
      connected: [makeConnected('virtual:default')],
      shown: undefined,
    });
    expect(found[1]?.name).toBe('My \\u202erobot');
    expect(found[0]).toMatchObject({ connected: true, shown: false });
    expect(others).toMatchObject([
      { kind: 'network', detail: 'last used 2 hours ago · ws:10.0.0.9:8266' },
      { kind: 'port', detail: 'not plugged in · last used 2 hours ago · /dev/ttyUSB7' },
    ]);
    expect(others[0]?.reason).toBeUndefined();
    expect(others[1]?.reason).toContain('Plug it in');
  });

  it('finds boards by any word of theirs', () => {
    const { found } = pickerRows({
      devices: [virtual, usb('/dev/ttyACM0', 'E66'), usb('/dev/ttyACM1', 'E77')],
      remembered: [],
      connected: [],
      shown: undefined,
    });
    expect(matching(found, ' acm1 ROBOT').map(({ address }) => address)).toEqual([
      'serial:/dev/ttyACM1',
    ]);
    expect(matching(found, '')).toHaveLength(3);
    expect(matching(found, 'greenhouse')).toEqual([]);
  });
});

describe('what hangs on USB', () => {
  const named = (vendorId: number, productId: number, product?: string): string =>
    deviceName({
      ...usb('/dev/ttyACM0', 'E66'),
      vendorId,
      productId,
      ...(product !== undefined && { product }),
    });

  it.each([
    [0x2e8a, 0x0005, 'Board in FS mode', 'Raspberry Pi Pico or Pico W'],
    [0x2e8a, 0x0003, 'RP2 Boot', 'Raspberry Pi Pico in its bootloader: waits for firmware'],
    [0x10c4, 0xea60, 'CP2102 USB to UART Bridge Controller', 'Board with USB chip CP210x'],
    [0x1a86, 0x55d4, 'USB Single Serial', 'Board with USB chip CH9102'],
    [0x0d28, 0x0204, 'BBC micro:bit CMSIS-DAP', 'BBC micro:bit'],
    [0x239a, 0x8001, 'Feather M0', 'Feather M0'],
    [0x239a, 0x8001, '', 'Adafruit board'],
    [0x1234, 0x0005, 'Robot board', 'Robot board'],
    [0x1234, 0x0005, '', 'Board on /dev/ttyACM0'],
  ])('%i:%i is called by what is known of it', (vendorId, productId, product, name) => {
    expect(named(vendorId, productId, product)).toBe(name);
  });
});

describe('the form for a board in the network', () => {
  const draft = (more: Partial<NetworkDraft>): NetworkDraft => ({
    kind: 'ws',
    host: 'board.local',
    port: '8266',
    speed: '115200',
    ...more,
  });

  it.each([
    [draft({}), 'ws:board.local:8266'],
    [draft({ host: ' 192.168.4.1 ', port: '80' }), 'ws:192.168.4.1:80'],
    [draft({ kind: 'tcp', host: 'FE80::1', port: '23' }), 'tcp:[fe80::1]:23'],
    [draft({ kind: 'tcp', host: '[fe80::1]', port: '23' }), 'tcp:[fe80::1]:23'],
    [draft({ kind: 'rfc2217', port: '2217', speed: '9600' }), 'baud=9600+rfc2217:board.local:2217'],
  ])('makes an address of %j', (typed, address) => {
    expect(faultsOf(typed)).toEqual({});
    expect(networkAddress(typed)).toBe(address);
  });

  it.each([
    [{ host: '' }, { host: 'network.hostEmpty' }],
    [{ host: 'http://192.168.4.1/' }, { host: 'network.hostPath' }],
    [{ host: 'board.local:8266' }, { host: 'network.hostPort' }],
    [{ host: 'bo"ard' }, { host: 'network.hostFault' }],
    [{ host: 'fe80:' }, { host: 'network.hostPort' }],
    [{ host: 'g::1' }, { host: 'network.hostFault' }],
    [{ port: '' }, { port: 'network.portFault' }],
    [{ port: '65536' }, { port: 'network.portFault' }],
    [{ port: '8e3' }, { port: 'network.portFault' }],
    [{ speed: 'fast' }, {}],
    [{ kind: 'rfc2217', speed: 'fast' }, { speed: 'network.speedFault' }],
  ] as const)('says what is wrong with %j', (typed, faults) => {
    expect(faultsOf(draft(typed))).toEqual(faults);
    expect(networkAddress(draft(typed)) === undefined).toBe(Object.keys(faults).length > 0);
  });

  it('knows the field that an answer of the network is about', () => {
    expect(fieldOf(new AdderError('host-not-found'))).toBe('host');
    expect(fieldOf(new AdderError('host-refused'))).toBe('port');
    expect(fieldOf(new AdderError('wrong-password'))).toBeUndefined();
  });
});
