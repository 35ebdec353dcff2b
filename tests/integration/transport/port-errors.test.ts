// Why a port does not open, from the system itself: device files with rights of their own, opened by a user who is not root, and
// lines that another program holds.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { AdderError } from '../../../src/shared/errors';
import { expectCode } from './compliance';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const WHY_NOT = ' (making device files and giving up rights needs root, on Linux)';
const NOBODY = 65_534;
/** Numbers that Linux keeps for experiments: no driver stands behind them. */
const NO_DRIVER = ['63', '255'];
const HOLD = [
  'import fcntl, os, sys, termios',
  'line = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)',
  'fcntl.ioctl(line, termios.TIOCEXCL)',
  'print("held", flush=True)',
  'sys.stdin.read()',
].join('\n');

function port(path: string) {
  return createTransport(path, { dataDirectory: '', holder: 'a test' });
}

/** A device file that only root and a group may use. */
function deviceFile(mode: number, groupId: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'adder-device-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  chmodSync(folder, 0o755);
  const path = join(folder, 'ttyTEST');
  execFileSync('mknod', [path, 'c', ...NO_DRIVER]);
  chownSync(path, 0, groupId);
  chmodSync(path, mode);
  return path;
}

/** Does something without root's rights. */
async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  const { getgroups, setgroups, setegid, seteuid } = process;
  const groups = getgroups?.() ?? [];
  setgroups?.([]);
  setegid?.(NOBODY);
  seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    seteuid?.(0);
    setegid?.(0);
    setgroups?.(groups);
  }
}

/** A group of this computer that is not root's. */
function someGroup(): { name: string; id: number } {
  const [, name = '', id = ''] =
    /^(dialout|uucp|tty|games):[^:]*:(\d+):/m.exec(readFileSync('/etc/group', 'utf8')) ?? [];
  return { name, id: Number(id) };
}

function denied(path: string): Promise<AdderError> {
  return asNobody(() => expectCode(port(path).open(), 'port-denied'));
}

describe.runIf(isRoot)(`a port that its user may not open${isRoot ? '' : WHY_NOT}`, () => {
  it('is told with the group of its device file, and with the command', async () => {
    const group = someGroup();
    const path = deviceFile(0o660, group.id);
    const user = await asNobody(() => Promise.resolve(userInfo().username));
    expect((await denied(path)).detail).toBe(
      `${path} belongs to the group "${group.name}". In a terminal: sudo usermod -aG ${group.name} ${user}`,
    );
  });

  it('that belongs to a group without a name is told with its number', async () => {
    expect((await denied(deviceFile(0o660, 54_321))).detail).toContain('group number 54321');
  });

  it.each([
    ['root alone', 0o600, 20],
    ['the group of root', 0o660, 0],
  ])('that belongs to %s is told with the udev rule', async (_, mode, groupId) => {
    const { detail } = await denied(deviceFile(mode, groupId));
    expect(detail).toContain('udev rule');
    expect(detail).not.toContain('usermod');
  });
});

describe.runIf(isRoot)(`a device file${isRoot ? '' : WHY_NOT}`, () => {
  it('without a device behind it is no port', async () => {
    const error = await expectCode(port(deviceFile(0o660, 0)).open(), 'port-not-found');
    expect(error.detail).toContain('no device is behind it');
  });
});

describe.runIf(isRoot)(`a line that is held with TIOCEXCL${isRoot ? '' : WHY_NOT}`, () => {
  it('is busy, and who holds it is named', async () => {
    const peer = join(import.meta.dirname, 'peer.py');
    const rights = { uid: NOBODY, gid: NOBODY };
    const board = spawn('python3', [peer, 'echo', '--pty'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...rights,
    });
    const path = String(((await once(board.stdout, 'data')) as [Buffer])[0]).trim();
    const other = spawn('python3', ['-c', HOLD, path], {
      stdio: ['pipe', 'pipe', 'inherit'],
      ...rights,
    });
    await once(other.stdout, 'data');
    const error = await asNobody(() => expectCode(port(path).open(), 'port-busy'));
    expect(error.detail).toMatch(new RegExp(`held by .*\\(process ${String(other.pid)}\\)`));
    const ended = [once(board, 'exit'), once(other, 'exit')];
    other.stdin.end();
    board.kill('SIGKILL');
    await Promise.all(ended);
  });
});
