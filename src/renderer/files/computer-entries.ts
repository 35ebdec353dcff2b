// What a person does with the entries of the folder that is open on the computer.

import type { FolderId } from '../../ipc/contract';
import { AdderError } from '../../shared/errors';
import { useBin } from '../bin/bin';
import { useAdder } from '../bridge/adder';
import { useTabs } from '../tabs/tabs';
import { useComputerFiles } from './computer-files';
import { makeEntries, type Entries, type Moved } from './entries';
import { stepsOf } from './names';

export function useComputerEntries(): Entries {
  const adder = useAdder();
  const files = useComputerFiles();

  const namesIn = async (root: FolderId, folder: string): Promise<string[]> =>
    (await adder.call('listFolder', root, stepsOf(folder))).map(({ name }) => name);

  return makeEntries<FolderId>({
    side: 'computer',
    exists: 'local-exists',
    root() {
      if (!files.folder) throw new AdderError('local-not-found');
      return files.folder.folder;
    },
    namesIn,
    likelyNamesIn: namesIn,
    make: (root, kind, path) =>
      adder.call(kind === 'folder' ? 'makeLocalFolder' : 'makeLocalFile', root, stepsOf(path)),
    moveTo: (root, from, to) => adder.call('moveLocalEntry', root, stepsOf(from), stepsOf(to)),
    noteMoved,
    remove: (root, nodes) => useBin().deleteLocal(root, nodes).finally(files.refresh),
    refresh: files.refresh,
    show: (_, folder) => files.show(folder),
    open: (_, path) => files.open(path),
  });
}

/** An open file keeps its id. Which of them lie in a folder only main knows, so that all are kept in the journal once more. */
async function noteMoved(folder: FolderId, moved: readonly Moved[]): Promise<void> {
  const renamed = new Map<string, string>();
  for (const { node, path } of moved) {
    if (node.kind !== 'file' || path.endsWith(`/${node.name}`)) continue;
    const { file, name } = await useAdder().call('openFolderFile', folder, stepsOf(path));
    renamed.set(file, name);
  }
  const tabs = useTabs();
  for (const tab of tabs.tabs) {
    const { origin, name } = tab;
    if (origin.kind === 'computer') tabs.noteMoved(tab, origin, renamed.get(origin.file) ?? name);
  }
}
