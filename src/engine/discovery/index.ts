// Discovery: what the other layers and other programs may use of it. The systems that the tests put in the place of this one are left out.

import type { DeviceInfo } from '../../shared/board';
import { listDevices as list } from './devices';
import { openWhenBack as waitFor } from './reappear';
import type { KnownBoard } from './same-board';
import { watchDevices as watch, type DeviceListener } from './watch';

export { scanBluetooth, type BluetoothScan } from './bluetooth';
export { addressNow, rememberBoard, type KnownBoard } from './same-board';
export type { DeviceListener } from './watch';

/** What lives as long as its signal. */
export interface UntilAborted {
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * The boards that can be chosen: the virtual one, then the serial ports, those with something on USB first. Opens no port: what answers
 * there is found out by connecting. Ports that no list of the system has can be named in the environment variable `ADDER_PORTS`, with commas between them.
 */
export function listDevices(): Promise<DeviceInfo[]> {
  return list();
}

/** Calls `listener` with the devices of now, and again whenever they are others, until `signal` aborts. */
export function watchDevices(listener: DeviceListener, options: UntilAborted): void {
  watch(listener, options);
}

/**
 * Waits until a board that was lost is there again, calls `open` with the address at which it is now, and resolves with what that gives.
 * Rejects with `aborted`, and with errors of `open` that waiting does not mend (all but `port-not-found`, `port-denied`, `port-busy`,
 * `port-failed` and `link-lost`). Waits for ever otherwise.
 */
export function openWhenBack<Opened>(
  board: KnownBoard,
  open: (address: string) => Promise<Opened>,
  options: UntilAborted,
): Promise<Opened> {
  return waitFor(board, open, options);
}
