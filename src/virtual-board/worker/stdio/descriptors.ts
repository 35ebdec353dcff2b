// The numbers by which C knows the streams of the console. C itself writes to 1: the REPL's echo, prompts, tracebacks. Python's
// `sys.stdin`, `sys.stdout` and their binary sides would use 0 to 2 as well; setup.ts gives each a number of its own, so
// that text and bytes can be told apart.

export const CONSOLE = { input: 0, output: 1, error: 2 } as const;

export const STREAM = {
  stdin: 100,
  stdout: 101,
  stderr: 102,
  stdinBytes: 110,
  stdoutBytes: 111,
} as const;

const ALL: ReadonlySet<number> = new Set([...Object.values(CONSOLE), ...Object.values(STREAM)]);
const TEXT_OUTPUTS: ReadonlySet<number> = new Set([STREAM.stdout, STREAM.stderr, CONSOLE.error]);
const INPUTS: ReadonlySet<number> = new Set([CONSOLE.input, STREAM.stdin, STREAM.stdinBytes]);

export function isStream(descriptor: number): boolean {
  return ALL.has(descriptor);
}

/** Line feeds become return and line feed, as on a serial console. C's own output has them already. */
export function isTextOutput(descriptor: number): boolean {
  return TEXT_OUTPUTS.has(descriptor);
}

export function isInput(descriptor: number): boolean {
  return INPUTS.has(descriptor);
}
