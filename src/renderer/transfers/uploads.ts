// What can be sent: to the board what was dropped, entries of the computer's tree, and the text of a tab; to the computer entries of the
// board's tree. All of it only joins main's queue.

import { MAX_SOURCES, type UploadSource } from '../../ipc/transfers';
import { AdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { useBoard } from '../devices/board';
import { encodeText } from '../editor/text-file';
import { useComputerFiles } from '../files/computer-files';
import { join, stepsOf } from '../files/names';
import type { TreeNode } from '../files/tree';
import { useProblems } from '../problems/problems';
import { digestOf } from '../saved/digest';
import { usePlaces } from '../saved/places';
import { currentText } from '../tabs/documents';
import { useTabs, type Tab } from '../tabs/tabs';
import { textOf } from '../tabs/text';
import { noteDownload, noteUpload } from './differences';
import { bytesOf, inTurn, type Dropped } from './dropped';
import { useTransfers } from './transfers';

/** @throws AdderError `link-closed` when no board is there */
async function send(folder: string, sources: UploadSource[]): Promise<string> {
  const { live } = useBoard();
  if (!live) throw new AdderError('link-closed');
  const id = await useAdder().call('uploadEntries', live.board, folder, sources, false);
  noteUpload(id, folder, sources);
  return id;
}

async function sourceOf(dropped: Dropped): Promise<UploadSource> {
  const { kind, steps } = dropped;
  if (kind === 'folder') return { kind, steps: [...steps] };
  return { kind: 'bytes', steps: [...steps], bytes: await bytesOf(dropped.file) };
}

const afterTheLast = inTurn();

/** Must be called while the drop is being handled. */
export function uploadDropped(data: DataTransfer, folder: string): Promise<void> {
  return afterTheLast(data, (found) => sendDropped(found, folder));
}

async function sendDropped(found: readonly Dropped[], folder: string): Promise<void> {
  if (found.length > MAX_SOURCES) throw new AdderError('too-many-files');
  const sources: UploadSource[] = [];
  for (const one of found) sources.push(await sourceOf(one));
  if (sources.length > 0) await send(folder, sources);
}

/** Entries of the folder that is open on the computer. @returns whether they are on their way */
export async function uploadEntries(nodes: readonly TreeNode[], folder: string): Promise<boolean> {
  const { folder: open } = useComputerFiles();
  if (!open || nodes.length === 0) return false;
  const id = await useProblems().guard(() =>
    send(
      folder,
      nodes.map(({ path }) => ({ kind: 'local', folder: open.folder, steps: stepsOf(path) })),
    ),
  );
  return id !== undefined;
}

/**
 * Entries of the board that is shown, into a folder of the one that is open on the computer.
 *
 * @param folder without one, or with no folder open, a dialog asks where
 * @returns whether they are on their way
 */
export async function downloadEntries(
  nodes: readonly TreeNode[],
  folder: string | undefined,
): Promise<boolean> {
  const { live } = useBoard();
  const { folder: open } = useComputerFiles();
  if (!live || nodes.length === 0) return false;
  const paths = nodes.map(({ path }) => path);
  const target =
    open && folder !== undefined ? { folder: open.folder, steps: stepsOf(folder) } : null;
  const id = await useProblems().guard(() =>
    useAdder().call('downloadEntries', live.board, paths, target, false),
  );
  if (id === undefined || id === null) return false;
  if (target) noteDownload(id, paths, target);
  return true;
}

/** The text of a tab as it is now, saved or not. */
export async function uploadTab(tab: Tab, folder = '/'): Promise<void> {
  const document = useTabs().documentOf(tab.id);
  const bytes = encodeText({
    text: textOf(currentText(document)),
    ends: document.ends,
    mark: document.mark,
  });
  const path = join(folder, tab.name);
  await useProblems().guard(async () => {
    const id = await send(folder, [{ kind: 'bytes', steps: [tab.name], bytes }]);
    useTransfers().onDone(id, ({ address, kept }) => {
      if (kept === 0) void noteUploaded(tab, address, path, bytes);
    });
  });
}

/** The tab knows from now on where it lies on the board. */
async function noteUploaded(
  tab: Tab,
  address: string,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  usePlaces().noteOnBoard(address, path, await digestOf(bytes));
  if (useTabs().tabs.includes(tab)) useTabs().noteUploaded(tab, path);
}
