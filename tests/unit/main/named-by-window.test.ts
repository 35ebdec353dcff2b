// What a window, should it ever be taken over, can reach through the addresses of boards.

import { describe, expect, it } from 'vitest';
import { namedByWindow } from '../../../src/main/boards/named-by-window';
import { printAddress } from '../../../src/shared/address';

describe('the window', () => {
  it.each([
    'serial:/dev/ttyACM0',
    'COM3',
    'id:e661',
    'tcp:192.168.1.20:23',
    'rfc2217:host:2217',
    'ws:board',
    'wss://board/repl',
    'ble:Pico',
    'virtual:',
    'baud=9600+serial:/dev/ttyUSB0',
  ])('may name %s', (address) => {
    expect(() => printAddress(namedByWindow(address))).not.toThrow();
  });

  it.each([
    'process:rm -r /',
    'record=/home/me/.profile+virtual:',
    'replay=/etc/passwd',
    'fault=cut@1+virtual:',
    'rate=9600+virtual:',
    'latency=60000+baud=9600+serial:/dev/ttyUSB0',
    'record=x+process:sh',
  ])('may not name %s', (address) => {
    expect(() => namedByWindow(address)).toThrow(
      expect.objectContaining({ code: 'address-not-allowed' }),
    );
  });

  it('gets told what is no address at all', () => {
    expect(() => namedByWindow('nonsense')).toThrow(
      expect.objectContaining({ code: 'bad-address' }),
    );
  });
});
