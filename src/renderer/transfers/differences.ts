// The two texts of a file that a transfer asks about, for as long as the window knows where they come from and it is cheap to look: small
// texts only.

import type { TransferFacts, TransferId, UploadSource } from '../../ipc/transfers';
import { useAdder } from '../bridge/adder';
import { idOf } from '../devices/connected';
import { decodeText } from '../editor/text-file';
import type { TwoTexts } from '../dialogs/questions';
import { join, parentOf } from '../files/names';
import { t } from '../i18n';
import { liveBoard } from '../saved/theirs';

interface Origin {
  /** The folder of the board that a path of the question lies in. */
  readonly onBoard: (path: string) => string;
  readonly onComputer: (path: string) => Promise<Uint8Array> | undefined;
}

/** More is no text that somebody would read in a dialog. */
export const MAX_SHOWN_BYTES = 100_000;
/** So many transfers are remembered; a question comes soon after its transfer. */
const MOST = 100;

const origins = new Map<TransferId, Origin>();

function note(id: TransferId, origin: Origin): void {
  origins.set(id, origin);
  for (const old of origins.keys()) {
    if (origins.size <= MOST) break;
    origins.delete(old);
  }
}

export async function readLocal(folder: string, steps: readonly string[]): Promise<Uint8Array> {
  const adder = useAdder();
  const { file } = await adder.call('openFolderFile', folder, [...steps]);
  return adder.call('readLocalFile', file);
}

export function noteUpload(id: TransferId, folder: string, sources: readonly UploadSource[]): void {
  note(id, {
    onBoard: (path) => join(folder, path),
    onComputer(path) {
      const steps = path.split('/');
      for (const source of sources) {
        if (source.kind === 'bytes' && source.steps.join('/') === path)
          return Promise.resolve(source.bytes);
        if (source.kind === 'local' && source.steps.at(-1) === steps[0])
          return readLocal(source.folder, [...source.steps, ...steps.slice(1)]);
      }
      return undefined;
    },
  });
}

export function noteDownload(
  id: TransferId,
  paths: readonly string[],
  target: { readonly folder: string; readonly steps: readonly string[] },
): void {
  note(id, {
    onBoard(path) {
      const [first = ''] = path.split('/');
      const chosen = paths.find((one) => one.endsWith(`/${first}`)) ?? `/${first}`;
      return join(parentOf(chosen), path);
    },
    onComputer: (path) => readLocal(target.folder, [...target.steps, ...path.split('/')]),
  });
}

/** Reads both texts of a path, or gives a sentence about why they are not shown. Never stops a program. */
export async function differencesOf(
  { id, address }: TransferFacts,
  path: string,
): Promise<TwoTexts | string> {
  const origin = origins.get(id);
  const mine = await origin?.onComputer(path);
  if (!origin || mine === undefined || mine.length > MAX_SHOWN_BYTES)
    return t('conflicts.notShown');
  const adder = useAdder();
  const board = idOf(liveBoard(address));
  const there = origin.onBoard(path);
  const [fact] = await adder.call('lookAtBoardFiles', board, [{ path: there, size: mine.length }]);
  if (fact?.kind !== 'file' || fact.size > MAX_SHOWN_BYTES) return t('conflicts.notShown');
  return twoTexts(await adder.call('readBoardFile', board, there), mine);
}

export function twoTexts(before: Uint8Array, after: Uint8Array): TwoTexts | string {
  const [there, coming] = [before, after].map((bytes) =>
    bytes.length > MAX_SHOWN_BYTES ? undefined : decodeText(bytes),
  );
  if (!there || !coming) return t('conflicts.notShown');
  return { before: there.text, after: coming.text };
}
