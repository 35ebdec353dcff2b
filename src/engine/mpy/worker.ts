// Entry of the thread that compiles. It runs mpy-cross once for each message; mpy-cross is made to run once and end, so each run is a fresh
// instance, of a module that is compiled once.

import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** What the other thread hands over. */
export interface WorkerData {
  readonly script: string;
  readonly wasm: Uint8Array;
}

export interface CompileRequest {
  readonly args: readonly string[];
  readonly source: Uint8Array;
}

export interface CompileAnswer {
  /** mpy-cross's exit code; undefined: it crashed. */
  readonly status: number | undefined;
  readonly mpy?: Uint8Array | undefined;
  /** What it printed about errors. */
  readonly lines: readonly string[];
}

/** What the package's script takes. */
interface Overrides {
  readonly arguments: readonly string[];
  readonly inputFileContents: Uint8Array;
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    received: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => Record<string, unknown>;
  readonly callback: (
    status: number,
    mpy: Uint8Array | undefined,
    out: string[],
    errors: string[],
  ) => void;
}

type MpyCross = (overrides: Overrides) => Promise<unknown> | undefined;

const { script, wasm } = workerData as WorkerData;
const mpyCross = createRequire(import.meta.url)(script) as MpyCross;
const module = new WebAssembly.Module(wasm);

async function compile({ args, source }: CompileRequest): Promise<CompileAnswer> {
  try {
    return await new Promise((resolve, reject) => {
      const started = mpyCross({
        arguments: args,
        inputFileContents: source,
        instantiateWasm: (imports, received) => {
          const instance = new WebAssembly.Instance(module, imports);
          received(instance, module);
          return instance.exports;
        },
        callback: (status, mpy, _out, lines) => resolve({ status, mpy, lines }),
      });
      started?.catch(reject);
    });
  } catch (error) {
    return { status: undefined, lines: [String(error)] };
  } finally {
    // Each run leaves two, which would hold its 16 MB for ever. This thread has no others.
    process.removeAllListeners('uncaughtException').removeAllListeners('unhandledRejection');
  }
}

parentPort?.on('message', (request: CompileRequest) => {
  void compile(request).then((answer) => parentPort?.postMessage(answer));
});
