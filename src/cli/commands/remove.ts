// rm -r: a folder with all that is in it. What a file system is mounted on is emptied and stays. What `mount` gives to the board is the computer's
// own folder and never touched: where mpremote has removed the files of it and stops at the first folder in it, this stops with the same words before.

import { posix } from 'node:path';
import { MOUNT_PLACE } from '../../engine/board/mount/board-mount';
import { isAdderError } from '../../shared/errors';
import { CommandError } from '../command-error';
import { boardErrorNumber, strerror } from '../files/strerror';
import type { Session } from '../session';
import type { Context } from './context';

const NOT_PERMITTED = `rm -r not permitted on ${MOUNT_PLACE} directory`;

const SAID = {
  file: (path: string) => `removed: '${path}'`,
  folder: (path: string) => `removed directory: '${path}'`,
  'mount-point': (path: string) => `skipped: '${path}' (vfs mountpoint)`,
} as const;

/** @param say for those who want to read along */
export async function removeTree(
  { session, out }: Context,
  path: string,
  say: boolean,
): Promise<void> {
  const root = await refuseMounted(session, path);
  let kept: string | undefined;
  let stays: string | undefined;
  try {
    await session.use((board, operation) =>
      board.files.removeTree(path, {
        ...operation,
        ...(root && { kept: posix.basename(MOUNT_PLACE) }),
        onRemoved: (removed, what) => {
          if (say) void out.line(SAID[what](removed));
        },
        onFailed: (failed, what) => {
          if (what === 'folder') stays = failed;
          if (what === 'kept') kept = failed;
        },
      }),
    );
  } catch (error) {
    if (kept !== undefined) throw new CommandError(NOT_PERMITTED);
    const number = isAdderError(error) ? boardErrorNumber(error) : undefined;
    if (!isAdderError(error) || stays === undefined || number === undefined) throw error;
    throw new CommandError(`rm -r: cannot remove :${stays} ${strerror(number)}`, error);
  }
}

/** Throws for the mounted folder and all below. Is it the root, where the mounted folder is listed, too? */
async function refuseMounted(session: Session, path: string): Promise<boolean> {
  const folder = await session.use(({ mounts }) => Promise.resolve(mounts.folder));
  if (folder === undefined) return false;
  const { workingFolder } = await session.use((board, operation) => board.files.volumes(operation));
  const absolute = posix.resolve(workingFolder, path);
  const isBelow = absolute.startsWith(`${MOUNT_PLACE}/`);
  if (!isBelow && absolute !== MOUNT_PLACE) return absolute === '/';
  const { kind } = await session.use((board, operation) => board.files.stat(path, operation));
  if (kind === 'folder') throw new CommandError(NOT_PERMITTED);
  return false;
}
