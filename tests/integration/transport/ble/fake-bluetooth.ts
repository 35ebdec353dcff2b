// A Bluetooth adapter made of nothing, at the edge of the library's API (src/engine/transport/ble/program/library.ts), with the ways of
// webbluetooth 3.7.0 that matter: a device is told once a scan, names may come late, what fails in the background is nobody's
// rejection, and only what is listened to is heard. Devices in reach are FakeDevices; what is behind one, a FakePeer.

import type {
  BluetoothLibrary,
  Characteristic,
  Device,
  GattServer,
  Scanner,
  ScannerOptions,
  Service,
} from '../../../../src/engine/transport/ble/program/library';

export const UART = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';
export const RX = '6e400002-b5a3-f393-e0a9-e50e24dcca9e';
export const TX = '6e400003-b5a3-f393-e0a9-e50e24dcca9e';

/** What is behind the UART of a device. */
export interface FakePeer {
  /** One write. The promise is the device's response. */
  written(bytes: Uint8Array): void | Promise<void>;
  /** The host listens. */
  started?(notify: (bytes: Uint8Array) => void): void;
}

export interface FakeDeviceOptions {
  readonly id: string;
  readonly name?: string;
  /** The name is known only from this scan on, counted from 0. */
  readonly namedFrom?: number;
  /** The device is heard only from this scan on. */
  readonly heardFrom?: number;
  readonly signal?: number;
  readonly advertised?: readonly string[];
  readonly services?: Readonly<Record<string, readonly string[]>>;
  readonly peer?: FakePeer;
  readonly properties?: { readonly write: boolean; readonly writeWithoutResponse: boolean };
  readonly payload?: number;
  /** Connecting fails with this. */
  readonly refuses?: string;
}

export class FakeDevice implements Device, GattServer {
  readonly id: string;
  name: string;
  readonly _adData: { rssi?: number };
  readonly _serviceUUIDs: readonly string[];
  readonly gatt: GattServer = this;
  connected = false;
  /** Every write, as it was made. */
  readonly writes: { readonly bytes: Uint8Array; readonly response: boolean }[] = [];
  connections = 0;
  private readonly disconnectListeners: (() => void)[] = [];
  private readonly valueListeners: (() => void)[] = [];
  private listening = false;
  private value: DataView | undefined;

  constructor(readonly options: FakeDeviceOptions) {
    this.id = options.id;
    this.name = '';
    this._adData = options.signal === undefined ? {} : { rssi: options.signal };
    this._serviceUUIDs = options.advertised ?? [];
  }

  addEventListener(_type: 'gattserverdisconnected', listener: () => void): void {
    this.disconnectListeners.push(listener);
  }

  async connect(): Promise<unknown> {
    await Promise.resolve();
    if (this.options.refuses !== undefined) throw new Error(this.options.refuses);
    this.connected = true;
    this.connections++;
    return this;
  }

  /** The host lets go: no event, as in the library once it has been told. */
  disconnect(): void {
    this.connected = false;
    this.listening = false;
  }

  /** The device goes out of reach. */
  drop(): void {
    this.disconnect();
    for (const listener of this.disconnectListeners) listener();
  }

  notify(bytes: Uint8Array): void {
    if (!this.listening) return;
    // Inside a larger buffer, as nothing promises otherwise.
    const buffer = new Uint8Array(bytes.length + 8).fill(0xee);
    buffer.set(bytes, 3);
    this.value = new DataView(buffer.buffer, 3, bytes.length);
    for (const listener of this.valueListeners) listener();
    buffer.fill(0xdd);
  }

  async getPrimaryService(uuid: string): Promise<Service> {
    await this.must();
    const { services = { [UART]: [RX, TX] } } = this.options;
    const characteristics = services[uuid];
    if (!characteristics) throw new Error('getPrimaryServices error: service not found');
    return {
      getCharacteristic: async (name) => {
        await this.must();
        if (!characteristics.includes(name))
          throw new Error('getCharacteristics error: characteristic not found');
        return this.characteristic();
      },
    };
  }

  private characteristic(): Characteristic {
    const value = (): DataView | undefined => this.value;
    return {
      properties: this.options.properties ?? { write: true, writeWithoutResponse: true },
      get value() {
        return value();
      },
      startNotifications: async () => {
        await this.must();
        this.listening = true;
        this.options.peer?.started?.((bytes) => this.notify(bytes));
        return undefined;
      },
      writeValueWithResponse: (bytes) => this.write(bytes, true),
      writeValueWithoutResponse: (bytes) => this.write(bytes, false),
      addEventListener: (_type, listener) => void this.valueListeners.push(listener),
    };
  }

  private async write(buffer: ArrayBuffer, response: boolean): Promise<void> {
    await this.must();
    const bytes = new Uint8Array(buffer);
    this.writes.push({ bytes, response });
    await this.options.peer?.written(bytes);
  }

  private async must(): Promise<void> {
    await Promise.resolve();
    if (!this.connected) throw new Error('error: device not connected');
  }
}

export interface FakeAdapterOptions {
  readonly adapters?: number;
  readonly enabled?: boolean;
  /** It never answers whether it is. */
  readonly silent?: boolean;
  /** Every scan fails in the background with this. */
  readonly scanFails?: string;
  /** Every scan throws this at once. */
  readonly scanThrows?: string;
}

export class FakeBluetooth implements BluetoothLibrary {
  /** Scans begun so far. */
  scans = 0;
  scanning = 0;
  /** Gets what nobody caught, as `unhandledRejection` does. */
  onFault: (error: unknown) => void = () => undefined;
  readonly Bluetooth: BluetoothLibrary['Bluetooth'];

  constructor(
    readonly devices: readonly FakeDevice[],
    readonly options: FakeAdapterOptions = {},
  ) {
    const { begin, end } = this;
    this.Bluetooth = class implements Scanner {
      private stop: (() => void) | undefined;

      constructor(private readonly scannerOptions: ScannerOptions) {}

      getAvailability(): Promise<boolean> {
        return options.silent
          ? new Promise(() => undefined)
          : Promise.resolve(options.enabled ?? true);
      }

      requestDevice(): Promise<unknown> {
        this.stop = begin(this.scannerOptions);
        return new Promise(() => undefined); // as it is when nothing is chosen
      }

      cancelRequest(): void {
        if (!this.stop) throw new Error('scan stop failed');
        this.stop();
        this.stop = undefined;
        end();
      }
    };
  }

  getAdapters(): readonly unknown[] {
    return Array.from({ length: this.options.adapters ?? 1 });
  }

  payloadOf(id: string): number | undefined {
    return this.devices.find((device) => device.id === id)?.options.payload;
  }

  private readonly begin = ({ deviceFound }: ScannerOptions): (() => void) => {
    const { scanFails, scanThrows } = this.options;
    if (scanThrows !== undefined) throw new Error(scanThrows);
    const scan = this.scans++;
    this.scanning++;
    if (scanFails !== undefined) setImmediate(() => this.onFault(new Error(scanFails)));
    const timers = this.devices.map((device) =>
      setImmediate(() => {
        const { name = '', namedFrom = 0, heardFrom = 0 } = device.options;
        if (scan < heardFrom || scanFails !== undefined) return;
        device.name =
          name === '' || scan < namedFrom ? `Unknown or Unsupported Device (${device.id})` : name;
        deviceFound(device);
      }),
    );
    return () => timers.forEach((timer) => clearImmediate(timer));
  };

  private readonly end = (): void => {
    this.scanning--;
  };
}
