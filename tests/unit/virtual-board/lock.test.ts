// The lock of a virtual board whose holder was killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { BoardLock } from '../../../src/virtual-board/lock';

it.skipIf(process.platform !== 'linux')(
  'is free when its holder is dead, although nobody has asked for its end yet',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adder-lock-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // A child of a program that never asks how it ended: a zombie as long as that one lives.
    const parent = spawn('/bin/sh', ['-c', 'cat <&3 >&2 & echo $!; exec sleep 1000'], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    onTestFinished(() => void parent.kill('SIGKILL'));
    if (!parent.stdout) throw new Error('no output');
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    const facts = (of: number | undefined): string =>
      readFileSync(`/proc/${String(of)}/stat`, 'latin1');
    await expect.poll(() => facts(parent.pid), { timeout: 20_000 }).toContain('(sleep)');
    parent.stdio[3]?.destroy();
    await expect.poll(() => facts(pid), { timeout: 20_000 }).toMatch(/\) Z /);
    const board = join(folder, 'board');
    writeFileSync(`${board}.lock`, JSON.stringify({ pid, holder: 'the dead', token: 'x' }));
    const lock = await BoardLock.take(board, 'a test');
    await lock.release();
    writeFileSync(
      `${board}.lock`,
      JSON.stringify({ pid: parent.pid, holder: 'the living', token: 'x' }),
    );
    await expect(BoardLock.take(board, 'a test')).rejects.toMatchObject({ code: 'board-in-use' });
  },
  60_000,
);
