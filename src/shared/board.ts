// Facts about a board and its files, in the words that the engine, the command and the window share.

/**
 * What a board is doing, as a person can be told.
 * - `opening`: the link is being opened and the board asked what it is
 * - `idle`: the friendly prompt waits for input
 * - `running`: a program runs (started by Adder, typed at the prompt, or found running)
 * - `silent`: connected, but nothing was said yet: busy, or not a MicroPython
 * - `engine`: Adder itself works with the board (files, facts)
 * - `lost`: the link is gone; a new connection is a new board object
 */
export type BoardMode = 'opening' | 'idle' | 'running' | 'silent' | 'engine' | 'lost';

/** What the firmware says of itself in the banner of its prompt. */
export interface BoardFacts {
  /** `MicroPython`, `CircuitPython`, ... */
  readonly implementation: string;
  /** `1.27.0` */
  readonly version: string;
  /** `Raspberry Pi Pico W with RP2040` */
  readonly machine: string;
}

/** What a board tells when it is asked. */
export interface BoardDetails {
  /** `micropython`, `circuitpython`, ... */
  readonly implementation: string;
  /** `1.27.0` */
  readonly version: string;
  /** The firmware's own long words: `v1.27.0 on 2025-12-10 (GNU ...)`; empty where it has none. */
  readonly release: string;
  /** `Raspberry Pi Pico W with RP2040` */
  readonly machine: string;
  /** `rp2`, `esp32` */
  readonly platform: string;
  /** What is unique to this board, in hexadecimal; boards without an id have none. */
  readonly id?: string;
  /** Bytes, after a collection. */
  readonly freeMemory?: number;
  /** Those that are mounted. */
  readonly fileSystems: readonly FileSystemFacts[];
  /** What the firmware can. */
  readonly features: BoardFeatures;
}

/** What a firmware can, as far as Adder makes use of it. */
export interface BoardFeatures {
  /** Takes programs by raw paste, with flow control of its own. */
  readonly rawPaste: boolean;
  /** Unpacks deflate streams. */
  readonly deflate: boolean;
  /** Packs them, too. */
  readonly deflates: boolean;
  /** SHA-256. */
  readonly hashlib: boolean;
  /** Base64. */
  readonly binascii: boolean;
  /** Programs read and write bytes unchanged (`sys.stdin.buffer`). */
  readonly rawStdin: boolean;
}

/** A file system of a board. */
export interface FileSystemFacts extends SpaceFacts {
  /** Where it is mounted. */
  readonly path: string;
}

/** What a name stands for. */
export type FileKind = 'file' | 'folder';

/** An entry of a folder. */
export interface FileEntry {
  /** Without its folder; in a deep listing, relative to the folder that was listed. */
  readonly name: string;
  /** A file or a folder. */
  readonly kind: FileKind;
  /** Bytes; 0 for folders. */
  readonly size: number;
  /** Seconds, in the epoch of the board; only in a full listing. */
  readonly modified?: number;
  /** SHA-256 in hexadecimal; only in a full listing, and where the firmware has it. */
  readonly sha256?: string;
}

/**
 * How sure it is that a file on the board is what was sent.
 * - `hash`: the board has hashed what lies on its flash, and then renamed it over the old file
 * - `read-back`: its firmware has no hash; the computer has read it back, and then had it renamed
 * - `copied`: its firmware cannot rename either; the file was read back beside the old one and then copied over it, so that a power cut in that
 *   moment can leave a part
 */
export type Guarantee = 'hash' | 'read-back' | 'copied';

/** What a board tells of a path. */
export interface FileStat {
  /** A file or a folder. */
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Seconds, in the epoch of the board. */
  readonly modified: number;
}

/** Room on a file system. */
export interface SpaceFacts {
  /** Bytes in all. */
  readonly total: number;
  /** Bytes that are free. */
  readonly free: number;
}

/** How far a transfer is. */
export interface Progress {
  /** Bytes that the board has confirmed. */
  readonly done: number;
  /** Bytes in all. */
  readonly total: number;
}

/** A Bluetooth LE device in reach, which may be a board. */
export interface BluetoothDeviceInfo {
  /** The canonical address: `ble:` and the id, which is unique where the name may not be. */
  readonly address: string;
  /** What the system calls the device: its Bluetooth address, or on macOS an id of its own. */
  readonly id: string;
  /** As the device calls itself, without control characters; empty where it does not. */
  readonly name: string;
  /** Strength of its signal, dBm: -30 beside the computer, -90 at the edge. */
  readonly signal?: number;
  /** It says that it has the Nordic UART service. Many boards have no room to say so. */
  readonly uart: boolean;
}

/** A board that can be chosen: the virtual one, or a port with what the system knows of it. */
export interface DeviceInfo {
  /** The canonical address, see `address.ts`. */
  readonly address: string;
  /** What it is. */
  readonly kind: 'virtual' | 'serial';
  /** The port's path; empty for the virtual board. */
  readonly path: string;
  /** Of what is plugged in, where it has one. */
  readonly serialNumber?: string;
  /** USB id of the maker, 0..0xffff. */
  readonly vendorId?: number;
  /** USB id of the product, 0..0xffff. */
  readonly productId?: number;
  /** The maker's name, as the device or the system has it. */
  readonly manufacturer?: string;
  /** The product's name, as the device or the system has it. */
  readonly product?: string;
  /** Which of its ports, where a board has several and the system tells. */
  readonly usbInterface?: number;
}
