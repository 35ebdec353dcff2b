// After a comparison: the tab's text goes to the other place too, over the file that was compared and no other.

import { AdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { whenFree } from '../devices/busy';
import { idOf } from '../devices/connected';
import { encodeText } from '../editor/text-file';
import { useBoardFiles } from '../files/board-files';
import { useComputerFiles } from '../files/computer-files';
import { t } from '../i18n';
import { digestOf, type Digest } from '../saved/digest';
import { usePlaces } from '../saved/places';
import { liveBoard, type Place } from '../saved/theirs';
import { useAnnouncer } from '../status/announcer';
import { currentText } from '../tabs/documents';
import { useTabs, type Tab } from '../tabs/tabs';
import { textOf } from '../tabs/text';

/** @throws AdderError `local-changed`, `board-file-changed` and all that a save can end with */
export async function putThere(tab: Tab, place: Place, expected: Digest): Promise<void> {
  const { ends, mark, ...document } = useTabs().documentOf(tab.id);
  const bytes = encodeText({ text: textOf(currentText({ ends, mark, ...document })), ends, mark });
  if (place.kind === 'computer') await putOnComputer(place.file, bytes, expected);
  else await putOnBoard(tab, place, bytes, expected);
  const words = place.kind === 'board' ? 'editor.savedBoard' : 'editor.savedComputer';
  useAnnouncer().show(t(words, { name: visibleName(tab.name) }));
}

async function putOnComputer(file: string, bytes: Uint8Array, expected: Digest): Promise<void> {
  await useAdder().call('saveLocalFile', file, bytes, expected.sha256);
  usePlaces().noteLocal(file, { kind: 'file', ...(await digestOf(bytes)) });
  void useComputerFiles().refresh();
}

async function putOnBoard(
  tab: Tab,
  { address, path }: Place & { kind: 'board' },
  bytes: Uint8Array,
  digest: Digest,
): Promise<void> {
  const board = liveBoard(address);
  if (!board) throw new AdderError('link-closed');
  const expected = { ...digest, orMissing: true };
  await whenFree('save', board, async (interrupt) =>
    useAdder().call('saveBoardFile', idOf(board), path, bytes, interrupt, expected),
  );
  usePlaces().noteOnBoard(address, path, await digestOf(bytes));
  useTabs().noteUploaded(tab, path);
  void useBoardFiles().refresh(board);
}
