// One command line, done twice: by stock mpremote and by adder, each with a board and a computer of its own that begin equal.
// What comes of it is compared as bytes: stdout and stderr of a pipe, the exit code, and what changed on the board and on the
// computer. Adder is called through a link named `mpremote`, so that nothing but the name of the port has to be made equal.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mpremotePath, SYSTEM_PYTHON } from '../../../scripts/setup/mpremote.mjs';
import { whyNoMpremote } from '../../targets/mpremote';
import { startSerialBoard } from '../../targets/targets';
import { builtCommand } from '../cli/build';
import type { Case } from './case';
import { changesOf, treeOfBoard, treeOfFolder, type Changes, type Tree } from './trees';
import { makeBoardSeed, makeComputerSeed } from './seed';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly board: Changes;
  readonly computer: Changes;
}

/** Another mpremote than Debian's stable one: folders for PYTHONPATH. */
const OTHER_MPREMOTE = process.env['ADDER_DIFFERENTIAL_MPREMOTE'];

/** Records what a newer mpremote does for the cases that the installed one is too old for. */
export const RECORDS = OTHER_MPREMOTE !== undefined;

/** Why there is no mpremote to compare with, or ''. */
export function whyNothingToCompare(): string {
  return whyNoMpremote(OTHER_MPREMOTE);
}

/** What the lines of a table need besides. */
export interface Surroundings {
  /** Files of the computer, by path. */
  readonly computer?: Readonly<Record<string, string>>;
  /** What of its folder is no file of text: links, rights, times. */
  readonly arrange?: (folder: string) => void;
  /** Something that runs as long as the lines. */
  readonly start?: () => Promise<Service>;
  /** Paths of the board that are Adder's own, and not compared. */
  readonly isOwn?: (path: string) => boolean;
}

export interface Service {
  /** Words that stand for something else in lines and in what is printed, such as an address. */
  readonly words: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

type Tool = 'adder' | 'mpremote';

/** A line that takes longer hangs, ms. */
const PATIENCE_MS = 25_000;
/** What stands for the port in lines and in what is printed. */
export const PORT = 'PORT';

export class Rig {
  private constructor(
    private readonly folder: string,
    private readonly adder: string,
    private readonly flash: string,
    private readonly boardBefore: Tree,
    private readonly computerBefore: Tree,
    private readonly service: Service,
    private readonly isOwn: (path: string) => boolean,
  ) {}

  static async start({
    computer: more = {},
    arrange,
    start,
    isOwn = () => false,
  }: Surroundings): Promise<Rig> {
    const folder = mkdtempSync(join(tmpdir(), 'adder-differential-'));
    const adder = join(folder, 'mpremote');
    symlinkSync((await builtCommand()).adder, adder);
    const computer = join(folder, 'computer');
    makeComputerSeed(computer, more);
    arrange?.(computer);
    const board = await startSerialBoard();
    const flash = join(folder, 'flash.img');
    try {
      await makeBoardSeed(board.path);
      const tree = await treeOfBoard(board.path);
      await board.unplug();
      copyFileSync(board.flash, flash);
      const service = (await start?.()) ?? { words: {}, stop: () => Promise.resolve() };
      return new Rig(folder, adder, flash, tree, treeOfFolder(computer), service, isOwn);
    } finally {
      await board.stop();
    }
  }

  async stop(): Promise<void> {
    await this.service.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async run(tool: Tool, { words, withoutBoard, env = {} }: Case): Promise<Outcome> {
    const computer = mkdtempSync(join(this.folder, `${tool}-`));
    const work = join(computer, 'work');
    const asIs = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true };
    cpSync(join(this.folder, 'computer'), work, asIs);
    const board = await startSerialBoard({ flashFrom: this.flash });
    try {
      const before = withoutBoard ? [] : ['connect', PORT];
      const meant = Object.entries({ [PORT]: board.path, ...this.service.words });
      const args = [...before, ...words].map((word) =>
        meant.reduce((text, [name, value]) => text.replaceAll(name, value), word),
      );
      const { stdout, stderr, code } = await this.spawn(tool, args, computer, work, env);
      const plain = (text: string): string =>
        meant.reduce((all, [name, value]) => all.replaceAll(value, name), text);
      return {
        stdout: plain(stdout),
        stderr: plain(stderr),
        code,
        board: without(this.isOwn, changesOf(this.boardBefore, await treeOfBoard(board.path))),
        computer: changesOf(this.computerBefore, treeOfFolder(work)),
      };
    } finally {
      await board.stop();
      rmSync(computer, { recursive: true, force: true });
    }
  }

  private async spawn(
    tool: Tool,
    args: readonly string[],
    home: string,
    cwd: string,
    env: NodeJS.ProcessEnv,
  ): Promise<Pick<Outcome, 'stdout' | 'stderr' | 'code'>> {
    const [program, ...first] =
      tool === 'adder' ? [process.execPath, this.adder] : [SYSTEM_PYTHON, '-m', 'mpremote'];
    const child = spawn(program, [...first, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
      env: {
        PATH: process.env['PATH'],
        LC_ALL: 'C.UTF-8',
        TZ: 'UTC',
        HOME: home,
        ADDER_HOME: join(home, 'adder'),
        PYTHONPATH: OTHER_MPREMOTE ?? mpremotePath(),
        PYTHONDONTWRITEBYTECODE: '1',
        ...env,
      },
    });
    const read = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on('data', (part: Buffer) => read.stdout.push(part));
    child.stderr.on('data', (part: Buffer) => read.stderr.push(part));
    const [code] = (await once(child, 'close')) as [number | null];
    // Every byte is a character of its own, also where it is no UTF-8.
    const text = (parts: Buffer[]): string => readable(Buffer.concat(parts));
    return { stdout: text(read.stdout), stderr: text(read.stderr), code };
  }
}

function without(isOwn: (path: string) => boolean, changes: Changes): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([path]) => !isOwn(path)));
}

/** UTF-8 as text where it is that, so that a difference can be read; else a character for every byte. */
function readable(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : `bytes: ${bytes.toString('latin1')}`;
}
