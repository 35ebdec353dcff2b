// From an error's code and what main has found out to what is wrong, in words of the catalogue, with the one thing to do about it.
// Pure, and a table: every code that can end a connection, or keep one from beginning, has its line, so that no failure is
// without words (tests/unit/renderer/diagnosis.test.ts).

import type { ConnectionFacts, HolderFacts } from '../../ipc/doctor';
import type { ErrorCode } from '../../shared/errors';
import { firmwarePage, usbBoard } from '../../shared/usb-boards';

/** What the card's one button does. */
export type Remedy =
  /** Connect again; a password is then asked for again. */
  | { readonly kind: 'retry' }
  /** Let Adder have an administrator open the port. */
  | { readonly kind: 'permit'; readonly how: 'group' | 'rule' }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'firmware'; readonly url: string }
  | { readonly kind: 'safe-start' }
  /** Interrupt whatever runs. */
  | { readonly kind: 'stop' }
  /** The guided look for a board that is in no list. */
  | { readonly kind: 'find' };

export interface Diagnosis {
  /** `doctor.cases.ID.what` and `.why` in the catalogue. */
  readonly id: string;
  /** What stands in the braces of both; hostile text. */
  readonly values: Readonly<Record<string, string>>;
  readonly remedy: Remedy;
  /** For a terminal, beside the button. */
  readonly command?: string;
}

type Line = (facts: ConnectionFacts, detail: string) => Diagnosis;

const RETRY: Remedy = { kind: 'retry' };

function plain(id: string, remedy: Remedy = RETRY): Line {
  return ({ place }, detail) => ({ id, values: { place, detail }, remedy });
}

const TABLE = {
  'bad-address': plain('address'),
  'address-not-allowed': plain('address'),
  'link-unsupported': plain('unsupported'),
  'port-not-found': missing,
  'port-denied': denied,
  'port-busy': busy,
  'port-failed': plain('portFailed'),
  'bad-baud-rate': plain('baudRate'),
  'process-failed': plain('unsupported'),
  'host-not-found': plain('hostNotFound'),
  'host-refused': plain('hostRefused'),
  'host-unreachable': plain('hostUnreachable'),
  'host-timeout': plain('hostTimeout'),
  'no-rfc2217': plain('noRfc2217'),
  'host-not-trusted': plain('notTrusted'),
  'no-webrepl': plain('noWebrepl'),
  'webrepl-in-use': plain('webreplInUse'),
  'password-needed': plain('passwordNeeded'),
  'wrong-password': plain('wrongPassword'),
  'link-lost': plain('lost'),
  'link-reset': plain('lostByReset'),
  'link-closed': plain('closed'),
  'bluetooth-unavailable': plain('bluetoothOff'),
  'bluetooth-denied': plain('bluetoothDenied'),
  'bluetooth-failed': plain('bluetoothFailed'),
  'device-not-found': plain('bluetoothNotFound'),
  'device-ambiguous': plain('bluetoothAmbiguous'),
  'no-uart-service': plain('bluetoothNoUart'),
  'board-in-use': plain('virtualInUse'),
  'virtual-board-failed': plain('virtualFailed'),
  'bad-recording': plain('unsupported'),
  'replay-differs': plain('unsupported'),
  'board-silent': noMicroPython('silent'),
  'no-raw-repl': noMicroPython('noMicroPython'),
  'protocol-damaged': plain('damaged'),
  'no-response': plain('noResponse', { kind: 'stop' }),
  'program-unstoppable': plain('unstoppable', { kind: 'safe-start' }),
} as const satisfies Partial<Record<ErrorCode, Line>>;

/** The codes that the doctor has words for. */
export type ConnectionCode = keyof typeof TABLE;

export function isConnectionCode(code: ErrorCode): code is ConnectionCode {
  return code in TABLE;
}

export function diagnose(code: ConnectionCode, detail: string, facts: ConnectionFacts): Diagnosis {
  return TABLE[code](facts, detail);
}

function missing(facts: ConnectionFacts): Diagnosis {
  const { bootloader, place } = facts;
  if (bootloader) return inBootloader(bootloader);
  return { id: 'missing', values: { place }, remedy: { kind: 'find' } };
}

/** A board that waits for firmware. */
export function inBootloader(usb: NonNullable<ConnectionFacts['bootloader']>): Diagnosis {
  const name = usbBoard(usb.vendorId, usb.productId)?.name ?? '';
  return {
    id: 'bootloader',
    values: { name },
    remedy: { kind: 'firmware', url: firmwarePage(usb) },
  };
}

function denied({ place, port }: ConnectionFacts): Diagnosis {
  if (port === undefined || port.forbidden)
    return { id: 'deniedToAll', values: { place }, remedy: RETRY };
  const { fix, group = '' } = port;
  if (port.memberAtNextLogin && !fix)
    return { id: 'deniedUntilLogin', values: { place, group }, remedy: RETRY };
  if (!fix) return { id: 'deniedToOthers', values: { place, group }, remedy: RETRY };
  const { command } = fix;
  return {
    id: group === '' ? 'deniedNoGroup' : 'denied',
    values: { place, group },
    remedy: fix.canAsk ? { kind: 'permit', how: fix.kind } : { kind: 'copy', text: command },
    command,
  };
}

function busy({ place, port }: ConnectionFacts): Diagnosis {
  const [first, ...others] = port?.holders ?? [];
  if (!first) return { id: 'busy', values: { place }, remedy: RETRY };
  if (first.own && others.length === 0)
    return { id: 'busyByAdder', values: { place }, remedy: RETRY };
  const holder = first.own ? (others[0] ?? first) : first;
  if (holder.name === 'ModemManager')
    return { id: 'busyByModemManager', values: { place }, remedy: RETRY };
  return {
    id: holder.name === '' ? 'busyByUnknown' : 'busyBy',
    values: { place, ...nameOf(holder) },
    remedy: RETRY,
  };
}

function nameOf({ name, pid }: HolderFacts): { program: string; pid: string } {
  return { program: name, pid: String(pid) };
}

function noMicroPython(id: 'silent' | 'noMicroPython'): Line {
  return ({ link, place, port }, detail) => {
    const values = { place, detail };
    // Without a detail nobody has sent it a Ctrl-C yet.
    if (id === 'silent' && detail === '') return { id: 'quiet', values, remedy: { kind: 'stop' } };
    if (link !== 'serial') return { id: `${id}Elsewhere`, values, remedy: RETRY };
    return { id, values, remedy: { kind: 'firmware', url: firmwarePage(port?.usb) } };
  };
}
