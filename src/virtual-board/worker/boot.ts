// One power cycle: a new interpreter with everything around it that a board has, ready to run boot.py. What outlives a reset
// (the wire, the pins, the folder) is handed in.

import type { InterpreterFile } from '../interpreter-file';
import { BoardFiles } from './files/board-files';
import { FileCalls } from './files/file-calls';
import { heapLimitImports } from './interpreter/heap-limit';
import type { CreateModule } from './interpreter/interpreter';
import { Interpreter } from './interpreter/interpreter';
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
  // C calls nothing before `start`, so all of these are there when they are first needed.
  let interpreter!: Interpreter;
  let runtime: Runtime | undefined;
  let stdio!: Stdio;
  const clock = new Clock(() => runtime ?? fail());
  const fileCalls = new FileCalls(() => interpreter.memory, files);

  interpreter = await Interpreter.create(hardware.createModule, hardware.module, (own) => ({
    ...sandboxImports(),
    ...vmHookImports(own['invoke_vi'] ?? fail(), () => runtime),
    ...heapLimitImports(() => interpreter.memory, own['emscripten_resize_heap']),
    ...rearming(() => runtime, {
      ...fileCalls.imports(),
      ...streamImports(() => stdio, fileCalls),
      mp_js_ticks_ms: () => clock.ticksMs(),
      __syscall_poll: (list: number, count: number) => {
        const ready = stdio.poll(list, count);
        clock.pollFound(ready > 0);
        return ready;
      },
    }),
  }));
  runtime = new Runtime(interpreter, hardware.link, hardware.pins);
  stdio = new Stdio(interpreter, runtime);
  interpreter.start();
  setUp(runtime, stdio, clock);
  fileCalls.started();
  runtime.arm();
  return { interpreter, runtime, stdio, files };
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
  runtime: () => Runtime | undefined,
  imports: Record<string, WebAssembly.ImportFunction>,
): Record<string, WebAssembly.ImportFunction> {
  return Object.fromEntries(
    Object.entries(imports).map(([name, original]) => [
      name,
      (...words: never[]): unknown => {
        const result = original(...words);
        runtime()?.arm();
        return result;
      },
    ]),
  );
}

function fail(): never {
  throw new Error('MicroPython was called before it was started');
}
