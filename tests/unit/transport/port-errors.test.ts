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
    ['ENXIO', 'port-failed'],
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
  ])('%s', async (_, access, expected) => {
    const on = probe({ access: () => Promise.resolve({ ...DIALOUT, ...access }) }, 'EACCES');
    const error = await explain('x', on);
    expect(error.detail).toContain(expected);
    expect(error.detail).not.toContain('usermod');
  });

  it('names the path when the system tells nothing', async () => {
    const on = probe({ access: () => Promise.resolve(undefined) }, 'EACCES');
    expect((await explain('x', on)).detail).toBe('/dev/ttyACM0');
    expect((await explain('lock port', on)).detail).toBe('/dev/ttyACM0');
  });

  it('names who has the port', async () => {
    const on = probe({ holders: () => Promise.resolve(['screen (process 7)']) }, 'EBUSY');
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
