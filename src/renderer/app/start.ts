// What happens by itself when the window opens: the tabs and the folder of the last time, or a program to run at the first one, and
// a board.

import { useDevices } from '../devices/devices';
import { connectFirst } from '../devices/first-board';
import { useComputerFiles } from '../files/computer-files';
import { useWatchingFiles } from '../saved/following';
import { FIRST_EXAMPLE } from '../tabs/examples';
import { useOpening } from '../tabs/opening';
import { useKeeping } from '../tabs/keeping';

export function useStart(): void {
  useWatchingFiles();
  const { restore } = useKeeping();
  const { openExample } = useOpening();
  void restore().then((wasHere) => {
    if (!wasHere) openExample(FIRST_EXAMPLE.name, FIRST_EXAMPLE.source);
  });
  void connectFirst();
  void useDevices().refresh();
  void useComputerFiles().restore();
}
