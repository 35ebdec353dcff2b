// A board over WebREPL for the app to connect to: the tests' server before a virtual board. Its sources are not plain TypeScript
// (the board's worker is built on the way), so that they are loaded as the unit tests load them.

import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { modulePath } from '../../../scripts/vite/module-path.mjs';
import type * as Virtual from '../../targets/webrepl/virtual';

const MODULE = resolve(import.meta.dirname, '../../targets/webrepl/virtual.ts');

/** @param directory becomes the board's "/" */
export async function startWebRepl(directory: string): Promise<Virtual.VirtualWebRepl> {
  const { module } = await runnerImport<typeof Virtual>(MODULE, {
    configFile: false,
    plugins: [modulePath()],
  });
  return module.startVirtualWebRepl(directory, { ring: Infinity });
}
