import { describe, expect, it } from 'vitest';
import { readCommand, readReport } from '../../../src/engine/transport/ble/messages';
import { cleanName, listNames } from '../../../src/engine/transport/ble/names';
import { provideCustomEvent } from '../../../src/engine/transport/ble/program/custom-event';
import { bluetoothLine } from '../../../src/cli/commands/bluetooth';

describe('the messages of the Bluetooth process', () => {
  it.each([
    { kind: 'scan' },
    { kind: 'connect', device: 'mpy-repl', scanMs: 10_000, settleMs: 1200 },
    { kind: 'write', bytes: new Uint8Array(512) },
    { kind: 'write', bytes: Buffer.from('x') },
    { kind: 'close' },
  ])('has the command $kind', (command) => {
    expect(readCommand(command)).toEqual(command);
  });

  it.each([
    undefined,
    null,
    'scan',
    {},
    { kind: 'scan', more: 1 },
    { kind: 'connect', device: '', scanMs: 1, settleMs: 1 },
    { kind: 'connect', device: 'x'.repeat(5000), scanMs: 1, settleMs: 1 },
    { kind: 'connect', device: 'x', scanMs: Infinity, settleMs: 1 },
    { kind: 'write', bytes: 'text' },
    { kind: 'write', bytes: new Uint8Array(513) },
  ])('refuses the command %j', (command) => {
    expect(readCommand(command)).toBeUndefined();
  });

  it.each([
    { kind: 'found', id: 'AA:01', name: '', uart: true },
    { kind: 'found', id: 'AA:01', name: 'x', signal: -90, uart: false },
    { kind: 'open' },
    { kind: 'bytes', bytes: new Uint8Array(512) },
    { kind: 'written' },
    { kind: 'lost', detail: '' },
    { kind: 'failed', code: 'device-not-found', detail: 'x' },
  ])('has the report $kind', (report) => {
    expect(readReport(report)).toEqual(report);
  });

  it.each([
    { kind: 'found', id: '', name: '', uart: true },
    { kind: 'found', id: 'x'.repeat(129), name: '', uart: true },
    { kind: 'found', id: 'x', name: 'x', signal: NaN, uart: true },
    { kind: 'found', id: 'x', name: 'x', signal: 1000, uart: true },
    { kind: 'bytes', bytes: [1, 2] },
    { kind: 'bytes', bytes: new Uint8Array(513) },
    { kind: 'failed', code: 'board-full', detail: '' },
    { kind: 'lost', detail: 'x'.repeat(2001) },
  ])('refuses the report %j', (report) => {
    expect(readReport(report)).toBeUndefined();
  });
});

describe('names of devices', () => {
  it('are shown without what moves a cursor or turns a text around, and not too long', () => {
    expect(cleanName('mpy-repl')).toBe('mpy-repl');
    expect(cleanName('\x1b[2J\u202e a \u0000\n b\u2028')).toBe('[2J a b');
    expect(cleanName('😀'.repeat(100))).toBe('😀'.repeat(64));
  });

  it('are listed as far as a sentence goes', () => {
    expect(listNames(['a', 'b'])).toBe('a, b');
    expect(listNames(Array.from({ length: 10 }, (_, at) => `n${at}`))).toBe(
      'n0, n1, n2, n3, n4, n5, n6, n7 and 2 more',
    );
  });

  it('stand in a line of the command', () => {
    const device = { address: 'ble:AA:01', id: 'AA:01', name: 'a b', signal: -61, uart: false };
    expect(bluetoothLine(device)).toBe('ble:AA:01 -61 a b');
    expect(bluetoothLine({ address: 'ble:X', id: 'X', name: '', uart: false })).toBe(
      'ble:X None None',
    );
  });
});

describe('the events of the Bluetooth library', () => {
  it('are there on a Node that has no CustomEvent, and left alone on one that has', () => {
    const old: { CustomEvent?: typeof Event } = {};
    provideCustomEvent(old);
    const target = new EventTarget();
    const heard: string[] = [];
    target.addEventListener('news', ({ type }) => heard.push(type));
    const { CustomEvent: Provided = Event } = old;
    target.dispatchEvent(new Provided('news', { bubbles: true }));
    expect(heard).toEqual(['news']);
    provideCustomEvent(old);
    expect(old.CustomEvent).toBe(Provided);
  });
});
