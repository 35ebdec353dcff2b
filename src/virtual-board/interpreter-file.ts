// Finds the MicroPython package on disk, checks that it is the very build whose insides the worker knows, and compiles
// it once for all boards of this process (a compiled module can be handed to any number of threads).

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AdderError } from '../shared/errors';
import { packageFolder } from './package-folder';
import { WASM_SHA256 } from './worker/interpreter/layout';

const PACKAGE = '@micropython/micropython-webassembly-pyscript';

export interface InterpreterFile {
  readonly module: WebAssembly.Module;
  /** URL of the JavaScript that comes with it. */
  readonly glueUrl: string;
}

let loading: Promise<InterpreterFile> | undefined;

export function loadInterpreterFile(): Promise<InterpreterFile> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined; // a repaired installation is found without a restart of the app
    throw cause;
  });
  return loading;
}

async function load(): Promise<InterpreterFile> {
  const folder = packageFolder(PACKAGE);
  const bytes = await readFile(join(folder, 'micropython.wasm'));
  checkBuild(bytes);
  return {
    module: await WebAssembly.compile(bytes),
    glueUrl: pathToFileURL(join(folder, 'micropython.mjs')).href,
  };
}

/** Another build has its variables at other addresses: writing to ours would only destroy it. */
export function checkBuild(bytes: Uint8Array): void {
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== WASM_SHA256)
    throw new AdderError('virtual-board-failed', {
      detail: `micropython.wasm has the sha256 ${hash}, Adder was built for ${WASM_SHA256}.`,
    });
}
