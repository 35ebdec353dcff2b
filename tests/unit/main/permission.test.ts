// What Adder would have an administrator do, and that nothing else can be made of it.

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  findPkexec,
  planFix,
  RULE_FILE,
  runFix,
  type PermissionFacts,
} from '../../../src/main/doctor/permission';

const RULE = readFileSync('resources/udev/70-adder-boards.rules', 'utf8');
const ACCESS = {
  group: 'dialout',
  groupId: 20,
  groupMayUse: true,
  user: 'ada',
  memberAtNextLogin: false,
};
const FACTS: PermissionFacts = {
  access: ACCESS,
  vendorId: 0x2e8a,
  rule: RULE,
  canInstallRule: false,
  usermod: '/usr/sbin/usermod',
  tee: '/usr/bin/tee',
};

describe('the way to be allowed to use a port', () => {
  it('is its group, with nothing but checked words', () => {
    expect(planFix(FACTS)).toEqual({
      kind: 'group',
      argv: ['/usr/sbin/usermod', '-aG', 'dialout', 'ada'],
      input: '',
      command: 'sudo usermod -aG dialout ada',
    });
  });

  it.each([
    ['a group that opens more than serial ports', { group: 'disk' }],
    ['a group that gives an administrator’s rights', { group: 'sudo' }],
    ['the group of root', { groupId: 0 }],
    ['a group that may not use it', { groupMayUse: false }],
    ['a group without a name', { group: undefined }],
    ['a user who is in the group already', { memberAtNextLogin: true }],
    ['a user whose name is an option', { user: '-rm' }],
    ['a user whose name is a command', { user: 'ada;reboot' }],
    ['a user without a name', { user: '' }],
  ])('is none for %s', (_, access) => {
    expect(planFix({ ...FACTS, access: { ...ACCESS, ...access } })).toBeUndefined();
  });

  it('is the rule where one works, for boards that it knows', () => {
    const plan = planFix({ ...FACTS, canInstallRule: true });
    expect(plan).toMatchObject({ kind: 'rule', argv: ['/usr/bin/tee', RULE_FILE], input: RULE });
    expect(plan?.command).toBe(
      `echo 'SUBSYSTEMS=="usb", ATTRS{idVendor}=="2e8a", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"' | sudo tee ${RULE_FILE}`,
    );
    expect(planFix({ ...FACTS, canInstallRule: true, vendorId: 0x1234 })?.kind).toBe('group');
    expect(planFix({ ...FACTS, canInstallRule: true, vendorId: undefined })?.kind).toBe('group');
  });
});

describe('asking for an administrator', () => {
  function fake(script: string): { pkexec: string; folder: string } {
    const folder = mkdtempSync(join(tmpdir(), 'adder-pkexec-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const pkexec = join(folder, 'pkexec');
    writeFileSync(pkexec, `#!/bin/sh\n${script}\n`);
    chmodSync(pkexec, 0o755);
    return { pkexec, folder };
  }
  const signal = (): AbortSignal => new AbortController().signal;
  const fix = { argv: ['/usr/bin/tee', 'a b; c'], input: 'the rule\n' } as const;

  it('gives the words as they are, and the text on standard input', async () => {
    const { pkexec, folder } = fake(`printf '%s\\n' "$@" > "$0.args"; cat > "$0.input"`);
    expect(await runFix(fix, pkexec, signal())).toBe('done');
    expect(readFileSync(join(folder, 'pkexec.args'), 'utf8')).toBe('/usr/bin/tee\na b; c\n');
    expect(readFileSync(join(folder, 'pkexec.input'), 'utf8')).toBe('the rule\n');
  });

  it.each([
    ['exit 126', 'dismissed'],
    ['exit 127', 'failed'],
    ['exit 1', 'failed'],
  ] as const)('%s is %s', async (script, outcome) => {
    expect(await runFix(fix, fake(script).pkexec, signal())).toBe(outcome);
  });

  it('without pkexec is missing, and ends when the app does', async () => {
    expect(await runFix(fix, undefined, signal())).toBe('missing');
    expect(await runFix(fix, '/nonexistent/pkexec', signal())).toBe('missing');
    const end = new AbortController();
    const asked = runFix(fix, fake('exec sleep 60').pkexec, end.signal);
    end.abort();
    expect(await asked).toBe('failed');
  });

  it('finds pkexec on PATH only', async () => {
    const { pkexec, folder } = fake('exit 0');
    expect(await findPkexec(`relative:${folder}`)).toBe(pkexec);
    expect(await findPkexec('')).toBeUndefined();
  });
});
