// Up is to the board, down is to the computer.

import { ArrowDownToLine, ArrowUpToLine, Trash2, Undo2 } from '@lucide/vue';
import type { Component } from 'vue';
import type { TransferFacts } from '../../ipc/transfers';

export const DIRECTION_ICONS: Readonly<Record<TransferFacts['direction'], Component>> = {
  upload: ArrowUpToLine,
  download: ArrowDownToLine,
  delete: Trash2,
  restore: Undo2,
};
