// The guided look for a board: what the computer notices, step by step.

import { expect, it } from 'vitest';
import type { UsbFacts } from '../../../src/ipc/doctor';
import {
  NEW_LOOK,
  nothingCame,
  seePorts,
  seeUsb,
  type Look,
} from '../../../src/renderer/doctor/sightings';
import type { DeviceInfo } from '../../../src/shared/board';

const port = (path: string): DeviceInfo => ({ address: `serial:${path}`, kind: 'serial', path });
const mouse: UsbFacts = { vendorId: 0x46d, productId: 0xc077, product: 'Mouse', place: '1-1' };
const pico: UsbFacts = { vendorId: 0x2e8a, productId: 5, product: 'Board', place: '1-2' };
const boot: UsbFacts = { vendorId: 0x2e8a, productId: 3, product: 'RP2 Boot', place: '1-2' };

/** With a mouse, and an old port, there from the beginning. */
const begun = (): Look => seeUsb(seePorts(NEW_LOOK, [port('/dev/ttyS0')]), [mouse]);

it('what was there before is not the board', () => {
  expect(begun().seen).toEqual({ kind: 'watching', unplugged: false });
});

it('a board that goes and comes on the same port is the board', () => {
  let look = seePorts(NEW_LOOK, [port('/dev/ttyACM0')]);
  look = seePorts(look, []);
  expect(look.seen).toEqual({ kind: 'watching', unplugged: true });
  look = seePorts(look, [port('/dev/ttyACM0')]);
  expect(look.seen).toMatchObject({ kind: 'port', device: { path: '/dev/ttyACM0' } });
});

it('a device that gets its port a moment later is a board', () => {
  let look = seeUsb(begun(), [mouse, pico]);
  expect(look.seen).toEqual({ kind: 'other', usb: pico });
  look = seePorts(look, [port('/dev/ttyS0'), port('/dev/ttyACM0')]);
  expect(look.seen.kind).toBe('port');
  expect(seeUsb(look, [mouse, pico]).seen.kind).toBe('port');
});

it('a bootloader is known by its ids, also where a board was before', () => {
  let look = seeUsb(seeUsb(NEW_LOOK, [mouse, pico]), [mouse]);
  expect(look.seen).toEqual({ kind: 'watching', unplugged: true });
  look = seeUsb(look, [mouse, boot]);
  expect(look.seen).toEqual({ kind: 'bootloader', usb: boot });
});

it('nothing is what the person says, and only while nothing came', () => {
  expect(nothingCame(begun()).seen).toEqual({ kind: 'nothing' });
  expect(nothingCame(seeUsb(begun(), [mouse, boot])).seen.kind).toBe('bootloader');
});
