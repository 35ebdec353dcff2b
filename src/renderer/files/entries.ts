// What a person does with the entries of a tree, alike on the board and on the computer. Each shows its own problems, and the list is read
// anew afterwards.

import type { Kind } from './naming';
import type { TreeNode } from './tree';

export interface Entries {
  /** Asks for a name. @returns the path of what was made */
  readonly create: (kind: Kind, folder: string) => Promise<string | undefined>;
  /** Asks for a name. @returns the new path */
  readonly rename: (node: TreeNode) => Promise<string | undefined>;
  /** Into another folder of the same tree; nothing there is replaced. */
  readonly move: (nodes: readonly TreeNode[], folder: string) => Promise<void>;
  /** Into the bin. */
  readonly remove: (nodes: readonly TreeNode[]) => Promise<void>;
}
