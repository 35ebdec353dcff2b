// What a person does with the entries of a tree, alike on the board and on the computer. Each shows its own problems.

import { AdderError, type ErrorCode } from '../../shared/errors';
import { useProblems } from '../problems/problems';
import { movable, type Side } from './drag';
import { join, parentOf } from './names';
import { askNewName, askOtherName, type Kind } from './naming';
import type { TreeNode } from './tree';

export interface Entries {
  /** Asks for a name. @returns the path of what was made */
  readonly create: (kind: Kind, folder: string) => Promise<string | undefined>;
  /** Asks for a name. @returns the new path */
  readonly rename: (node: TreeNode) => Promise<string | undefined>;
  /** Into another folder of the same tree; nothing there is replaced. @returns those that lie there now */
  readonly move: (nodes: readonly TreeNode[], folder: string) => Promise<readonly TreeNode[]>;
  /** Into the bin. */
  readonly remove: (nodes: readonly TreeNode[]) => Promise<void>;
}

/** One tree: the board that is shown, or the folder that is open. */
export interface Verbs<Root> {
  readonly side: Side;
  /** Of a name that is there already. */
  readonly exists: ErrorCode;
  /** Of what a person does now, to its end. Throws where there is none. */
  readonly root: () => Root;
  readonly namesIn: (root: Root, folder: string) => Promise<readonly string[]>;
  /** To choose another name while one is asked for: without a question of its own, so perhaps not those of now. */
  readonly likelyNamesIn: (root: Root, folder: string) => Promise<readonly string[]>;
  readonly make: (root: Root, kind: Kind, path: string) => Promise<unknown>;
  /** Open tabs follow. */
  readonly moveTo: (root: Root, from: string, to: string) => Promise<unknown>;
  /** Also sees to it that the list is read anew. */
  readonly remove: (root: Root, nodes: readonly TreeNode[]) => Promise<unknown>;
  readonly refresh: (root: Root) => Promise<void>;
  /** Opens a folder of the list. */
  readonly show: (root: Root, folder: string) => Promise<void>;
  /** Opens a new file. */
  readonly open: (root: Root, path: string, name: string) => unknown;
}

export function makeEntries<Root>(verbs: Verbs<Root>): Entries {
  const problems = useProblems();

  /** The list is read anew, whatever has become of it. */
  async function change<Result>(
    root: Root,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    const result = await problems.guard(work);
    await verbs.refresh(root);
    return result;
  }

  const likelyNames = (root: Root, folder: string): Promise<readonly string[] | undefined> =>
    problems.guard(() => verbs.likelyNamesIn(root, folder));

  /** None of these is replaced. */
  async function needFree(root: Root, folder: string, wanted: readonly string[]): Promise<void> {
    const names = await verbs.namesIn(root, folder);
    const clash = wanted.find((name) => names.includes(name));
    if (clash !== undefined) throw new AdderError(verbs.exists, { detail: join(folder, clash) });
  }

  async function create(kind: Kind, folder: string): Promise<string | undefined> {
    const root = verbs.root();
    const taken = await likelyNames(root, folder);
    const name = taken && (await askNewName(verbs.side, kind, folder, taken));
    if (name === undefined) return undefined;
    const path = join(folder, name);
    const made = await change(root, async () => {
      await needFree(root, folder, [name]);
      await verbs.make(root, kind, path);
      return path;
    });
    if (made === undefined) return undefined;
    await verbs.show(root, folder);
    if (kind === 'file') await verbs.open(root, path, name);
    return made;
  }

  async function rename(node: TreeNode): Promise<string | undefined> {
    const root = verbs.root();
    const folder = parentOf(node.path);
    const taken = await likelyNames(root, folder);
    const name = taken && (await askOtherName(node.name, taken));
    if (name === undefined) return undefined;
    const path = join(folder, name);
    return change(root, async () => {
      await needFree(root, folder, [name]);
      await verbs.moveTo(root, node.path, path);
      return path;
    });
  }

  async function move(nodes: readonly TreeNode[], folder: string): Promise<readonly TreeNode[]> {
    const root = verbs.root();
    const wanted = movable(nodes, folder);
    const moved: TreeNode[] = [];
    if (wanted.length === 0) return nodes;
    await change(root, async () => {
      await needFree(
        root,
        folder,
        wanted.map(({ name }) => name),
      );
      for (const node of wanted) {
        await verbs.moveTo(root, node.path, join(folder, node.name));
        moved.push(node);
      }
    });
    await verbs.show(root, folder);
    const left = wanted.filter((node) => !moved.includes(node));
    return nodes.filter((node) => !left.includes(node));
  }

  async function remove(nodes: readonly TreeNode[]): Promise<void> {
    await problems.guard(() => verbs.remove(verbs.root(), nodes));
  }

  return { create, rename, move, remove };
}
