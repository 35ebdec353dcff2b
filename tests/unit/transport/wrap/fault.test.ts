// The fault wrapper over a link whose every step the test decides.

import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, it, vi } from 'vitest';
import { PipeTransport } from '../../../../src/engine/transport/pipe-transport';
import type { Transport } from '../../../../src/engine/transport/transport';
import { withFaults } from '../../../../src/engine/transport/wrap/fault';
import { NO_FAULTS, parseFaultPlan } from '../../../../src/engine/transport/wrap/fault-plan';
import { Faults } from '../../../../src/engine/transport/wrap/faults';
import { linkAddress } from '../../../../src/shared/address';
import { AdderError } from '../../../../src/shared/errors';
import { FakeDriver } from '../fake-driver';

const ADDRESS = linkAddress({ kind: 'virtual', name: 'x' });

let driver: FakeDriver;
let faults: Faults;
let transport: Transport;
let heard: string;

beforeEach(async () => {
  driver = new FakeDriver();
  faults = new Faults();
  transport = withFaults(ADDRESS, faults, new PipeTransport(ADDRESS, driver));
  heard = '';
  transport.onBytes((bytes) => (heard += Buffer.from(bytes).toString()));
  await transport.open();
});

function say(text: string): void {
  driver.events.bytes(Buffer.from(text));
}

function sent(): string {
  return driver.calls
    .filter((call) => call.startsWith('send '))
    .map((call) => call.slice(5))
    .join('');
}

it('passes everything while there is no plan', async () => {
  await transport.write(Buffer.from('abcdef'));
  say('ghi');
  expect(sent()).toBe('abcdef');
  expect(heard).toBe('ghi');
});

it('harms the byte that was named, in its direction', async () => {
  faults.arm(parseFaultPlan('drop@1,flip:20@<0'));
  await transport.write(Buffer.from('abc'));
  say('abc');
  expect(sent()).toBe('ac');
  expect(heard).toBe('Abc');
});

it('that is cut is lost, and lets go of the link', async () => {
  faults.arm(parseFaultPlan('cut@2'));
  await expect(transport.write(Buffer.from('abc'))).rejects.toMatchObject({ code: 'link-lost' });
  expect(sent()).toBe('ab');
  expect(await transport.closed).toMatchObject({ kind: 'lost' });
  expect(driver.calls).toContain('close');
  say('too late');
  expect(heard).toBe('');
});

it('that is cut on the way in passes what came before', async () => {
  faults.arm(parseFaultPlan('cut@<3'));
  say('abcdef');
  expect(heard).toBe('abc');
  expect(await transport.closed).toMatchObject({ kind: 'lost', error: { code: 'link-lost' } });
});

it('holds both sides at a stall, until another plan is armed', async () => {
  faults.arm(parseFaultPlan('stall@1,stall@<1'));
  let written = false;
  const write = transport.write(Buffer.from('abc')).then(() => (written = true));
  say('xyz');
  say('!');
  await setImmediate();
  expect([sent(), heard, written]).toEqual(['a', 'x', false]);
  expect(driver.calls).toContain('pause');
  faults.arm(NO_FAULTS);
  await write;
  expect([sent(), heard]).toEqual(['abc', 'xyz!']);
  expect(driver.calls).toContain('resume');
});

it('ends what a stall holds when it is closed', async () => {
  faults.arm(parseFaultPlan('stall@0'));
  const write = transport.write(Buffer.from('abc'));
  write.catch(() => undefined);
  await transport.close();
  await expect(write).rejects.toMatchObject({ code: 'link-closed' });
});

it('is late by a delay, in order', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    faults.arm(parseFaultPlan('delay:300@<1'));
    say('ab');
    say('cd');
    vi.advanceTimersByTime(299);
    await Promise.resolve();
    expect(heard).toBe('a');
    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toBe('abcd');
  } finally {
    vi.useRealTimers();
  }
});

it.each([
  ['delay:50000@<1', 'abcd'],
  ['stall@<1', 'a'],
])('at the end of the link, behind %s, has brought %s', async (plan, expected) => {
  faults.arm(parseFaultPlan(plan));
  say('ab');
  say('cd');
  driver.events.lost(new AdderError('link-lost'));
  await transport.closed;
  expect(heard).toBe(expected);
});
