// @vitest-environment happy-dom

// Boards that are plugged in and offered: which, and how often.

import { beforeEach, expect, it } from 'vitest';
import { useOffers } from '../../../src/renderer/doctor/offers';
import { useBoards } from '../../../src/renderer/devices/boards';
import type { DeviceInfo } from '../../../src/shared/board';
import { openConnectedWindow, settle } from './support';
import type { FakeMain } from './fake-bridge';

const port = (path: string, vendorId?: number, productId?: number): DeviceInfo => ({
  address: `serial:${path}`,
  kind: 'serial',
  path,
  ...(vendorId !== undefined && { vendorId }),
  ...(productId !== undefined && { productId }),
});
const PICO = port('/dev/ttyACM0', 0x2e8a, 5);

let main: FakeMain;

beforeEach(async () => {
  main = await openConnectedWindow();
});

function plug(...devices: DeviceInfo[]): void {
  main.emit('devicesChanged', devices);
}

it('a known board is offered; a port of something else and a bootloader are not', () => {
  const offers = useOffers();
  plug(port('/dev/ttyS0'), port('/dev/ttyACM1', 0x1234, 1), port('/dev/ttyACM2', 0x2e8a, 3));
  expect(offers.current).toBeUndefined();
  plug(PICO);
  expect(offers.current).toMatchObject({ board: { family: 'pico' }, device: PICO });
});

it('one that was declined is not offered again when it comes back, another one is', () => {
  const offers = useOffers();
  plug(PICO);
  if (offers.current) offers.dismiss(offers.current);
  expect(offers.current).toBeUndefined();
  plug();
  plug(PICO);
  expect(offers.current).toBeUndefined();
  plug(PICO, port('/dev/ttyACM5', 0x303a, 0x1001));
  expect(offers.current).toMatchObject({ device: { path: '/dev/ttyACM5' } });
});

it('one at the port of another that is gone is offered, and takes its place only there', async () => {
  const [offers, boards] = [useOffers(), useBoards()];
  const [one, other] = [
    { ...PICO, serialNumber: 'E1' },
    { ...PICO, serialNumber: 'E2' },
  ];
  plug(one);
  await boards.connect(PICO.address);
  const first = boards.shown;
  main.lose('link-lost', true);
  plug();
  plug(one);
  expect(offers.current).toBeUndefined(); // main opens it by itself
  plug(other);
  expect(offers.current).toMatchObject({ device: { serialNumber: 'E2' } });
  if (offers.current) await offers.accept(offers.current);
  expect(boards.shown?.address).toBe(PICO.address);
  expect(boards.shown?.key).not.toBe(first?.key);
  expect(boards.boards).not.toContain(first);
  expect(offers.current).toBeUndefined();
});

it('one that is connected is not offered, and not after it was let go', async () => {
  const offers = useOffers();
  const boards = useBoards();
  const [first] = boards.boards;
  plug({ ...PICO, address: first?.address ?? '' });
  await settle();
  expect(offers.current).toBeUndefined();
  if (first) await boards.close(first);
  expect(offers.current).toBeUndefined();
});
