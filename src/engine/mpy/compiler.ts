// Compiles Python to .mpy files, in a thread of its own: a hostile or huge source can neither stop the rest nor outlive its deadline. The
// thread starts with the first file and serves all that follow. Which mpy-cross that is, compilers.ts knows.

import { Worker } from 'node:worker_threads';
import { AdderError } from '../../shared/errors';
import { onAbort, throwIfAborted } from '../board/abort';
import { compilerArguments, compilerFiles, DEFAULT_TARGET } from './compilers';
import { loadsOn, readBoardMpy, readMpyHeader } from './header';
import { compileError } from './compile-error';
import type { CompileAnswer, CompileRequest, WorkerData } from './worker';
import workerFile from './worker?modulePath';

/** How a source is compiled. */
export interface CompileOptions {
  /** Ends it: it rejects with `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** `sys.implementation._mpy` of the board; 6 (byte code for MicroPython 1.19 and newer) unless given. */
  readonly target?: number;
  /** mpy-cross's -O: 0 to 3; 1 leaves assertions out, 3 line numbers too. */
  readonly optimize?: number;
}

/** A module that large fits no board, bytes. */
const MAX_SOURCE = 1024 * 1024;
/** One file takes milliseconds; a megabyte less than two seconds, ms. */
const COMPILE_MS = 30_000;
/** What its traceback calls a source that cannot be parsed. */
const INPUT = 'source.py';
const OUTPUT = 'compiled.mpy';
/** Of the firmware's names (`MICROPY_QSTR_BYTES_IN_LEN`), bytes. */
const MAX_NAME = 255;

/** Compiles sources one after the other, in the order of the calls. */
export class MpyCompiler {
  private thread: { readonly version: number; readonly worker: Worker } | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /**
   * The .mpy file of a source. Rejects with `compile-failed` (its detail has the file, the line and the compiler's own words), `no-compiler`,
   * `file-too-large`, `aborted`.
   *
   * @param name stands in the file, for tracebacks
   */
  compile(source: Uint8Array, name: string, options: CompileOptions = {}): Promise<Uint8Array> {
    const compiled = this.last.then(() => this.compileNext(source, name, options));
    this.last = compiled.catch(() => undefined);
    return compiled;
  }

  /** Ends the thread; a file that is being compiled is `aborted`. */
  async close(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    await thread?.worker.terminate();
  }

  private async compileNext(
    source: Uint8Array,
    name: string,
    { signal, target = DEFAULT_TARGET, optimize = 0 }: CompileOptions,
  ): Promise<Uint8Array> {
    throwIfAborted(signal);
    if (source.length > MAX_SOURCE) throw new AdderError('file-too-large', { detail: name });
    const worker = await this.worker(target);
    throwIfAborted(signal);
    const embedded = Buffer.byteLength(name) <= MAX_NAME ? name : (name.split('/').at(-1) ?? '');
    const args = [...compilerArguments(target, optimize), '-s', embedded, '-o', OUTPUT, INPUT];
    const { status, mpy, lines } = await this.ask(worker, { args, source }, name, signal);
    if (status !== 0 || !mpy) throw compileError(lines, name);
    const header = readMpyHeader(mpy);
    const asked = readBoardMpy(target);
    const board = target > 0xff || !header ? asked : { ...asked, subVersion: header.subVersion };
    if (!header || !loadsOn(header, board))
      throw new AdderError('compile-failed', { detail: `${name}: the result fits no such board` });
    return mpy;
  }

  private async worker(target: number): Promise<Worker> {
    const { version } = readBoardMpy(target);
    if (this.thread?.version === version) return this.thread.worker;
    await this.close();
    const workerData: WorkerData | undefined = await compilerFiles(target);
    if (!workerData)
      throw new AdderError('no-compiler', { detail: `They are of version ${String(version)}.` });
    const worker = new Worker(workerFile, { workerData, name: 'mpy-cross' });
    worker.unref();
    this.thread = { version, worker };
    return worker;
  }

  private async ask(
    worker: Worker,
    request: CompileRequest,
    name: string,
    signal: AbortSignal | undefined,
  ): Promise<CompileAnswer> {
    worker.ref();
    let done: () => void = () => undefined;
    try {
      return await new Promise((resolve, reject) => {
        const failed = (why: string): void =>
          reject(new AdderError('compile-failed', { detail: `${name}: ${why}` }));
        const timer = setTimeout(() => failed('the compiler found no end'), COMPILE_MS);
        const stopListening = onAbort(signal, () => reject(new AdderError('aborted')));
        const ended = (): void => reject(new AdderError('aborted', { detail: name }));
        const crashed = (error: Error): void => failed(error.message);
        worker.once('message', resolve).once('error', crashed).once('exit', ended);
        done = () => {
          clearTimeout(timer);
          stopListening();
          worker.off('message', resolve).off('error', crashed).off('exit', ended);
        };
        worker.postMessage(request);
      });
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      done();
      worker.unref();
    }
  }
}
