// mpy: compiles Python files of the computer to .mpy files, without a board.

import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { localError } from '../../engine/host/local-error';
import { makeFolders } from '../../engine/host/make-folders';
import { MpyCompiler } from '../../engine/mpy/compiler';
import { AdderError, isAdderError } from '../../shared/errors';
import { CommandError } from '../command-error';
import type { MpyStep } from '../grammar/steps';
import type { Context } from './context';

interface Job {
  readonly source: string;
  readonly output: string;
}

export async function compileFiles(context: Context, step: MpyStep): Promise<void> {
  const { out, session, options } = context;
  const jobs = await plan(step);
  const compiler = new MpyCompiler();
  const done: object[] = [];
  try {
    for (const { source, output } of jobs) {
      const bytes = await read(source);
      // Tracebacks on a board have slashes.
      const mpy = await compiler.compile(bytes, source.split(sep).join('/'), {
        signal: session.signal,
        target: step.abi,
        optimize: step.optimize,
      });
      done.push({ source, output, bytes: mpy.length });
      if (!options.json)
        await out.line(`Writing ${String(mpy.length)} bytes to output file ${output}`);
      await write(output, mpy);
    }
  } finally {
    await compiler.close();
  }
  if (options.json) await out.line(JSON.stringify(done));
}

/** Which file becomes which: beside itself, or where -o says, which is a folder for anything but one file. */
async function plan({ files, output, recursive }: MpyStep): Promise<Job[]> {
  const jobs: Job[] = [];
  let isFolder = files.length > 1 || (output !== undefined && (await namesFolder(output)));
  for (const path of files) {
    const facts = await stat(path).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    if (facts.isDirectory() && !recursive)
      throw new CommandError(
        `mpy: -r not specified; omitting directory '${path}'`,
        new AdderError('local-failed', { detail: path }),
      );
    isFolder ||= facts.isDirectory();
    const base = facts.isDirectory() ? path : dirname(path);
    for (const source of facts.isDirectory() ? await sourcesIn(path) : [path]) {
      const beside = join(dirname(source), compiledName(source));
      const inside = output === undefined ? beside : join(output, relative(base, beside));
      jobs.push({ source, output: output !== undefined && !isFolder ? output : inside });
    }
  }
  const itself = jobs.find((job) => relative(job.source, job.output) === '');
  if (itself) throw new CommandError(`mpy: '${itself.source}' would be written over itself`);
  return jobs;
}

async function namesFolder(output: string): Promise<boolean> {
  if (output.endsWith('/') || output.endsWith(sep)) return true;
  const facts = await stat(output).catch(() => undefined);
  return facts?.isDirectory() === true;
}

/** All .py files in a folder and below it, sorted. Links to folders are not followed. */
async function sourcesIn(folder: string): Promise<string[]> {
  const sources: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sources.push(...(await sourcesIn(path)));
    else if (entry.name.endsWith('.py')) sources.push(path);
  }
  return sources;
}

function compiledName(source: string): string {
  return `${basename(source).replace(/\.py$/, '')}.mpy`;
}

async function read(source: string): Promise<Uint8Array> {
  try {
    return await readFile(source);
  } catch (error) {
    throw unreadable(source, error);
  }
}

async function write(output: string, bytes: Uint8Array): Promise<void> {
  try {
    await makeFolders(dirname(output));
    await writeFile(output, bytes);
  } catch (error) {
    throw localError(error, output);
  }
}

function unreadable(path: string, error: unknown): unknown {
  if (isAdderError(error)) return error;
  return new CommandError(`could not read file '${path}'`, localError(error, path));
}
