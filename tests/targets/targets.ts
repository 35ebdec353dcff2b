// Boards to run tests on: a real MicroPython with a real file system behind a real (pseudo) serial port, or on the
// stdin and stdout of a command. How they are made is told in serial_board.py and repl_shim.py.
//
// Each board's "/" is a littlefs image in a private folder. It is never a folder of this machine, since what is
// tested deletes files.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { micropythonBinary, pythonBinary, whyMissing } from './micropython';

export { micropythonBinary, whyMissing } from './micropython';

export interface BoardOptions {
  /** Bytes a second in each direction, such as 11520 for 115200 baud; no limit unless given. */
  rate?: number;
  /** How late each byte is. */
  latencyMs?: number;
  /** Unread bytes beyond so many are lost, as in a UART without flow control; none are unless given. */
  receiveBuffer?: number;
  /** 'refused': knows the request, can't do it; 'unknown': firmware from before raw paste. */
  rawPaste?: 'supported' | 'refused' | 'unknown';
  /** How many bytes of raw paste may be under way; 128 unless given. */
  window?: number;
  /** The size of the flash in blocks of 4096 bytes; 512 unless given. */
  flashBlocks?: number;
  /** Another board's flash to begin with; empty unless given. */
  flashFrom?: string;
  /** The board's RAM; MicroPython's own choice (2 MB) unless given. */
  heapKilobytes?: number;
  /** Once the host has said something, the heap cannot grow any more: a full one is full, as on a board. */
  fixedHeap?: boolean;
}

/** Bytes on a board's line. */
export interface ByteCounts {
  readonly toBoard: number;
  readonly toHost: number;
  /** Bytes that the receive buffer had no room for. */
  readonly lost: number;
}

export interface SerialBoard {
  /** The port: a link that stays the same over unplug() and plugIn(). */
  readonly path: string;
  /** The file that is its flash; whole when the board has been taken away. */
  readonly flash: string;
  /** What has passed since it was plugged in. */
  counts(): Promise<ByteCounts>;
  /** Takes the board away as if the cable was pulled; its flash stays. */
  unplug(): Promise<void>;
  /** Resolves when it has gone away by itself. */
  gone(): Promise<void>;
  /** Brings it back; it starts anew. */
  plugIn(): Promise<void>;
  /** Takes it away for good. */
  stop(): Promise<void>;
}

export interface SerialBoardOptions extends BoardOptions {
  /** What a reset does: start the board again (unless given), or take its port away, as native USB does; plugIn() brings it back. */
  onReset?: 'restart' | 'unplug';
}

export interface ProcessBoardOptions extends BoardOptions {
  /** What a reset does: start the board again, as on hardware (unless given), or end the process. */
  onReset?: 'restart' | 'exit';
}

/** Followed by the id of the process that made it. */
const PRIVATE_FOLDER = 'adder-board-';

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'; // EPERM: somebody else's, and running
  }
}

/** Test runners end their workers without a chance to clean up: the next board does it. */
function removeLeftOvers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PRIVATE_FOLDER}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || !hasEnded(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // another user's
    }
  }
}

function privateFolder(): string {
  removeLeftOvers();
  return mkdtempSync(join(tmpdir(), `${PRIVATE_FOLDER}${process.pid}-`));
}

function required(program: string | undefined): string {
  if (program === undefined) throw new Error(whyMissing());
  return program;
}

const FLASH = 'flash.img';

/** [program, ...arguments] of a board whose flash is in `folder`. */
function boardCommand(folder: string, end: string[], options: BoardOptions): string[] {
  if (options.flashFrom !== undefined) copyFileSync(options.flashFrom, join(folder, FLASH));
  const settings = {
    rate: options.rate,
    latency: options.latencyMs === undefined ? undefined : options.latencyMs / 1000,
    'receive-buffer': options.receiveBuffer,
    'raw-paste': options.rawPaste,
    window: options.window,
    blocks: options.flashBlocks,
    heap: options.heapKilobytes,
  };
  return [
    required(pythonBinary()),
    '-B', // leaves no compiled files in the checkout
    join(import.meta.dirname, 'serial_board.py'),
    ...end,
    ...['--micropython', required(micropythonBinary())],
    ...['--image', join(folder, FLASH)],
    ...(options.fixedHeap ? ['--fixed-heap'] : []),
    ...Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, String(value)],
    ),
  ];
}

interface Launched {
  readonly child: ChildProcess;
  /** What it says to who started it: lines of its own, not the board's. */
  readonly lines: Interface;
  readonly ask: () => void;
  /** Rejects when it ends, which is nobody's surprise. */
  readonly ended: Promise<never>;
}

/** Starts the program and waits until its port is there. */
async function launch([program = '', ...args]: string[]): Promise<Launched> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = once(child, 'close').then(() => {
    throw new Error(`the test board has ended: ${complaint}`);
  });
  ended.catch(() => undefined);
  const lines = createInterface(child.stdout);
  await Promise.race([once(lines, 'line'), ended]);
  return { child, lines, ended, ask: () => child.stdin.write('\n') };
}

async function countsOf({ lines, ask, ended }: Launched): Promise<ByteCounts> {
  const answer = once(lines, 'line') as Promise<[string]>;
  ask();
  const [line] = await Promise.race([answer, ended]);
  return JSON.parse(line) as ByteCounts;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
}

/** A board on a serial port of its own. */
export async function startSerialBoard(options: SerialBoardOptions = {}): Promise<SerialBoard> {
  const folder = privateFolder();
  const path = join(folder, 'tty');
  const once = options.onReset === 'unplug' ? ['--once'] : [];
  const command = boardCommand(folder, ['--link', path, '--watch-stdin', ...once], options);
  let board = await launch(command);
  return {
    path,
    flash: join(folder, FLASH),
    counts: () => countsOf(board),
    unplug: () => end(board.child),
    gone: () => board.ended.catch(() => undefined),
    plugIn: async () => {
      await end(board.child);
      board = await launch(command);
    },
    stop: async () => {
      await end(board.child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As a command line for a splitter that knows shell quotes. */
function commandLine(args: string[]): string {
  return args.map((arg) => (/^[\w./:=-]+$/.test(arg) ? arg : `"${arg}"`)).join(' ');
}

/**
 * The command line of a board that talks on its own stdin and stdout, best on a pty: with raw REPL, Ctrl-C and files,
 * each call with a flash of its own, which outlives the board's process but not this one. Resets happen inside: the process goes on, unless
 * `onReset` says otherwise.
 */
export function processBoardCommand(options: ProcessBoardOptions = {}): string {
  const once = options.onReset === 'exit' ? ['--once'] : [];
  return commandLine(boardCommand(privateFolder(), ['--stdio', ...once], options));
}

/**
 * The command line of Debian's MicroPython as it is, without a raw REPL: to see how that is told. Its "/" is a small
 * file system in memory.
 */
export function bareProcessCommand(): string {
  const safeRoot = join(import.meta.dirname, 'ram_root.py');
  return commandLine([required(micropythonBinary()), '-i', safeRoot]);
}
