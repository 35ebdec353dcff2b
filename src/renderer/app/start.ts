// What happens by itself when the window opens: the virtual board, a program to run, and the folder of the last time.

import { useBoard, VIRTUAL_BOARD } from '../devices/board';
import { useDevices } from '../devices/devices';
import { useComputerFiles } from '../files/computer-files';
import { FIRST_EXAMPLE } from '../tabs/examples';
import { useOpening } from '../tabs/opening';
import { useTabs } from '../tabs/tabs';

export function useStart(): void {
  if (useTabs().tabs.length === 0)
    useOpening().openExample(FIRST_EXAMPLE.name, FIRST_EXAMPLE.source);
  void useBoard().connect(VIRTUAL_BOARD);
  void useDevices().refresh();
  void useComputerFiles().restore();
}
