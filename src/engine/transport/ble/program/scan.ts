// Listening for devices, and finding the one that is wanted. The library tells of a device only once a scan, when it is heard first and
// often before its name has come (it may be in the scan response); so the scan begins anew every few seconds, and then
// tells names, and signal strengths, as they are by now.

import { AdderError } from '../../../../shared/errors';
import { cleanName, listNames } from '../names';
import { UART_SERVICE } from './uart';
import type { BluetoothLibrary, Device, Scanner } from './library';

/** Boards advertise every 0.1 to 1 s (MicroPython's gap_advertise: 0.5). */
const ROUND_MS = 2500;
/** The library's own limit, in seconds, is not used: it leaves a promise behind. */
const NO_LIMIT_S = 24 * 60 * 60;

/** Calls `found` for every device, again in every round, until the returned function is called. */
export function scan(
  library: BluetoothLibrary,
  found: (device: Device) => void,
  failed: (error: unknown) => void,
): () => void {
  let stopRound = startRound(library, found, failed);
  const timer = setInterval(() => {
    stopRound();
    // A round that cannot begin only misses news; a first one says why there will be none.
    stopRound = startRound(library, found, () => undefined);
  }, ROUND_MS);
  return () => {
    clearInterval(timer);
    stopRound();
  };
}

function startRound(
  library: BluetoothLibrary,
  found: (device: Device) => void,
  failed: (error: unknown) => void,
): () => void {
  let scanner: Scanner | undefined;
  const start = async (): Promise<unknown> => {
    scanner = new library.Bluetooth({
      scanTime: NO_LIMIT_S,
      deviceFound: (device) => {
        found(device);
        return false;
      },
    });
    return scanner.requestDevice({ acceptAllDevices: true, optionalServices: [UART_SERVICE] });
  };
  start().catch(failed); // also what the library throws at once
  return () => {
    try {
      scanner?.cancelRequest();
    } catch {
      // it has stopped already
    }
  };
}

/** Empty for a device without one. */
export function nameOf({ id, name }: Device): string {
  return name === `Unknown or Unsupported Device (${id})` ? '' : cleanName(name);
}

export function advertisesUart({ _serviceUUIDs: uuids = [] }: Device): boolean {
  return uuids.some((uuid) => uuid.toLowerCase() === UART_SERVICE);
}

export interface Wanted {
  /** A name, or an id in any case. */
  readonly device: string;
  readonly scanMs: number;
  readonly settleMs: number;
}

/**
 * Looks for a device. An id is unique, so its device is taken at once; after a name was heard it listens on for
 * `settleMs`, for another of that name. Rejects with `device-not-found`, which names what was heard,
 * `device-ambiguous`, `bluetooth-failed` and `aborted`.
 */
export function findDevice(
  library: BluetoothLibrary,
  { device: wanted, scanMs, settleMs }: Wanted,
  signal: AbortSignal,
): Promise<Device> {
  return new Promise((resolve, reject) => {
    const heard = new Map<string, string>();
    const matches = new Map<string, Device>();
    let settling: NodeJS.Timeout | undefined;

    const end = (settle: () => void): void => {
      clearTimeout(limit);
      clearTimeout(settling);
      signal.removeEventListener('abort', onAbort);
      stop();
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(asError(error)));
    const onAbort = (): void => fail(new AdderError('aborted'));

    const decide = (): void => {
      const [first, second] = matches.values();
      if (!first) fail(notFound(wanted, heard));
      else if (second) fail(ambiguous(wanted, [...matches.keys()]));
      else end(() => resolve(first));
    };

    const stop = scan(
      library,
      (device) => {
        const name = nameOf(device);
        heard.set(device.id, name);
        if (device.id.toLowerCase() === wanted.toLowerCase()) {
          end(() => resolve(device));
        } else if (name !== '' && (name === cleanName(wanted) || device.name === wanted)) {
          matches.set(device.id, device);
          settling ??= setTimeout(decide, settleMs);
        }
      },
      fail,
    );
    const limit = setTimeout(decide, scanMs);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
}

function notFound(wanted: string, heard: ReadonlyMap<string, string>): AdderError {
  const names = [...new Set(heard.values())].filter((name) => name !== '').sort();
  const nameless = [...heard.values()].filter((name) => name === '').length;
  const others = [
    ...(names.length > 0 ? [listNames(names)] : []),
    ...(nameless > 0 ? [`${nameless} without a name`] : []),
  ].join(', and ');
  return new AdderError('device-not-found', {
    detail:
      `Nothing in reach is called "${cleanName(wanted)}". ` +
      (others === '' ? 'No device was heard at all.' : `In reach: ${others}.`),
  });
}

function ambiguous(wanted: string, ids: readonly string[]): AdderError {
  return new AdderError('device-ambiguous', {
    detail: `"${cleanName(wanted)}" is the name of ${listNames(ids.map((id) => `ble:${id}`))}.`,
  });
}

function asError(error: unknown): Error {
  return error instanceof Error
    ? error
    : new AdderError('bluetooth-failed', { detail: String(error) });
}
