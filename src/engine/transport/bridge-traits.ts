// What may be assumed of a board behind a bridge in the network, whichever way the bridge is spoken to.

import type { LinkTraits } from './transport';

/**
 * A bridge takes bytes much faster than it passes them on, and what lies behind it is unknown: often, as with ESP-Link or a
 * USB-UART on a Raspberry Pi, a bare UART without flow control. So never more is under way than the smallest receive
 * buffer of MicroPython's UARTs holds: 255 bytes, for a ring of 256 keeps one free (`py/ringbuf.h`; ports/esp8266).
 */
export const BRIDGED_UART: LinkTraits = {
  inFlight: 255,
  eightBitClean: true,
  resetsOnOpen: true, // many bridges open their port when somebody connects, which raises its lines
  survivesSoftReset: true,
};
