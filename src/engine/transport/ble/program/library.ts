// The edge of the Bluetooth library (webbluetooth, which wraps SimpleBLE): the part of its API that the process uses, so that the tests can
// bring a fake adapter. Where the library differs from the Web Bluetooth specification, it is said here.

import { createRequire } from 'node:module';
import { provideCustomEvent } from './custom-event';

export interface BluetoothLibrary {
  readonly Bluetooth: new (options: ScannerOptions) => Scanner;
  /** Empty without an adapter. */
  getAdapters(): readonly unknown[];
  /**
   * How many bytes one write to a connected device may have (ATT MTU less 3). The web's API does not tell; the native device
   * below it does, with a number that makes no sense where the system does not know (0, or 65533 on old BlueZ).
   */
  payloadOf(id: string): number | undefined;
}

export interface ScannerOptions {
  /** Seconds. */
  readonly scanTime: number;
  /** Called once for each device of one scan, when it is heard first; `true` would choose it. */
  readonly deviceFound: (device: Device) => boolean;
}

export interface Scanner {
  /** Is there an adapter, and is it switched on? */
  getAvailability(): Promise<boolean>;
  /**
   * Scans. It may throw; what goes wrong later (adapter not enabled, scan start failed) is an unhandled rejection, and when time is
   * up and nothing was chosen the promise may never settle.
   */
  requestDevice(options: {
    readonly acceptAllDevices: true;
    readonly optionalServices: readonly string[];
  }): Promise<unknown>;
  /** Ends the scan; may throw. */
  cancelRequest(): void;
}

export interface Device {
  /** The address, or what the system gives in its place (macOS). */
  readonly id: string;
  /** `Unknown or Unsupported Device (ID)` for one that says no name. */
  readonly name: string;
  readonly gatt: GattServer;
  readonly _adData?: { readonly rssi?: number };
  readonly _serviceUUIDs?: readonly string[];
  addEventListener(type: 'gattserverdisconnected', listener: () => void): void;
}

export interface GattServer {
  readonly connected: boolean;
  /** Blocks the process until it has connected or failed. */
  connect(): Promise<unknown>;
  /** What goes wrong is an unhandled rejection. */
  disconnect(): void;
  getPrimaryService(uuid: string): Promise<Service>;
}

export interface Service {
  /** Subscribes to all characteristics of the service that notify; what comes before `startNotifications` is dropped. */
  getCharacteristic(uuid: string): Promise<Characteristic>;
}

export interface Characteristic {
  readonly properties: { readonly write: boolean; readonly writeWithoutResponse: boolean };
  /** Of the last notification, while its event is told. */
  readonly value?: DataView | undefined;
  startNotifications(): Promise<unknown>;
  /** An ArrayBuffer: of a view, the library would send the whole buffer under it. */
  writeValueWithResponse(value: ArrayBuffer): Promise<void>;
  writeValueWithoutResponse(value: ArrayBuffer): Promise<void>;
  addEventListener(type: 'characteristicvaluechanged', listener: () => void): void;
}

/** The native devices that the library keeps for itself. */
interface NativeDevices {
  readonly peripherals?: ReadonlyMap<string, { readonly mtu?: unknown }>;
}

/** Loads its native part: only in a process of its own. Throws where there is none for this system. */
export function loadBluetoothLibrary(): BluetoothLibrary {
  provideCustomEvent();
  // Not `import()`, which in a utility process of Electron 25 cannot read the archive of a packaged app.
  const load = createRequire(import.meta.url);
  const library = load('webbluetooth') as Omit<BluetoothLibrary, 'payloadOf'>;
  const { adapter } = load('webbluetooth/dist/adapters') as { readonly adapter: NativeDevices };
  return {
    Bluetooth: library.Bluetooth,
    getAdapters: () => library.getAdapters(),
    payloadOf: (id) => {
      const mtu = adapter.peripherals?.get(id)?.mtu;
      return typeof mtu === 'number' ? mtu : undefined;
    },
  };
}
