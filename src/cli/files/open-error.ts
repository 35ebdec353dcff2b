// What a board says when a folder is opened as a file. The engine knows that it is one and does not try; the words of the board
// depend on its file system, and those are what mpremote prints.

import { fileError } from '../../engine/protocol/os-error';
import { pythonString } from '../../engine/protocol/python-text';
import type { AdderError } from '../../shared/errors';
import type { Session } from '../session';

/** @param known the engine's own error, for a board that opens it */
export async function whyNotOpened(
  session: Session,
  path: string,
  known: AdderError,
): Promise<AdderError> {
  const { stderr } = await session.use((board, operation) =>
    board.exec(`open(${pythonString(path)},'rb').close()`, operation),
  );
  return stderr === '' ? known : fileError(stderr, path);
}
