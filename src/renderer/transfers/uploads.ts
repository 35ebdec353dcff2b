// What can be uploaded, as items of the queue: what was dropped, files and folders of the computer's tree, and a tab.

import { useAdder } from '../bridge/adder';
import { useComputerFiles } from '../files/computer-files';
import { join, stepsOf } from '../files/names';
import type { TreeNode } from '../files/tree';
import { encodeText } from '../editor/text-file';
import { useProblems } from '../problems/problems';
import { currentText, textOf } from '../tabs/documents';
import { useTabs, type Tab } from '../tabs/tabs';
import { takeDropped, type Dropped } from './dropped';
import { useTransfers, type Upload } from './transfers';

/** What a drag of the computer's tree carries: a node. */
export const COMPUTER_DRAG = 'application/x-adder-computer';

function fromDropped(folder: string, dropped: Dropped): Upload {
  const path = dropped.steps.reduce(join, folder);
  const name = dropped.steps.at(-1) ?? '';
  if (dropped.kind === 'folder') return { path, source: { kind: 'folder', name } };
  const { file } = dropped;
  const read = async (): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
  return { path, source: { kind: 'file', name, size: file.size, read } };
}

/** Must be called while the drop is being handled. */
export async function uploadDropped(data: DataTransfer, folder: string): Promise<void> {
  const dropped = takeDropped(data);
  await useProblems().guard(async () => {
    const uploads = (await dropped).map((one) => fromDropped(folder, one));
    useTransfers().upload(uploads);
  });
}

type Picked = Pick<TreeNode, 'path' | 'name' | 'kind' | 'size'>;

export async function uploadFromComputer(node: Picked, folder: string): Promise<void> {
  await useProblems().guard(async () => {
    useTransfers().upload(await collect(node, folder));
  });
}

async function collect(node: Picked, folder: string): Promise<Upload[]> {
  const computer = useComputerFiles();
  const path = join(folder, node.name);
  if (node.kind === 'file')
    return [
      {
        path,
        source: {
          kind: 'file',
          name: node.name,
          size: node.size,
          read: () => computer.read(node.path),
        },
      },
    ];
  const uploads: Upload[] = [{ path, source: { kind: 'folder', name: node.name } }];
  if (!computer.folder) return uploads;
  const { folder: id } = computer.folder;
  for (const entry of await useAdder().call('listFolder', id, stepsOf(node.path)))
    uploads.push(...(await collect({ ...entry, path: join(node.path, entry.name) }, path)));
  return uploads;
}

/** The text of a tab as it is now, saved or not. */
export function uploadTab(tab: Tab, folder = '/'): void {
  const document = useTabs().documentOf(tab.id);
  const bytes = encodeText({
    text: textOf(currentText(document)),
    ends: document.ends,
    mark: document.mark,
  });
  useTransfers().upload([
    {
      path: join(folder, tab.name),
      source: {
        kind: 'file',
        name: tab.name,
        size: bytes.length,
        read: () => Promise.resolve(bytes),
      },
    },
  ]);
}
