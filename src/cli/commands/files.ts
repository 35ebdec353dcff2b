// The file commands: one path after the other, each announced as mpremote does.

import { AdderError, isAdderError } from '../../shared/errors';
import { fileFailure } from '../files/file-failure';
import { boardPath } from '../files/remote-path';
import type { FsCommand, Step } from '../grammar/steps';
import type { Context } from './context';
import { Copier } from './copy';
import { removeFile, removeFolder, removeTree } from './remove';

type FsStep = Extract<Step, { kind: 'fs' }>;

export async function doFiles(context: Context, step: FsStep): Promise<void> {
  const { command } = step;
  if (command === 'cp') {
    await copyAll(context, step);
    return;
  }
  for (const typed of step.paths) {
    const path = boardPath(typed);
    if (isVerbose(step)) await context.out.line(`${command} :${path}`);
    await explained(command, path, () => onPath(command, context, path, step));
  }
}

async function copyAll(context: Context, step: FsStep): Promise<void> {
  const sources = step.paths.slice(0, -1);
  const destination = step.paths.at(-1) ?? '';
  const copier = new Copier(context, destination, step.options, sources.length > 1);
  for (const source of sources) {
    const line = isVerbose(step) ? `cp ${source} ${destination}` : undefined;
    await explained('cp', source, () => copier.copy(source, line));
  }
  await copier.finish();
}

/** cat prints a file and nothing else, unless it is asked to. */
function isVerbose({ command, options }: FsStep): boolean {
  return options.verbose ?? command !== 'cat';
}

async function explained(command: string, path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw fileFailure(command, path, error);
  }
}

function onPath(
  command: Exclude<FsCommand, 'cp'>,
  context: Context,
  path: string,
  { options }: FsStep,
): Promise<void> {
  switch (command) {
    case 'cat':
      return print(context, path);
    case 'ls':
      return list(context, path);
    case 'mkdir':
      return context.session.use((board, operation) => board.files.makeFolder(path, operation));
    case 'rm':
      return options.recursive
        ? removeTree(context, path, options.verbose === true)
        : removeFile(context, path);
    case 'rmdir':
      return removeFolder(context, path);
    case 'sha256sum':
      return printHash(context, path);
    case 'touch':
      return touch(context, path);
  }
}

async function print({ session, out }: Context, path: string): Promise<void> {
  await out.bytes(await session.use((board, operation) => board.files.read(path, operation)));
}

async function list({ session, out }: Context, path: string): Promise<void> {
  const entries = await session.use((board, operation) => board.files.list(path, operation));
  for (const { name, kind, size } of entries)
    await out.line(`${String(size).padStart(12)} ${name}${kind === 'folder' ? '/' : ''}`);
}

async function printHash({ session, out }: Context, path: string): Promise<void> {
  const hash = await session.use((board, operation) => board.files.hash(path, operation));
  if (hash === undefined)
    throw new AdderError('board-file-error', {
      detail: `${path}: the firmware of this board has no SHA-256`,
    });
  await out.line(hash);
}

async function touch({ session }: Context, path: string): Promise<void> {
  await session.use(async (board, operation) => {
    try {
      await board.files.stat(path, operation);
    } catch (error) {
      if (!isAdderError(error, 'file-not-found')) throw error;
      await board.files.write(path, new Uint8Array(), operation);
    }
  });
}
