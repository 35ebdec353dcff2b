// What USB ids tell of a board besides its name (usb-names.ts): its family, its chip, and whether it waits for firmware instead of running
// any. Facts of the makers, as far as they are sure; one id is used by many boards (every RP2 board with stock firmware has the
// same), so a family is all that most of them tell.

import { usbIds, usbName } from './usb-names';

/** Boards that look alike to a person, and have one page of firmware. */
export type BoardFamily = 'pico' | 'esp32' | 'esp32-s3' | 'microbit' | 'pyboard' | 'generic';

export interface UsbBoard {
  /** The maker's name for it, or the usual one: not to be translated. */
  readonly name: string;
  /** What runs the programs, as far as it is known. */
  readonly chip: string;
  readonly family: BoardFamily;
  /** Where its maker, or MicroPython, offers firmware. */
  readonly firmware: string;
  /** It is in its bootloader: it waits for firmware, and runs no program. */
  readonly bootloader?: true;
}

const DOWNLOAD = 'https://micropython.org/download/';
/** For whatever is not known. */
export const FIRMWARE_PAGE = DOWNLOAD;

const RP2 = { family: 'pico', firmware: `${DOWNLOAD}?port=rp2` } as const;
const ESP32 = { family: 'esp32', firmware: `${DOWNLOAD}?port=esp32` } as const;
const ESP32_S3 = { family: 'esp32-s3', firmware: `${DOWNLOAD}?port=esp32` } as const;
const STM32 = { family: 'pyboard', firmware: `${DOWNLOAD}?port=stm32` } as const;

const MICROBIT = { family: 'microbit', firmware: `${DOWNLOAD}?vendor=BBC` } as const;

type Facts = Omit<UsbBoard, 'name' | 'bootloader'>;

/** By `vendor:product`, or by the vendor alone: what its boards have in common. */
const FACTS: Readonly<Record<string, Facts>> = {
  '2e8a:0003': { ...RP2, chip: 'RP2040' },
  '2e8a:000f': { ...RP2, chip: 'RP2350' },
  '2e8a:0005': { ...RP2, chip: 'RP2040 or RP2350' },
  '2e8a:000a': { ...RP2, chip: 'RP2040 or RP2350' },
  '303a:0002': { ...ESP32_S3, chip: 'ESP32-S2' },
  '303a:1001': { ...ESP32_S3, chip: 'ESP32-S3, -C3 or -C6' },
  '303a:4001': { ...ESP32_S3, chip: 'ESP32-S2 or -S3' },
  '0d28:0204': { ...MICROBIT, chip: 'nRF52833 or nRF51822' },
  '0483:df11': { ...STM32, chip: 'STM32' },
  '239a': { family: 'generic', chip: '', firmware: `${DOWNLOAD}?vendor=Adafruit` },
  '2886': { family: 'generic', chip: '', firmware: `${DOWNLOAD}?vendor=Seeed%20Studio` },
  '303a': { ...ESP32_S3, chip: 'ESP32-S3' },
  f055: { ...STM32, chip: 'STM32' },
};

/** A board behind one of these chips most likely has an ESP. */
const ESP_ADAPTERS: ReadonlySet<string> = new Set(['10c4', '1a86']);
const BEHIND_ADAPTER: Facts = {
  ...ESP32,
  chip: 'ESP32 or ESP8266',
  firmware: `${DOWNLOAD}?vendor=Espressif`,
};
const ANY_BOARD: Facts = { family: 'generic', chip: '', firmware: FIRMWARE_PAGE };

/** The board that hangs there, as far as its ids tell. */
export function usbBoard(vendorId: number, productId: number): UsbBoard | undefined {
  const known = usbName(vendorId, productId);
  const ids = usbIds(vendorId, productId);
  const vendor = ids.slice(0, 4);
  switch (known?.kind) {
    case 'bridge':
      return ESP_ADAPTERS.has(vendor)
        ? { ...BEHIND_ADAPTER, name: `ESP board with ${known.name}` }
        : undefined;
    case 'bootloader':
      return { ...(FACTS[ids] ?? FACTS[vendor] ?? ANY_BOARD), name: known.name, bootloader: true };
    case 'board': {
      const facts = FACTS[ids] ?? FACTS[vendor];
      // Of a maker of many things it is a board only when it is a known one.
      if (!facts && known.vague) return undefined;
      return { ...(facts ?? ANY_BOARD), name: known.name };
    }
    default:
      return undefined;
  }
}

/** Where to get firmware for what hangs there. */
export function firmwarePage(usb: { vendorId: number; productId: number } | undefined): string {
  return (usb && usbBoard(usb.vendorId, usb.productId)?.firmware) ?? FIRMWARE_PAGE;
}
