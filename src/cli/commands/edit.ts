// edit: files of the board in the editor of the person, $EDITOR, and back when that ends well. What was edited is never lost: a file
// that cannot be sent stays where the editor left it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { safeName } from '../../engine/board/files/safe-name';
import { AdderError, isAdderError, toAdderError } from '../../shared/errors';
import { CommandError } from '../command-error';
import { explained, fileFailure } from '../files/file-failure';
import { ProgressBar } from '../files/progress-bar';
import { remoteName } from '../files/remote-path';
import { withoutInterrupts } from '../signals';
import type { Context } from './context';

export async function editFiles(context: Context, files: readonly string[]): Promise<void> {
  await context.session.use(() => Promise.resolve()); // as mpremote: a board comes first
  const editor = process.env['EDITOR'] ?? '';
  if (editor === '') throw new CommandError('edit: $EDITOR not set');
  for (const file of files) await editFile(context, editor, file.replace(/^:+/, ''));
}

async function editFile(context: Context, editor: string, path: string): Promise<void> {
  await context.out.line(`edit :${path}`);
  if (['', '.', '..'].includes(remoteName(path)))
    throw fileFailure('edit', path, new AdderError('is-a-folder', { detail: path }));
  const content = await explained('edit', path, () => download(context, path));
  const name = forShell(safeName(remoteName(path)));
  const folder = await mkdtemp(join(tmpdir(), 'adder-edit-'));
  const copy = join(folder, name);
  let edited = false;
  try {
    await explained('edit', path, () => writeFile(copy, content));
    edited = await endsWell(editor, copy);
    if (!edited) return;
    await upload(context, path, copy);
    edited = false;
  } finally {
    if (!edited) await rm(folder, { recursive: true, force: true });
  }
}

/** On Windows its name is part of what the shell reads. */
function forShell(name: string): string {
  return process.platform === 'win32' ? name.replace(/[^\w.-]/g, '_') : name;
}

/** A file that is not there yet is made. */
async function download({ session, out }: Context, path: string): Promise<Uint8Array> {
  const bar = new ProgressBar(out);
  try {
    return await session.use(async (board, operation) => {
      try {
        return await board.files.read(path, { ...operation, onProgress: bar.show });
      } catch (error) {
        if (!isAdderError(error, 'file-not-found')) throw error;
        await board.files.write(path, new Uint8Array(), operation);
        return new Uint8Array();
      }
    });
  } finally {
    bar.clear();
  }
}

async function upload({ session, out }: Context, path: string, copy: string): Promise<void> {
  const bar = new ProgressBar(out);
  try {
    const content = await readFile(copy);
    await session.use((board, operation) =>
      board.files.write(path, content, { ...operation, onProgress: bar.show }),
    );
  } catch (error) {
    const failure = fileFailure('edit', path, error);
    const why = failure instanceof Error ? failure.message : String(failure);
    throw new CommandError(`${why}\nYour text is kept in ${copy}`, toAdderError(error));
  } finally {
    bar.clear();
  }
}

/**
 * True: the editor has ended with 0. As in mpremote the system's shell reads $EDITOR, which may be any line that it understands, and tells of
 * one that is not there; the name of the file, which comes from outside, it never reads.
 */
async function endsWell(editor: string, file: string): Promise<boolean> {
  return withoutInterrupts(async () => {
    const child =
      process.platform === 'win32'
        ? spawn(`${editor} "${file}"`, { stdio: 'inherit', shell: true })
        : // The shell, too, leaves Ctrl-C to the editor.
          spawn('/bin/sh', ['-c', `trap : INT; ${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0;
  });
}
