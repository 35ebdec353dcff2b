import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  parseAddress,
  printAddress,
  type BoardAddress,
  type LinkAddress,
  type Wrapper,
} from '../../../src/shared/address';
import { isAdderError } from '../../../src/shared/errors';

const printable = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  // eslint-disable-next-line no-control-regex -- they are what is left out
  .filter((text) => !/[\x00-\x1f\x7f]/.test(text));
const tricky = fc
  .array(fc.constantFrom('+', '%', '%2B', '%25', '=', ':', 'rate=', ' ', '/', '[', '"', 'é'))
  .map((parts) => parts.join(''))
  .filter((text) => text !== '');
const text = fc.oneof(printable, tricky);
const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()).map((name) => name.toLowerCase());
const port = fc.integer({ min: 1, max: 65535 });
const boardName = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .filter((name) => !name.endsWith('.') && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name));

const link: fc.Arbitrary<LinkAddress> = fc.oneof(
  fc.record({
    kind: fc.constant('serial' as const),
    path: text.filter((path) => !/^(\\\\\.\\)?com\d+$/i.test(path)),
  }),
  fc.record({
    kind: fc.constant('serial' as const),
    path: fc.nat(256).map((number) => `COM${number}`),
  }),
  fc.record({ kind: fc.constant('serial-id' as const), serialNumber: text }),
  fc.record({ kind: fc.constantFrom('tcp' as const, 'rfc2217' as const), host, port }),
  fc.record({
    kind: fc.constant('ws' as const),
    secure: fc.boolean(),
    host,
    port,
    path: fc.webPath().map((path) => `/${path.replace(/^\/+/, '')}`),
  }),
  fc.record({ kind: fc.constant('ble' as const), device: text }),
  fc.record({
    kind: fc.constant('process' as const),
    command: text.filter((line) => line.trim() !== ''),
  }),
  fc.record({ kind: fc.constant('virtual' as const), name: boardName }),
  fc.record({ kind: fc.constant('replay' as const), file: text }),
);

const wrapper: fc.Arbitrary<Wrapper> = fc.oneof(
  fc.record({
    kind: fc.constant('rate' as const),
    bitsPerSecond: fc.integer({ min: 1, max: 1e9 }),
  }),
  fc.record({
    kind: fc.constant('latency' as const),
    milliseconds: fc.nat(60_000_000).map((microseconds) => microseconds / 1000),
  }),
  fc.record({ kind: fc.constant('fault' as const), plan: text }),
  fc.record({ kind: fc.constant('record' as const), file: text }),
);

const baud: fc.Arbitrary<Wrapper> = fc.record({
  kind: fc.constant('baud' as const),
  baudRate: fc.integer({ min: 1, max: 1e9 }),
});

const address: fc.Arbitrary<BoardAddress> = fc
  .record({
    wrappers: fc.array(wrapper, { maxLength: 4 }),
    baud: fc.array(baud, { maxLength: 1 }),
    link,
  })
  .map(({ wrappers, baud: speed, link: to }) => ({
    wrappers: hasBaud(to) ? [...wrappers, ...speed] : wrappers,
    link: to,
  }));

function hasBaud({ kind }: LinkAddress): boolean {
  return kind === 'serial' || kind === 'serial-id' || kind === 'rfc2217';
}

it('parses what it prints', () => {
  fc.assert(
    fc.property(address, (value) => {
      expect(parseAddress(printAddress(value))).toEqual(value);
    }),
    { numRuns: 1000 },
  );
});

const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom('serial:', 'PORT:', 'tcp:', 'socket://', 'ws:', 'virtual:', 'process:'),
      fc.constantFrom(
        'rate=1+',
        'Latency=2.50+',
        'record=',
        'replay=',
        'baud=9600+',
        '+',
        '%2b',
        '%',
        'COM7',
      ),
      fc.constantFrom('[::1]', ':80', 'host', '/', '\\\\.\\', ' ', 'id:', 'fault=a'),
      printable,
    ),
  )
  .map((parts) => parts.join(''));

it('prints a spelling that stays as it is, or says why it is no address', () => {
  fc.assert(
    fc.property(pieces, (spelling) => {
      let once: string;
      try {
        once = printAddress(parseAddress(spelling));
      } catch (error) {
        expect(isAdderError(error, 'bad-address')).toBe(true);
        return;
      }
      expect(printAddress(parseAddress(once))).toBe(once);
    }),
    { numRuns: 2000 },
  );
});
