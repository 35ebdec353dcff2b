// Which compiler makes .mpy files of which version: MicroPython's own mpy-cross, as WebAssembly from npm. Its byte code of version 6
// loads on every MicroPython since 1.19; machine code would have to be of the board's very sub-version, and this
// mpy-cross is the one of 1.19 (6.0) and, for version 5, the one of 1.12 and newer.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../virtual-board';
import { MPY_ARCHITECTURES, readBoardMpy } from './header';

interface Compiler {
  readonly package: string;
  /** Its script and, with another ending, its WebAssembly. */
  readonly file: string;
}

const COMPILERS: Readonly<Record<number, Compiler>> = {
  5: { package: '@pybricks/mpy-cross-v5', file: 'build/mpy-cross' },
  6: { package: '@pybricks/mpy-cross-v6', file: 'build/mpy-cross-v6' },
};

/** What is compiled for when nobody says otherwise: byte code for MicroPython 1.19 and newer. */
export const DEFAULT_TARGET = 6;

const VERSION_5_CACHES = 1;
const VERSION_5_UNICODE = 2;
/** So large that a module of half a megabyte is compiled; the WebAssembly has 16 MB for everything. */
const HEAP = '8m';

export interface CompilerFiles {
  readonly script: string;
  readonly wasm: Uint8Array;
}

/** Is there a compiler for a board with this number (`sys.implementation._mpy`)? */
export function canCompileFor(target: number): boolean {
  return Object.hasOwn(COMPILERS, readBoardMpy(target).version);
}

/** Undefined where no compiler fits. */
export async function compilerFiles(target: number): Promise<CompilerFiles | undefined> {
  const compiler = COMPILERS[readBoardMpy(target).version];
  if (!compiler) return undefined;
  const path = join(packageFolder(compiler.package), compiler.file);
  return { script: `${path}.js`, wasm: await readFile(`${path}.wasm`) };
}

/** Arguments for mpy-cross, but for the names. */
export function compilerArguments(target: number, optimize: number): string[] {
  const { version, subVersion, architecture } = readBoardMpy(target);
  const named = version === 6 ? subVersion === 0 : target > 0xff;
  const machine = named ? MPY_ARCHITECTURES[architecture] : undefined;
  const caches = version === 5 && (subVersion & VERSION_5_CACHES) !== 0;
  const noUnicode = version === 5 && target > 0xff && (subVersion & VERSION_5_UNICODE) === 0;
  return [
    ...(optimize > 0 ? [`-O${String(optimize)}`] : []),
    ...(machine ? [`-march=${machine}`] : []),
    ...(caches ? ['-mcache-lookup-bc'] : []),
    ...(noUnicode ? ['-mno-unicode'] : []),
    ...['-X', `heapsize=${HEAP}`],
  ];
}
