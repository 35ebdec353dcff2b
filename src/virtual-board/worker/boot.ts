// One power cycle: a new interpreter with everything around it that a board has, ready to run boot.py. What outlives a reset
// (the wire, the pins, the folder) is handed in.

import type { InterpreterFile } from '../interpreter-file';
import { BoardFiles } from './files/board-files';
import { FileCalls } from './files/file-calls';
import { heapLimitImports } from './interpreter/heap-limit';
import type { CreateModule } from './interpreter/interpreter';
import { Interpreter } from './interpreter/interpreter';
import type { WasmMemory } from './interpreter/memory';
import { sandboxImports } from './interpreter/sandbox';
import { vmHookImports } from './interpreter/vm-hook';
import { Clock } from './machine/clock';
import type { Pins } from './machine/pins';
import { Runtime } from './runtime';
import { setUp } from './setup';
import { isStream } from './stdio/descriptors';
import { Stdio } from './stdio/stdio';
import type { BoardLink } from './wire/board-link';

export interface Hardware {
  readonly createModule: CreateModule;
  readonly module: InterpreterFile['module'];
  readonly link: BoardLink;
  readonly pins: Pins;
  readonly directory: string;
  readonly sizeBytes: number;
  /** Until the first reset. */
  readonly withoutBootFiles: boolean;
}

export interface RunningBoard {
  readonly interpreter: Interpreter;
  readonly runtime: Runtime;
  readonly stdio: Stdio;
  readonly files: BoardFiles;
}

export async function boot(hardware: Hardware): Promise<RunningBoard> {
  hardware.pins.reset();
  const files = new BoardFiles(hardware.directory, hardware.sizeBytes);
  const late: Late = {};
  const memory = (): WasmMemory => present(late.interpreter).memory;
  const clock = new Clock(() => present(late.runtime));
  const fileCalls = new FileCalls(memory, files);

  const interpreter = await Interpreter.create(hardware.createModule, hardware.module, (own) => ({
    ...sandboxImports(),
    ...vmHookImports(present(own['invoke_vi']), () => late.runtime),
    ...heapLimitImports(memory, own['emscripten_resize_heap']),
    ...rearming(late, {
      ...fileCalls.imports(),
      ...streamImports(() => present(late.stdio), fileCalls),
      mp_js_ticks_ms: () => clock.ticksMs(),
      __syscall_poll: (list: number, count: number) => {
        const ready = present(late.stdio).poll(list, count);
        clock.pollFound(ready > 0);
        return ready;
      },
    }),
  }));
  late.interpreter = interpreter;
  const runtime = (late.runtime = new Runtime(interpreter, hardware.link, hardware.pins));
  const stdio = (late.stdio = new Stdio(interpreter, runtime));
  interpreter.start();
  setUp(runtime, stdio, clock);
  fileCalls.started();
  runtime.arm();
  return { interpreter, runtime, stdio, files };
}

/** What the interpreter's imports use and what itself needs the interpreter. C calls nothing before all of it is there. */
interface Late {
  interpreter?: Interpreter;
  runtime?: Runtime;
  stdio?: Stdio;
}

function present<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('MicroPython was called before it was started');
  return part;
}

/** The calls that go to the console or to a file, by number. */
function streamImports(
  stdio: () => Stdio,
  files: FileCalls,
): Record<string, WebAssembly.ImportFunction> {
  return {
    fd_write: (stream: number, list: number, count: number, done: number) =>
      isStream(stream)
        ? stdio().write(stream, list, count, done)
        : files.write(stream, list, count, done),
    fd_read: (stream: number, list: number, count: number, done: number) =>
      isStream(stream)
        ? stdio().read(stream, list, count, done)
        : files.read(stream, list, count, done),
    fd_seek: (file: number, offset: bigint, whence: number, result: number) =>
      files.seek(file, offset, whence, result),
    fd_sync: (stream: number) => {
      if (isStream(stream)) stdio().flush();
      return 0;
    },
    fd_close: (stream: number) => (isStream(stream) ? 0 : files.close(stream)),
  };
}

/** Some of C's own work switches the hook into the interpreter's loop off; every call from C switches it on again. */
function rearming(
  late: Late,
  imports: Record<string, WebAssembly.ImportFunction>,
): Record<string, WebAssembly.ImportFunction> {
  return Object.fromEntries(
    Object.entries(imports).map(([name, original]) => [
      name,
      (...words: never[]): unknown => {
        const result = original(...words);
        late.runtime?.arm();
        return result;
      },
    ]),
  );
}
