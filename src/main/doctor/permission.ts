// How a port can be opened to this user on Linux, and doing it. Only two commands are ever run with an administrator's rights, both
// with arguments that were looked up and checked here; no shell sees them, and nothing of them comes from the window.
//
// A rule for udev is the better one: it works without a new login, as soon as the board is plugged in again. Where it cannot
// work, the user joins the group of the port.

import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { PortAccess } from '../../engine/transport/port-errors';
import type { FixOutcome } from '../../ipc/doctor';

/** Where the rule goes: before systemd's own 73-seat-late.rules, which gives the rights. */
export const RULE_FILE = '/etc/udev/rules.d/70-adder-boards.rules';
/** Groups that serial ports belong to and that are good for little else. Nobody is put into another one. */
const SERIAL_GROUPS: ReadonlySet<string> = new Set(['dialout', 'uucp', 'plugdev', 'serial', 'usb']);
/** What `useradd` makes of names; a name that begins with a dash would be an option. */
const USER_NAME = /^[a-z_][a-z0-9_.-]{0,31}\$?$/i;
/** A person may have to look for the password. */
const PATIENCE_MS = 5 * 60_000;
/** pkexec's own exit code: the question was left. */
const DISMISSED = 126;

/** What the plan is made from. */
export interface PermissionFacts {
  readonly access: PortAccess;
  /** The maker of what hangs at the port, where it hangs on USB. */
  readonly vendorId: number | undefined;
  /** The text of Adder's rule. */
  readonly rule: string;
  /** udev and a login manager that give the rights are there, and the rule is not there yet. */
  readonly canInstallRule: boolean;
  /** The programs that do it, where this computer has them. */
  readonly usermod: string | undefined;
  readonly tee: string | undefined;
}

export interface Fix {
  readonly kind: 'group' | 'rule';
  /** The program and its arguments. */
  readonly argv: readonly [string, ...string[]];
  /** For the program's standard input. */
  readonly input: string;
  /** The same for a terminal. */
  readonly command: string;
}

export function planFix(facts: PermissionFacts): Fix | undefined {
  const { access, vendorId, rule, tee, usermod } = facts;
  const { group, user } = access;
  if (facts.canInstallRule && tee !== undefined && vendorId !== undefined) {
    const line = ruleLine(rule, vendorId);
    if (line !== undefined)
      return {
        kind: 'rule',
        argv: [tee, RULE_FILE],
        input: rule,
        command: `echo '${line}' | sudo tee ${RULE_FILE}`,
      };
  }
  const mayJoin =
    group !== undefined &&
    SERIAL_GROUPS.has(group) &&
    access.groupId !== 0 &&
    access.groupMayUse &&
    !access.memberAtNextLogin &&
    USER_NAME.test(user);
  if (!mayJoin || usermod === undefined) return undefined;
  return {
    kind: 'group',
    argv: [usermod, '-aG', group, user],
    input: '',
    command: `sudo usermod -aG ${group} ${user}`,
  };
}

/** The line of the rule for the boards of a maker, if there is one. */
export function ruleLine(rule: string, vendorId: number): string | undefined {
  const id = vendorId.toString(16).padStart(4, '0');
  return rule.split('\n').find((line) => line.includes(`ATTRS{idVendor}=="${id}"`));
}

/** pkexec on this computer's PATH, if it has one. */
export async function findPkexec(path = process.env['PATH'] ?? ''): Promise<string | undefined> {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return findProgram(folders.map((folder) => join(folder, 'pkexec')));
}

/** The first of these that can be run. */
export async function findProgram(places: readonly string[]): Promise<string | undefined> {
  for (const place of places) {
    const runs = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return place;
  }
  return undefined;
}

/** Does it, once an administrator has agreed. Never rejects. */
export function runFix(
  { argv, input }: Pick<Fix, 'argv' | 'input'>,
  pkexec: string | undefined,
  signal: AbortSignal,
): Promise<FixOutcome> {
  if (pkexec === undefined) return Promise.resolve('missing');
  return new Promise((resolve) => {
    const child = spawn(pkexec, argv, {
      shell: false,
      stdio: ['pipe', 'ignore', 'ignore'],
      signal,
      timeout: PATIENCE_MS,
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ENOENT' ? 'missing' : 'failed');
    });
    child.once('close', (code) => {
      resolve(code === 0 ? 'done' : code === DISMISSED ? 'dismissed' : 'failed');
    });
    // A program that ends without reading says so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
