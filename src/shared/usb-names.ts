// What hangs on USB, by its ids, in names that a person knows: boards, chips between USB and a board, and boards that wait for
// firmware. Not to be translated. An id that is not here says nothing against what hangs there.
//
// Sources: MICROPY_HW_USB_VID and _PID in ports/*/boards/*/mpconfigboard.h and ports/*/mpconfigport.h of
// github.com/micropython/micropython with the names of board.json; github.com/raspberrypi/usb-pid; linux-usb.org/usb.ids;
// the drivers of Linux (cp210x, ch341, ftdi_sio); pjrc.com/teensy for Teensy; the boards.txt of Arduino's and Seeed's cores.

/**
 * - `board`: a board, or what only boards of that maker are
 * - `bridge`: a chip between USB and the board; it is all that USB tells
 * - `bootloader`: a board that waits for firmware and runs no program
 * - `other`: something with a name that runs no MicroPython
 */
export type UsbKind = 'board' | 'bridge' | 'bootloader' | 'other';

/** What the ids tell. */
export interface UsbName {
  /** What it is. */
  readonly kind: UsbKind;
  /** The board, or the chip of a bridge. */
  readonly name: string;
  /** Other things of this maker have the same: what the device calls itself tells more. */
  readonly vague: boolean;
}

type Names = Readonly<Record<string, string>>;

/** `vendor:product` in hexadecimal. */
const BOARDS: Names = {
  '0d28:0204': 'BBC micro:bit',
  '1209:f502': 'Silicognition RP2040-Shim',
  '15ba:0046': 'Olimex RT1010-Py',
  '16c0:0483': 'Teensy',
  '16c0:048b': 'Teensy',
  '16c0:048c': 'Teensy',
  '16d0:08c7': 'Pimoroni Tiny 2040',
  '1b4f:0025': 'SparkFun Thing Plus RP2040',
  '1b4f:0026': 'SparkFun Pro Micro RP2040',
  '1b4f:0038': 'SparkFun Thing Plus RP2350',
  '1b4f:0039': 'SparkFun Pro Micro RP2350',
  '1b4f:0044': 'SparkFun IoT Node LoRaWAN RP2350',
  '1b4f:0046': 'SparkFun XRP Controller',
  '1b4f:0047': 'SparkFun IoT RedBoard RP2350',
  '1ffb:2043': 'Pololu 3pi+ 2040 Robot',
  '1ffb:2044': 'Pololu Zumo 2040 Robot',
  '2341:025a': 'Arduino Nano 33 BLE Sense',
  '2341:025e': 'Arduino Nano RP2040 Connect',
  '2341:0468': 'Arduino Portenta C33',
  '2341:055b': 'Arduino Portenta H7',
  '2341:055f': 'Arduino Nicla Vision',
  '2341:0564': 'Arduino Opta',
  '2341:0566': 'Arduino Giga R1',
  '2341:056b': 'Arduino Nano ESP32',
  '239a:80f2': 'Adafruit Feather RP2040',
  '239a:80f8': 'Adafruit QT Py RP2040',
  '239a:80fe': 'Adafruit ItsyBitsy RP2040',
  '239a:814f': 'Adafruit Feather RP2350',
  '2886:0045': 'Seeed XIAO nRF52840 Sense',
  '2886:802f': 'Seeed XIAO SAMD21',
  '2e8a:0005': 'Raspberry Pi Pico or Pico W',
  '2e8a:000a': 'Raspberry Pi Pico or Pico W',
  '2e8a:1000': 'Cytron Maker Pi RP2040',
  '2e8a:1002': 'Pimoroni Pico LiPo',
  '2e8a:101f': 'Waveshare RP2040-Zero',
  '2e8a:1020': 'Waveshare RP2040-Plus',
  '2e8a:1021': 'Waveshare RP2040-LCD-0.96',
  '2e8a:10ec': 'Soldered NULA RP2350',
  '2e8a:110a': 'Cytron NanoXRP Controller',
  '303a:1001': 'ESP32 with USB of its own (S3, C3 or C6)',
  '303a:4001': 'ESP32-S2 or ESP32-S3',
  '303a:80d1': 'Unexpected Maker TinyS3',
  '303a:80d4': 'Unexpected Maker ProS3',
  '303a:80d7': 'Unexpected Maker FeatherS3',
  '303a:817a': 'Unexpected Maker NanoS3',
  '303a:81b1': 'Unexpected Maker TinyWATCH S3',
  '303a:81fc': 'Unexpected Maker FeatherS3 Neo',
  '303a:81ff': 'Unexpected Maker RGB Touch Mini',
  '303a:8225': 'Unexpected Maker OMGS3',
  '37c5:1206': 'OpenMV N6',
  '37c5:16e3': 'OpenMV AE3',
  'f055:9800': 'Pyboard',
  'f055:9801': 'Pyboard',
};

/** What has a serial port and no firmware of MicroPython, or none on that port. */
const OTHERS: Names = {
  '2341:0042': 'Arduino Mega 2560',
  '2341:0043': 'Arduino Uno',
  '2341:0069': 'Arduino Uno R4 Minima',
  '2341:1002': 'Arduino Uno R4 WiFi',
  '2e8a:000b': 'Raspberry Pi Pico with CircuitPython',
  '2e8a:000c': 'Raspberry Pi Debug Probe',
};

const BRIDGES: Names = {
  '0403:6001': 'FTDI FT232',
  '0403:6010': 'FTDI FT2232',
  '0403:6011': 'FTDI FT4232',
  '0403:6014': 'FTDI FT232H',
  '0403:6015': 'FTDI FT230X',
  '067b:2303': 'Prolific PL2303',
  '10c4:ea60': 'CP210x',
  '10c4:ea70': 'CP2105',
  '10c4:ea71': 'CP2108',
  '1a86:5523': 'CH341',
  '1a86:7522': 'CH340',
  '1a86:7523': 'CH340',
  '1a86:55d3': 'CH343',
  '1a86:55d4': 'CH9102',
};

const BOOTLOADERS: Names = {
  '0483:df11': 'STM32 board',
  '16c0:0478': 'Teensy',
  '2e8a:0003': 'Raspberry Pi Pico',
  '2e8a:000f': 'Raspberry Pi Pico 2',
  '2341:035b': 'Arduino Portenta H7',
  '2341:035f': 'Arduino Nicla Vision',
  '2341:0364': 'Arduino Opta',
  '2341:0366': 'Arduino Giga R1',
  '303a:0002': 'ESP32-S2 board',
  '303a:0009': 'ESP32-S3 board',
};

/** What else these makers have on USB is a board of theirs. */
const MAKERS: Names = {
  '1b4f': 'SparkFun board',
  '2341': 'Arduino board',
  '239a': 'Adafruit board',
  '2886': 'Seeed board',
  '2e8a': 'Board with a chip of Raspberry Pi',
  '303a': 'ESP32 board',
  f055: 'MicroPython board',
};

const TABLES: readonly (readonly [UsbKind, Names])[] = [
  ['bootloader', BOOTLOADERS],
  ['bridge', BRIDGES],
  ['other', OTHERS],
  ['board', BOARDS],
];

/** What hangs there, as far as its ids tell. */
export function usbName(vendorId?: number, productId?: number): UsbName | undefined {
  if (vendorId === undefined || productId === undefined) return undefined;
  const ids = usbIds(vendorId, productId);
  for (const [kind, names] of TABLES) {
    const name = names[ids];
    if (name !== undefined) return { kind, name, vague: false };
  }
  const maker = MAKERS[ids.slice(0, 4)];
  return maker === undefined ? undefined : { kind: 'board', name: maker, vague: true };
}

/** `2e8a:0005` */
export function usbIds(vendorId: number, productId: number): string {
  return `${hex(vendorId)}:${hex(productId)}`;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
