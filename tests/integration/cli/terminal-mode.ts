// What a terminal is set to, seen from outside, by the terminal that a process has for its stdin.

import { execFile } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The settings as stty lists them, a `-` before those that are off. */
export async function settings(pid: number): Promise<string[]> {
  const terminal = readlinkSync(`/proc/${String(pid)}/fd/0`);
  const { stdout } = await run('stty', ['-F', terminal, '-a']);
  return stdout.split(/[\s;]+/);
}

/** Resolves when each byte reaches the process as it is typed. No process tells that: the terminal is looked at until it is so. */
export async function isRaw(pid: number): Promise<void> {
  while (!(await settings(pid)).includes('-opost')) await delay(10);
}
