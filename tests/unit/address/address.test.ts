import { describe, expect, it } from 'vitest';
import { baudRateOf, beginsAddress, parseAddress, printAddress } from '../../../src/shared/address';
import { isAdderError } from '../../../src/shared/errors';

const canonical = (text: string): string => printAddress(parseAddress(text));

describe('spellings of one address', () => {
  it.each([
    ['serial:/dev/ttyACM0', 'serial:/dev/ttyACM0'],
    ['port:/dev/ttyACM0', 'serial:/dev/ttyACM0'],
    ['/dev/ttyACM0', 'serial:/dev/ttyACM0'],
    ['SERIAL:/dev/ttyACM0', 'serial:/dev/ttyACM0'],
    ['/a\u2028b', 'serial:/a\u2028b'],
    ['serial:/a\u2028b', 'serial:/a\u2028b'],
    ['COM3', 'serial:COM3'],
    ['com3', 'serial:COM3'],
    ['port:com3', 'serial:COM3'],
    ['\\\\.\\COM12', 'serial:COM12'],
    ['\\\\.\\CNCA0', 'serial:\\\\.\\CNCA0'],
    ['id:E66141040396962A', 'id:E66141040396962A'],
    ['tcp:Host.local:2323', 'tcp:host.local:2323'],
    ['socket://host:2323', 'tcp:host:2323'],
    ['socket:host:2323', 'tcp:host:2323'],
    ['tcp:[::1]:2323', 'tcp:[::1]:2323'],
    ['tcp:[FE80::1%eth0]:2323', 'tcp:[fe80::1%eth0]:2323'],
    ['tcp:host:02323', 'tcp:host:2323'],
    ['rfc2217://host:2217', 'rfc2217:host:2217'],
    ['rfc2217:10.0.0.1:2217', 'rfc2217:10.0.0.1:2217'],
    ['ws:host', 'ws:host:8266'],
    ['ws://host/', 'ws:host:8266'],
    ['ws://host:80/repl', 'ws:host:80/repl'],
    ['WSS://[2001:db8::1]/x+y', 'wss:[2001:db8::1]:8266/x+y'],
    ['ble:mpy-uart', 'ble:mpy-uart'],
    ['process:micropython -i "a b"', 'process:micropython -i "a b"'],
    ['process:echo 1+1', 'process:echo 1+1'],
    ['virtual:', 'virtual:default'],
    ['Virtual:Second', 'virtual:Second'],
    ['replay=log+1.txt'.replace('+', '%2b'), 'replay=log%2B1.txt'],
    ['rate=115200+virtual:', 'rate=115200+virtual:default'],
    ['latency=5+tcp:host:2323', 'latency=5+tcp:host:2323'],
    ['LATENCY=0.50+/dev/ttyUSB0', 'latency=0.5+serial:/dev/ttyUSB0'],
    ['fault=cut@120+virtual:', 'fault=cut@120+virtual:default'],
    ['record=a%2Bb.log+serial:COM3', 'record=a%2Bb.log+serial:COM3'],
    ['rate=9600+latency=1+virtual:', 'rate=9600+latency=1+virtual:default'],
    ['record=100%.log+virtual:', 'record=100%25.log+virtual:default'],
    ['Baud=0921600+COM3', 'baud=921600+serial:COM3'],
    ['baud=9600+id:E66141040396962A', 'baud=9600+id:E66141040396962A'],
    ['baud=9600+latency=1+rfc2217://host:2217', 'latency=1+baud=9600+rfc2217:host:2217'],
  ])('%s is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it('knows what each says', () => {
    expect(parseAddress('rate=115200+record=a%2Bb%2520+ws:host').wrappers).toEqual([
      { kind: 'rate', bitsPerSecond: 115200 },
      { kind: 'record', file: 'a+b%20' },
    ]);
    expect(parseAddress('ws:host').link).toEqual({
      kind: 'ws',
      secure: false,
      host: 'host',
      port: 8266,
      path: '/',
    });
  });
});

it('names the speed that an address asks for', () => {
  expect(baudRateOf(parseAddress('latency=1+baud=921600+COM3'))).toBe(921600);
  expect(baudRateOf(parseAddress('COM3'))).toBeUndefined();
});

it.each([
  ['id:', true],
  ['WSS:nowhere at all', true],
  ['Rate=fast', true],
  ['replay=', true],
  ['/dev/ttyACM0', false],
  ['COM3', false],
  ['speed=9600+virtual:', false],
  ['http://host', false],
  ['toString:', false],
  ['', false],
])('knows by its beginning whether %j is meant as one', (text, isMeant) => {
  expect(beginsAddress(text)).toBe(isMeant);
});

describe('what is no address', () => {
  it.each([
    ['', 'empty'],
    [' virtual:', 'no scheme'],
    ['ttyACM0', 'no scheme'],
    ['http://host', '"http:"'],
    ['constructor:x', '"constructor:"'],
    ['toString:', '"toString:"'],
    ['serial:', 'serial:PORT'],
    ['id:', 'id:SERIALNUMBER'],
    ['ble:', 'ble:NAME-OR-ID'],
    ['process:  ', 'process:COMMAND'],
    ['process:a\nb', 'control character'],
    ['tcp:host', 'tcp:HOST:PORT'],
    ['tcp:host:0', 'port from 1'],
    ['tcp:host:65536', 'port from 1'],
    ['tcp::1:2323', 'tcp:HOST:PORT'],
    ['tcp:[host]:23', 'IPv6'],
    ['tcp:[::1:23', 'tcp:HOST:PORT'],
    ['rfc2217://host:1?ign_set_control', 'rfc2217:HOST:PORT'],
    ['ws:', 'name of a host'],
    ['ws:host:port', 'ws:HOST'],
    ['virtual:../x', 'virtual board'],
    ['virtual:a/b', 'virtual board'],
    ['virtual:.hidden', 'virtual board'],
    ['virtual:dot.', 'virtual board'],
    ['virtual:nul', 'Windows'],
    ['virtual:COM1.txt', 'Windows'],
    [`virtual:${'a'.repeat(65)}`, '64'],
    ['rate=115200', 'before a link'],
    ['rate=+virtual:', 'no value'],
    ['rate=fast+virtual:', 'bits per second'],
    ['rate=0+virtual:', 'bits per second'],
    ['latency=-1+virtual:', 'milliseconds'],
    ['latency=1e3+virtual:', 'milliseconds'],
    ['rate=9600+', 'no scheme'],
    ['speed=9600+virtual:', 'no scheme'],
    ['baud=9600', 'before a link'],
    ['baud=0+COM3', 'bits per second'],
    ['baud=9600+virtual:', 'serial port or rfc2217'],
    ['baud=9600+tcp:host:2323', 'serial port or rfc2217'],
    ['baud=9600+replay=a', 'serial port or rfc2217'],
    ['baud=9600+baud=115200+COM3', 'twice'],
    ['replay=', 'replay=FILE'],
    ['replay=a+virtual:', '%2B'],
    [`process:${'x'.repeat(4096)}`, 'longer'],
  ])('refuses case %#', (text, detail) => {
    let error: unknown;
    try {
      parseAddress(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(isAdderError(error, 'bad-address') && error.detail).toContain(detail);
  });
});
