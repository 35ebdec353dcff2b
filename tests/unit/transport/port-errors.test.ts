import { describe, expect, it } from 'vitest';
import {
  explainOpenFailure,
  type PortAccess,
  type PortProbe,
} from '../../../src/engine/transport/port-errors';
import { findGroup } from '../../../src/engine/transport/port-probe';

const DIALOUT: PortAccess = {
  group: 'dialout',
  groupId: 20,
  groupMayUse: true,
  user: 'ada',
  memberAtNextLogin: false,
};

function probe(answers: Partial<PortProbe> = {}, code?: string): PortProbe {
  return {
    platform: 'linux',
    openCode: () => Promise.resolve(code),
    access: () => Promise.resolve(DIALOUT),
    holders: () => Promise.resolve([]),
    ...answers,
  };
}

function explain(message: string, on: PortProbe) {
  return explainOpenFailure('/dev/ttyACM0', new Error(message), on);
}

describe('the code', () => {
  it.each([
    ['ENOENT', 'port-not-found'],
    ['ENODEV', 'port-not-found'],
    ['ENOTDIR', 'port-not-found'],
    ['EACCES', 'port-denied'],
    ['EPERM', 'port-denied'],
    ['EBUSY', 'port-busy'],
    ['ENXIO', 'port-not-found'],
    ['EIO', 'port-not-found'],
    [undefined, 'port-failed'],
  ])('of %s is %s, in any language', async (errno, code) => {
    const error = await explain('Fehler: geht nicht, cannot open', probe({}, errno));
    expect(error.code).toBe(code);
  });

  it('of a port that another program has locked', async () => {
    const error = await explain('Error Ressource nicht verfügbar Cannot lock port', probe());
    expect(error.code).toBe('port-busy');
  });

  it.each([
    ['Error: Invalid argument || while setting custom baud rate of 12345678', 'bad-baud-rate'],
    ['Error baud rate of 12345678 is not supported on your platform', 'bad-baud-rate'],
    ['Error: Invalid argument calling ioctl(.., IOSSIOSPEED, 12345678 )', 'bad-baud-rate'],
    ['Error: Input/output error setting custom baud rate of 115200', 'port-not-found'],
    ['Error: Inappropriate ioctl for device setting custom baud rate of 115200', 'port-failed'],
  ])('of a port that opens: %s', async (message, code) => {
    expect((await explain(message, probe())).code).toBe(code);
  });

  it.each([
    ['Open (SetCommState): The parameter is incorrect', 'bad-baud-rate'],
    ['Opening COM3: File not found', 'port-not-found'],
    ['Opening COM3: Access denied', 'port-busy'],
    ['Opening COM3: Unknown error code 31', 'port-failed'],
  ])('on Windows: %s', async (message, code) => {
    expect((await explain(message, probe({ platform: 'win32' }))).code).toBe(code);
  });

  it('keeps the cause', async () => {
    const cause = new Error('x');
    expect((await explainOpenFailure('/dev/x', cause, probe())).cause).toBe(cause);
  });
});

describe('the detail', () => {
  it('has the command that gives the right', async () => {
    const error = await explain('x', probe({}, 'EACCES'));
    expect(error.detail).toContain('"dialout"');
    expect(error.detail).toContain('sudo usermod -aG dialout ada');
  });

  it.each<[string, Partial<PortAccess>, string]>([
    ['never joins the group of root', { group: 'root', groupId: 0 }, 'udev rule'],
    ['knows when the group has no right either', { groupMayUse: false }, 'udev rule'],
    ['knows that a login is missing', { memberAtNextLogin: true }, 'log out and in'],
    ['numbers a group that has no name', { group: undefined }, 'group number 20'],
  ])('%s', async (_, access, expected) => {
    const on = probe({ access: () => Promise.resolve({ ...DIALOUT, ...access }) }, 'EACCES');
    const error = await explain('x', on);
    expect(error.detail).toContain(expected);
    expect(error.detail).not.toContain('usermod');
  });

  it('does not send anybody into a group where a container forbids the device', async () => {
    const error = await explain('x', probe({}, 'EPERM'));
    expect(error.detail).toContain('container');
    expect(error.detail).not.toContain('usermod');
  });

  it('knows a device file without a device', async () => {
    for (const code of ['ENXIO', 'ENODEV', 'EIO'])
      expect((await explain('x', probe({}, code))).detail).toContain('no device is behind it');
    expect((await explain('x', probe({}, 'ENOENT'))).detail).toBe('/dev/ttyACM0');
  });

  it('names the path when the system tells nothing', async () => {
    const on = probe({ access: () => Promise.resolve(undefined) }, 'EACCES');
    expect((await explain('x', on)).detail).toBe('/dev/ttyACM0');
    expect((await explain('lock port', on)).detail).toBe('/dev/ttyACM0');
  });

  it('names who has the port', async () => {
    const on = probe(
      { holders: () => Promise.resolve([{ pid: 7, name: 'screen', own: false }]) },
      'EBUSY',
    );
    expect((await explain('x', on)).detail).toBe('/dev/ttyACM0 is held by screen (process 7).');
  });
});

describe('/etc/group', () => {
  const text = 'root:x:0:\ndialout:x:20:ada,bob\n\nbroken\nuucp:x:14:';
  it('has names and members', () => {
    expect(findGroup(text, 20)).toEqual({ name: 'dialout', members: ['ada', 'bob'] });
    expect(findGroup(text, 14)).toEqual({ name: 'uucp', members: [] });
    expect(findGroup(text, 99)).toBeUndefined();
  });
});
