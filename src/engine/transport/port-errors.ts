// Why a serial port could not be opened, in Adder's codes and in words that help. serialport gives only a message, which
// inside Electron may be in the user's language, so the system is asked again for what happened.

import { AdderError } from '../../shared/errors';

/** What the explanation asks the system; port-probe.ts has the real one. */
export interface PortProbe {
  readonly platform: NodeJS.Platform;
  /** The errno code that opening the device gives, or undefined when it opens. */
  openCode(path: string): Promise<string | undefined>;
  /** Who may open the device, or undefined when the system does not tell. */
  access(path: string): Promise<PortAccess | undefined>;
  /** Programs that hold the device open. */
  holders(path: string): Promise<readonly PortHolder[]>;
}

/** A program that holds a device. */
export interface PortHolder {
  readonly pid: number;
  /** As the system calls it; empty where it does not tell. */
  readonly name: string;
  /** It is this program. */
  readonly own: boolean;
}

export interface PortAccess {
  /** `undefined`: not in /etc/group. */
  readonly group: string | undefined;
  readonly groupId: number;
  /** The group may read and write. */
  readonly groupMayUse: boolean;
  readonly user: string;
  /** The user was added to the group, but this login is older than that. */
  readonly memberAtNextLogin: boolean;
}

export async function explainOpenFailure(
  path: string,
  cause: unknown,
  probe: PortProbe,
): Promise<AdderError> {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = probe.platform === 'win32' ? undefined : await probe.openCode(path);
  switch (failure(code, message, probe.platform)) {
    case 'port-not-found':
      return new AdderError('port-not-found', { detail: missingDetail(path, code), cause });
    case 'port-denied':
      return new AdderError('port-denied', {
        detail: await deniedDetail(path, code, probe),
        cause,
      });
    case 'port-busy':
      return new AdderError('port-busy', { detail: await busyDetail(path, probe), cause });
    case 'bad-baud-rate':
      return new AdderError('bad-baud-rate', { detail: path, cause });
    case 'port-failed':
      return new AdderError('port-failed', { detail: `${path}: ${message}`, cause });
  }
}

type OpenFailure = 'port-not-found' | 'port-denied' | 'port-busy' | 'bad-baud-rate' | 'port-failed';

/** @param code what opening the device again gave; nothing on Windows, or when it opened */
function failure(
  code: string | undefined,
  message: string,
  platform: NodeJS.Platform,
): OpenFailure {
  if (/lock port/i.test(message)) return 'port-busy'; // serialport's own words around the system's
  if (platform === 'win32') return failureOnWindows(message);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV': // unplugged, and the device file is about to go
    case 'ENXIO': // a device file that no driver stands behind
    case 'EIO': // unplugged while it was opened; a UART that this computer has the file of, but not the chip
      return 'port-not-found';
    case 'EACCES':
    case 'EPERM':
      return 'port-denied';
    case 'EBUSY': // held with TIOCEXCL, as screen and minicom do
      return 'port-busy';
    default:
      if (BAUD_REFUSED.test(message)) return 'bad-baud-rate';
      return /input\/output error/i.test(message) ? 'port-not-found' : 'port-failed';
  }
}

/** serialport's words where the rate, and nothing else, was refused (serialport_unix.cpp). */
const BAUD_REFUSED =
  /while setting custom baud rate|baud rate of -?\d+ is not supported|IOSSIOSPEED/i;

function failureOnWindows(message: string): OpenFailure {
  if (/file not found/i.test(message)) return 'port-not-found';
  if (/access denied/i.test(message)) return 'port-busy'; // Windows' word for an open port
  // Of all that is set, only the rate is not always the same.
  return /SetCommState.*parameter is incorrect/i.test(message) ? 'bad-baud-rate' : 'port-failed';
}

function missingDetail(path: string, code: string | undefined): string {
  return code === 'ENOENT' || code === 'ENOTDIR' || code === undefined
    ? path
    : `${path} is still there, but no device is behind it.`;
}

async function deniedDetail(
  path: string,
  code: string | undefined,
  probe: PortProbe,
): Promise<string> {
  if (code === 'EPERM')
    return `The system allows nobody here to open ${path}: a container or a sandbox may forbid it.`;
  const access = await probe.access(path);
  if (!access) return path;
  const { group, groupId, user } = access;
  // Nobody should be told to join the group of root for a serial port.
  if (groupId === 0 || !access.groupMayUse)
    return `${path} can only be opened by its owner: install Adder's udev rule.`;
  if (group === undefined)
    return `${path} belongs to the group number ${groupId}, which has no name on this computer.`;
  if (access.memberAtNextLogin)
    return `${path} belongs to the group "${group}". You are in it since your last login: log out and in again.`;
  return `${path} belongs to the group "${group}". In a terminal: sudo usermod -aG ${group} ${user}`;
}

async function busyDetail(path: string, probe: PortProbe): Promise<string> {
  const holders = await probe.holders(path);
  return holders.length === 0 ? path : `${path} is held by ${holders.map(holderName).join(', ')}.`;
}

function holderName({ pid, name, own }: PortHolder): string {
  return own ? 'Adder itself' : `${name === '' ? 'a program' : name} (process ${pid})`;
}
