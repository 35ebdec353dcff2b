// What can be done with an entry of a tree, or with the tree itself, as items of its menu.

import type { Component } from 'vue';

export interface FileAction {
  readonly id: string;
  readonly label: string;
  readonly icon: Component;
  readonly danger?: boolean;
  /** A key that does it too. */
  readonly key?: string;
  readonly run: () => unknown;
}
