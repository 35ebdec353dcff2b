// The file commands: one path after the other, each announced as mpremote does.

import { AdderError, isAdderError } from '../../shared/errors';
import { BoardText, readAsText } from '../files/board-text';
import { explained } from '../files/file-failure';
import { whyNotOpened } from '../files/open-error';
import { boardPath, isOnBoard } from '../files/remote-path';
import type { FsOptions, Step } from '../grammar/steps';
import type { Context } from './context';
import { Copier } from './copy';
import { removeTree } from './remove';
import { printTree } from './tree';

type FsStep = Extract<Step, { kind: 'fs' }>;

export async function doFiles(context: Context, step: FsStep): Promise<void> {
  const { command, paths, options } = step;
  if (command === 'cp') await copyAll(context, paths, options);
  else
    await onEach(context, command, paths, options.verbose ?? command !== 'cat', (path) =>
      onPath(command, context, path, options),
    );
}

/** Does the same with each path of the board, and tells of it before. */
export async function onEach(
  { session, out, options }: Context,
  command: string,
  paths: readonly string[],
  verbose: boolean,
  work: (path: string) => Promise<void>,
): Promise<void> {
  await session.reach();
  for (const typed of paths) {
    const path = boardPath(typed);
    if (verbose && !options.json) await out.line(`${command} :${path}`);
    await explained(command, path, () => work(path));
  }
}

async function copyAll(
  context: Context,
  paths: readonly string[],
  options: FsOptions,
): Promise<void> {
  const sources = paths.slice(0, -1);
  const destination = paths.at(-1) ?? '';
  // As mpremote: a board comes first, also where it takes no part.
  if (paths.some(isOnBoard)) await context.session.reach();
  else await context.session.use(() => Promise.resolve());
  const copier = new Copier(context, destination, options, sources.length > 1);
  try {
    for (const source of sources) {
      const line = options.verbose === false ? undefined : `cp ${source} ${destination}`;
      await explained('cp', source, () => copier.copy(source, line));
    }
    await copier.finish();
  } finally {
    await copier.tell();
  }
}

function onPath(
  command: Exclude<FsStep['command'], 'cp'>,
  context: Context,
  path: string,
  options: FsOptions,
): Promise<void> {
  const { session } = context;
  switch (command) {
    case 'cat':
      return context.options.json ? tellContent(context, path) : print(context, path);
    case 'ls':
      return list(context, path);
    case 'mkdir':
      return session.use((board, operation) => board.files.makeFolder(path, operation));
    case 'rm':
      return options.recursive
        ? removeTree(context, path, options.verbose === true)
        : session.use((board, operation) => board.files.removeFile(path, operation));
    case 'rmdir':
      return session.use((board, operation) => board.files.removeFolder(path, operation));
    case 'touch':
      return session.use((board, operation) => board.files.touch(path, operation));
    case 'tree':
      return printTree(context, path, options);
  }
}

/** As it comes, as far as the board would take it for text. */
async function print({ session, out }: Context, path: string): Promise<void> {
  const text = new BoardText();
  const sink = {
    piece: (_: string, bytes: Uint8Array) => out.bytes(text.push(bytes)),
    end: () => out.bytes(text.end()),
  };
  try {
    await session.use((board, operation) => board.files.stream([path], sink, operation));
  } catch (error) {
    throw isAdderError(error, 'is-a-folder') ? await whyNotOpened(session, path, error) : error;
  }
  if (text.isBroken) await printOtherwise({ session, out }, path, text.length);
}

/** For programs: as text where it is some. */
async function tellContent({ session, out }: Context, path: string): Promise<void> {
  const bytes = await session.use((board, operation) => board.files.read(path, operation));
  await out.line(JSON.stringify({ path, ...contentJson(bytes) }));
}

export function contentJson(bytes: Uint8Array): { text: string } | { base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}

/** No UTF-8: most firmware refuses that, and says so; the rest prints the bytes, of which so many are printed. */
async function printOtherwise(
  { session, out }: Pick<Context, 'session' | 'out'>,
  path: string,
  printed: number,
): Promise<void> {
  const { stderr } = await session.use((board, operation) =>
    board.exec(readAsText(path), operation),
  );
  if (stderr !== '')
    throw new AdderError('board-file-error', {
      detail: `${path}: no text`,
      cause: new Error(stderr),
    });
  let skip = printed;
  const sink = {
    piece: (_: string, bytes: Uint8Array) => {
      const rest = bytes.subarray(skip);
      skip = Math.max(0, skip - bytes.length);
      return out.bytes(rest);
    },
    end: () => undefined,
  };
  await session.use((board, operation) => board.files.stream([path], sink, operation));
}

async function list({ session, out, options }: Context, path: string): Promise<void> {
  const entries = await session.use((board, operation) => board.files.list(path, operation));
  if (options.json) await out.line(JSON.stringify({ path, entries }));
  else
    for (const { name, kind, size } of entries)
      await out.line(`${String(size).padStart(12)} ${name}${kind === 'folder' ? '/' : ''}`);
}
