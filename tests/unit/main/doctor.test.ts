// What main finds out for the doctor, from a scripted computer.

import { expect, it } from 'vitest';
import { Doctor, type DoctorSystem } from '../../../src/main/doctor/doctor';
import type { DeviceInfo } from '../../../src/shared/board';

const PICO: DeviceInfo = {
  address: 'serial:/dev/ttyACM0',
  kind: 'serial',
  path: '/dev/ttyACM0',
  vendorId: 0x2e8a,
  productId: 5,
  serialNumber: 'E660',
};

function doctor(
  code: string | undefined,
  { member = false, ...rest }: Partial<DoctorSystem> & { member?: boolean } = {},
): Doctor {
  return new Doctor({
    probe: {
      platform: 'linux',
      openCode: () => Promise.resolve(code),
      access: () =>
        Promise.resolve({
          group: 'dialout',
          groupId: 20,
          groupMayUse: true,
          user: 'ada',
          memberAtNextLogin: member,
        }),
      holders: () => Promise.resolve([{ pid: 7, name: 'screen', own: false }]),
    },
    devices: () => [PICO],
    usb: () => Promise.resolve([]),
    pkexec: () => Promise.resolve(undefined),
    canInstallRule: () => Promise.resolve(true),
    ...rest,
  });
}

it('a port is found by its path and by its serial number, with what hangs there and who holds it', async () => {
  for (const address of ['/dev/ttyACM0', 'id:E660'])
    expect(await doctor('EBUSY').examine(address)).toEqual({
      link: 'serial',
      place: '/dev/ttyACM0',
      port: {
        path: '/dev/ttyACM0',
        forbidden: false,
        group: 'dialout',
        memberAtNextLogin: false,
        holders: [{ pid: 7, name: 'screen', own: false }],
        usb: { vendorId: 0x2e8a, productId: 5 },
      },
    });
});

it('rights are repaired only where they are what is missing', async () => {
  const denied = await doctor('EACCES').examine('/dev/ttyACM0');
  expect(denied.port?.fix).toMatchObject({ kind: 'rule', canAsk: false });
  expect((await doctor('EPERM').examine('/dev/ttyACM0')).port).toMatchObject({ forbidden: true });
  expect((await doctor('EPERM').examine('/dev/ttyACM0')).port?.fix).toBeUndefined();
  const waits = doctor('EACCES', { member: true, canInstallRule: () => Promise.resolve(false) });
  const { port } = await waits.examine('/dev/ttyACM0');
  expect(port).toMatchObject({ memberAtNextLogin: true });
  expect(port?.fix).toBeUndefined();
  await expect(waits.repair('/dev/ttyACM0')).rejects.toMatchObject({ code: 'bad-request' });
  await expect(waits.repair('virtual:')).rejects.toMatchObject({ code: 'bad-request' });
  expect(await doctor('EACCES').repair('/dev/ttyACM0')).toBe('missing');
});

it('a board in its bootloader is seen where a port is missing', async () => {
  const usb = () =>
    Promise.resolve([{ vendorId: 0x2e8a, productId: 3, product: 'RP2 Boot', place: '1-2' }]);
  expect(await doctor('ENOENT', { usb }).examine('/dev/ttyACM7')).toMatchObject({
    bootloader: { vendorId: 0x2e8a, productId: 3 },
  });
});

it.each([
  ['tcp:bridge:2323', 'network', 'bridge:2323'],
  ['ws:192.168.4.1', 'webrepl', '192.168.4.1'],
  ['ble:pico', 'bluetooth', 'pico'],
  ['virtual:', 'virtual', 'default'],
])('%s is a place of its own', async (address, link, place) => {
  expect(await doctor(undefined).examine(address)).toEqual({ link, place });
});
