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
  /** Programs that hold the device open, as a person knows them. */
  holders(path: string): Promise<readonly string[]>;
}

export interface PortAccess {
  readonly group: string;
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
  switch (await failure(path, message, probe)) {
    case 'port-not-found':
      return new AdderError('port-not-found', { detail: path, cause });
    case 'port-denied':
      return new AdderError('port-denied', { detail: await deniedDetail(path, probe), cause });
    case 'port-busy':
      return new AdderError('port-busy', { detail: await busyDetail(path, probe), cause });
    case 'port-failed':
      return new AdderError('port-failed', { detail: `${path}: ${message}`, cause });
  }
}

type OpenFailure = 'port-not-found' | 'port-denied' | 'port-busy' | 'port-failed';

async function failure(path: string, message: string, probe: PortProbe): Promise<OpenFailure> {
  if (/lock port/i.test(message)) return 'port-busy'; // serialport's own words around the system's
  if (probe.platform === 'win32') {
    if (/file not found/i.test(message)) return 'port-not-found';
    return /access denied/i.test(message) ? 'port-busy' : 'port-failed'; // Windows' word for an open port
  }
  switch (await probe.openCode(path)) {
    case 'ENOENT':
    case 'ENODEV': // unplugged, the device file is about to go
    case 'ENOTDIR':
      return 'port-not-found';
    case 'EACCES':
    case 'EPERM':
      return 'port-denied';
    case 'EBUSY': // held with TIOCEXCL, as screen and minicom do
      return 'port-busy';
    default:
      return 'port-failed';
  }
}

async function deniedDetail(path: string, probe: PortProbe): Promise<string> {
  const access = await probe.access(path);
  if (!access) return path;
  const { group, groupId, user } = access;
  // Nobody should be told to join the group of root for a serial port.
  if (groupId === 0 || !access.groupMayUse)
    return `${path} can only be opened by its owner: install Adder's udev rule.`;
  if (access.memberAtNextLogin)
    return `${path} belongs to the group "${group}". You are in it since your last login: log out and in again.`;
  return `${path} belongs to the group "${group}". In a terminal: sudo usermod -aG ${group} ${user}`;
}

async function busyDetail(path: string, probe: PortProbe): Promise<string> {
  const holders = await probe.holders(path);
  return holders.length === 0 ? path : `${path} is held by ${holders.join(', ')}.`;
}
