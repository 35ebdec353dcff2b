// What the numbers were taken on and with: enough to know what they may be compared with, and nothing that names the machine.

import { execFileSync } from 'node:child_process';
import { arch, cpus, loadavg, release, totalmem } from 'node:os';
import { micropythonBinary } from '../tests/targets/targets';
import { plainEnvironment, SYSTEM_PYTHON } from './environment';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly system: string;
  readonly node: string;
  readonly python: string;
  readonly mpremote: string;
  readonly micropython: string;
  readonly commit: string;
}

export function machine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${arch()}`,
    node: process.versions.node,
    python: said(SYSTEM_PYTHON, ['--version']).replace('Python ', ''),
    mpremote: said(SYSTEM_PYTHON, ['-m', 'mpremote', 'version']).replace('mpremote ', ''),
    micropython: said(micropythonBinary() ?? '', [
      '-c',
      'import sys; print(sys.version.split("; MicroPython ")[1])',
    ]),
    commit: said('git', ['rev-parse', '--short', 'HEAD']),
  };
}

/** How busy the machine is: the average number of processes that wanted to run in the last minute. */
export function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}

function said(program: string, args: readonly string[]): string {
  try {
    const options = { env: plainEnvironment(), encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync(program, args, options).trim();
  } catch {
    return 'unknown';
  }
}
