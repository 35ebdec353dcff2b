// rm and rmdir. The engine removes whatever it is told to; these two refuse what is not theirs.

import { AdderError, isAdderError } from '../../shared/errors';
import type { FileKind } from '../../shared/board';
import { CommandError } from '../command-error';
import { joinRemote } from '../files/remote-path';
import { boardErrorNumber, strerror } from '../files/strerror';
import type { Context } from './context';

/** `EINVAL`: what another file system is mounted on. */
const MOUNT_POINT = 22;

export async function removeFile(context: Context, path: string): Promise<void> {
  if ((await kindOf(context, path)) === 'folder')
    throw new AdderError('is-a-folder', { detail: path });
  await remove(context, path);
}

export async function removeFolder(context: Context, path: string): Promise<void> {
  if ((await kindOf(context, path)) === 'file')
    throw new AdderError('not-a-folder', { detail: path });
  await remove(context, path);
}

/** Depth first. `say` is for those who want to read along. */
export async function removeTree(context: Context, path: string, say: boolean): Promise<void> {
  await new TreeRemoval(context, say).remove(path, await kindOf(context, path));
}

class TreeRemoval {
  constructor(
    private readonly context: Context,
    private readonly say: boolean,
  ) {}

  async remove(path: string, kind: FileKind): Promise<void> {
    if (kind === 'file') {
      await remove(this.context, path);
      await this.tell(`removed: '${path}'`);
      return;
    }
    const entries = await this.context.session.use((board, operation) =>
      board.files.list(path, operation),
    );
    for (const entry of entries) await this.remove(joinRemote(path, entry.name), entry.kind);
    if (path !== '') await this.removeEmptied(path);
  }

  private async removeEmptied(path: string): Promise<void> {
    try {
      await remove(this.context, path);
    } catch (error) {
      const number = isAdderError(error) ? boardErrorNumber(error) : undefined;
      if (!isAdderError(error) || number === undefined) throw error;
      if (number !== MOUNT_POINT)
        throw new CommandError(`rm -r: cannot remove :${path} ${strerror(number)}`, error);
      await this.tell(`skipped: '${path}' (vfs mountpoint)`);
      return;
    }
    await this.tell(`removed directory: '${path}'`);
  }

  private async tell(line: string): Promise<void> {
    if (this.say) await this.context.out.line(line);
  }
}

async function kindOf({ session }: Context, path: string): Promise<FileKind> {
  const { kind } = await session.use((board, operation) => board.files.stat(path, operation));
  return kind;
}

function remove({ session }: Context, path: string): Promise<void> {
  return session.use((board, operation) => board.files.remove(path, operation));
}
