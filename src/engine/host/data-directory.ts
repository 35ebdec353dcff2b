// Where Adder keeps what is its own on this computer: virtual boards, settings, logs; and where a person keeps what Adder reads. One
// answer for the app and the command. Knows nothing of what is inside.

import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** `ADDER_HOME`, or the place that the system has for a program's data. */
export function dataDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env['ADDER_HOME'];
  return chosen ? resolve(chosen) : envPaths('adder', { suffix: '' }).data;
}

/** For files that a person writes: `ADDER_HOME`, or the place that the system has for a program's configuration. */
export function configDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env['ADDER_HOME'];
  return chosen ? resolve(chosen) : envPaths('adder', { suffix: '' }).config;
}
