// What a person does with the entries of the folder that is open on the computer.

import type { FolderId } from '../../ipc/contract';
import type { MovedFile } from '../../ipc/entries';
import { AdderError } from '../../shared/errors';
import { useBin } from '../bin/bin';
import { useAdder } from '../bridge/adder';
import { useTabs } from '../tabs/tabs';
import { useComputerFiles } from './computer-files';
import { makeEntries, type Entries } from './entries';
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
    moveTo: async (root, from, to) => {
      noteMoved(await adder.call('moveLocalEntry', root, stepsOf(from), stepsOf(to)));
    },
    remove: (root, nodes) => useBin().deleteLocal(root, nodes).finally(files.refresh),
    refresh: files.refresh,
    show: (_, folder) => files.show(folder),
    open: (_, path) => files.open(path),
  });
}

/** An open file keeps its id, and is kept in the journal once more. */
function noteMoved(files: readonly MovedFile[]): void {
  const tabs = useTabs();
  for (const { file, name, over } of files) {
    for (const gone of over) tabs.displace({ kind: 'computer', file: gone });
    const origin = { kind: 'computer', file } as const;
    const tab = tabs.find(origin);
    if (tab) tabs.noteMoved(tab, origin, name);
  }
}
