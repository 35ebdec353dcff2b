// Whole commands, from the start of the process to its end: what a person or a script waits for.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildImage } from '../../src/engine/romfs/image';
import { romFiles } from '../../tests/targets/rom-board';
import { plainEnvironment, SYSTEM_PYTHON } from '../environment';
import { FILE_BYTES, SMALL_FILE_BYTES, SMALL_FILES } from '../payload';
import type { Result, Sample } from '../results';
import type { BoardBench } from '../rig';
import { inTurns } from '../statistics';
import { emptied, manyFilesBar } from './copies';

export type Tool = 'adder' | 'mpremote';

/** The command line behind `connect PORT`, as each tool's user types it. */
export async function command(
  bench: BoardBench,
  tool: Tool,
  args: readonly string[],
): Promise<Sample> {
  const [program = '', ...before] =
    tool === 'adder'
      ? [process.execPath, bench.rig.programs.adder, 'connect', bench.address]
      : [SYSTEM_PYTHON, '-m', 'mpremote', 'connect', bench.board.path];
  const env = plainEnvironment();
  return bench.counted(async () => {
    const start = performance.now();
    const child = spawn(program, [...before, ...args], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    const ms = performance.now() - start;
    if (code !== 0) throw new Error(`${tool} ${args.join(' ')} ended with ${code}`);
    return { ms };
  });
}

export async function execPass(bench: BoardBench): Promise<Result> {
  const args = ['exec', 'pass'];
  const pairs = await inTurns(
    bench.rig.turns('commands'),
    () => command(bench, 'adder', args),
    () => command(bench, 'mpremote', args),
  );
  return {
    name: 'exec pass, whole command',
    line: bench.line.name,
    ...pairs,
    bar: { kind: 'time', atMost: 0.8 },
  };
}

export async function copyMany(bench: BoardBench): Promise<Result> {
  const folder = 'many';
  const turn = async (tool: Tool, index: number): Promise<Sample> => {
    const files = await bench.rig.payloads.smallFiles(index);
    await command(bench, tool, ['exec', `import os\nos.mkdir('${folder}')`]);
    const sample = await command(bench, tool, ['cp', ...files, `:${folder}`]);
    await command(bench, tool, ['exec', emptied(folder)]);
    return sample;
  };
  const pairs = await inTurns(
    bench.rig.turns('copies'),
    (index) => turn('adder', index),
    (index) => turn('mpremote', index),
  );
  return {
    name: `cp of ${SMALL_FILES} files of 2 KB, whole command`,
    line: bench.line.name,
    ...pairs,
    payload: SMALL_FILES * SMALL_FILE_BYTES,
    rate: bench.line.rate,
    bar: manyFilesBar(bench.line),
  };
}

/** An image of 100 KB of source into a partition that a module of the board simulates. */
export async function deployImage(bench: BoardBench): Promise<Result> {
  const { rig } = bench;
  const roms = await romFiles(['object', 128 * 1024, 4096]);
  for (const [name, content] of Object.entries(roms)) {
    await writeFile(join(rig.folder, name), content);
    await command(bench, 'adder', ['cp', join(rig.folder, name), ':']);
  }
  const turn = async (tool: Tool, index: number): Promise<Sample> => {
    const bytes = await readFile(await rig.payloads.file('source', index));
    const image = join(rig.folder, `image-${index}.romfs`);
    await writeFile(image, buildImage([{ kind: 'file', name: 'source.py', bytes }]));
    return command(bench, tool, ['romfs', 'deploy', image]);
  };
  const pairs = await inTurns(
    rig.turns('copies'),
    (index) => turn('adder', index),
    (index) => turn('mpremote', index),
  );
  return {
    name: 'romfs deploy of 100 KB of Python source, whole command',
    line: bench.line.name,
    ...pairs,
    payload: FILE_BYTES,
    rate: bench.line.rate,
    bar: { kind: 'time', atMost: 0.8 },
  };
}
