import { expect, test } from 'vitest';
import { boardName } from '../../../src/main/boards/name';
import type { BoardFacts, DeviceInfo } from '../../../src/shared/board';

const facts = (machine: string): BoardFacts => ({
  implementation: 'MicroPython',
  version: '1.27.0',
  machine,
});
const device: DeviceInfo = {
  address: 'serial:/dev/ttyACM0',
  kind: 'serial',
  path: '/dev/ttyACM0',
  product: 'Board in FS mode',
};

test.each([
  ['virtual:default', facts('anything'), undefined, 'Virtual board'],
  ['rate=115200+virtual:', undefined, undefined, 'Virtual board'],
  ['virtual:second', undefined, undefined, 'Virtual board second'],
  ['serial:/dev/ttyACM0', facts('Raspberry Pi Pico W with RP2040'), device, 'Raspberry Pi Pico W'],
  ['serial:/dev/ttyACM0', undefined, device, 'Board in FS mode'],
  [
    'serial:/dev/ttyACM0',
    undefined,
    { ...device, vendorId: 0x2e8a, productId: 5 },
    'Raspberry Pi Pico or Pico W',
  ],
  ['serial:/dev/ttyACM0', undefined, undefined, '/dev/ttyACM0'],
  ['serial:COM3', facts('\u0007\u202e'), undefined, 'COM3'],
])('%s is called by what is known of it', (address, known, found, name) => {
  expect(boardName(address, known, found)).toBe(name);
});

test('a name is never long and has no hidden letters', () => {
  const name = boardName('serial:COM3', facts(`evil\u0007\n${'x'.repeat(500)}`), undefined);
  expect(name).toMatch(/^evil x+…$/);
  expect(Array.from(name)).toHaveLength(48);
});
