// The command as it is shipped, built once from the sources of now and into a folder of the tests' own: `out/` belongs to
// whoever builds the app meanwhile.

import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { resolveConfig } from 'electron-vite';
import { build } from 'vite';
import { newestChange } from '../../../scripts/start/build.mjs';

export interface BuiltCommand {
  /** What `out` is elsewhere. */
  readonly folder: string;
  readonly adder: string;
  readonly demo: string;
}

const SOURCES = ['src', 'resources', 'scripts/vite', 'electron.vite.config.ts', 'package.json'];
const CACHE = resolve('node_modules/.cache/adder-command');
/** A builder that takes longer than this was killed, ms. */
const PATIENCE_MS = 120_000;
const OLD_MS = 24 * 60 * 60 * 1000;

/** Several test files ask at once, each in its own process: one builds, the others wait for it. */
export async function builtCommand(): Promise<BuiltCommand> {
  const changed = Math.max(...SOURCES.map((path) => newestChange(path)));
  const folder = join(CACHE, `build-${String(Math.floor(changed))}`);
  await mkdir(CACHE, { recursive: true });
  while (!existsSync(folder)) {
    const lock = `${folder}.lock`;
    if (!(await take(lock))) {
      await delay(100);
      continue;
    }
    try {
      if (!existsSync(folder)) await buildInto(folder);
    } finally {
      await rm(lock, { recursive: true, force: true });
    }
  }
  return {
    folder,
    adder: join(folder, 'cli', 'adder.cjs'),
    demo: join(folder, 'cli', 'demo.cjs'),
  };
}

async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    await removeOld(lock, PATIENCE_MS);
    return false;
  }
}

async function buildInto(folder: string): Promise<void> {
  for (const name of await readdir(CACHE)) await removeOld(join(CACHE, name), OLD_MS);
  const { config } = await resolveConfig({ logLevel: 'warn' }, 'build', 'production');
  const main = config?.main;
  if (!main?.build) throw new Error('electron.vite.config.ts has no main part');
  const unfinished = `${folder}.${String(process.pid)}`;
  await build({
    ...main,
    build: { ...main.build, outDir: unfinished, emptyOutDir: true },
  });
  await rename(unfinished, folder);
}

async function removeOld(path: string, ageMs: number): Promise<void> {
  const facts = await stat(path).catch(() => undefined);
  if (facts && facts.mtimeMs < Date.now() - ageMs) await rm(path, { recursive: true, force: true });
}
