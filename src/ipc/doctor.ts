// What main finds out for the connection doctor, as it crosses to the window. The window makes sentences of it
// (src/renderer/doctor); commands and paths are only shown there, never sent back.

/** A program that holds a port. */
export interface HolderFacts {
  readonly pid: number;
  /** Empty where the system does not tell. */
  readonly name: string;
  /** It is Adder. */
  readonly own: boolean;
}

/** How a port could be opened to this user: by joining its group, or by a udev rule of Adder's. */
export interface PermissionFix {
  readonly kind: 'group' | 'rule';
  /** The same, for a terminal. */
  readonly command: string;
  /** This computer can ask for an administrator's password. */
  readonly canAsk: boolean;
}

export interface PortFacts {
  readonly path: string;
  /** Nobody here may open it, whatever the rights of the file are: a container or a sandbox forbids it. */
  readonly forbidden: boolean;
  /** The group that its device file belongs to, where it has a name. */
  readonly group?: string;
  /** The user joined that group after logging in. */
  readonly memberAtNextLogin: boolean;
  readonly fix?: PermissionFix;
  readonly holders: readonly HolderFacts[];
  /** What hangs there, where it is known. */
  readonly usb?: UsbId;
}

export interface UsbId {
  readonly vendorId: number;
  readonly productId: number;
}

/** What is known of a place that could not be connected to, or that says nothing that makes sense. */
export interface ConnectionFacts {
  readonly link: 'serial' | 'network' | 'webrepl' | 'bluetooth' | 'virtual' | 'other';
  /** As a person would say it: the port's path, the host. */
  readonly place: string;
  readonly port?: PortFacts;
  /** A board that is plugged in now and waits for firmware. */
  readonly bootloader?: UsbId;
}

/** How asking for an administrator's password has ended. */
export type FixOutcome = 'done' | 'dismissed' | 'missing' | 'failed';

/** Something on USB, while the window looks for a board. */
export interface UsbFacts extends UsbId {
  /** As it calls itself; hostile text. */
  readonly product: string;
  /** Where it hangs; another thing may hang there later. */
  readonly place: string;
}

/** Which step of a safe start is being done. */
export type SafeStartStep = 'stopping' | 'resetting' | 'waiting-for-reset' | 'setting-aside';

/** The file that was put aside, and its new name; `null` where there was none to blame. */
export type SafeStartResult = { readonly from: string; readonly to: string } | null;

/** The name under which the old main.py is kept; `null` where there was none, or where it was the same program. */
export interface PowerOnResult {
  readonly kept: string | null;
}
