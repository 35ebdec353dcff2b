// A tree of files of which only the opened folders are known. Whether it lies on a board or on the computer is its `list`'s
// business.

import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { FileKind } from '../../shared/board';
import { isAdderError, toAdderError, type AdderError } from '../../shared/errors';
import { join } from './names';
import { NOTHING, outermost, type Selection } from './selection';

export interface Entry {
  readonly name: string;
  readonly kind: FileKind;
  readonly size: number;
}

export interface TreeNode extends Entry {
  readonly path: string;
}

export interface FileTree {
  /** What is in the root, or nothing while that is not known. */
  readonly roots: ComputedRef<readonly TreeNode[] | undefined>;
  readonly expanded: ShallowRef<string[]>;
  readonly loading: ShallowRef<boolean>;
  readonly error: ShallowRef<AdderError | undefined>;
  readonly childrenOf: (node: Pick<TreeNode, 'kind' | 'path'>) => TreeNode[] | undefined;
  /** What is shown, from top to bottom. */
  readonly rows: ComputedRef<readonly TreeNode[]>;
  readonly selection: ShallowRef<Selection>;
  /** What is selected and shown, without what lies in a selected folder. */
  readonly selected: ComputedRef<readonly TreeNode[]>;
  /** Reads the root and every open folder anew. */
  readonly refresh: () => Promise<void>;
  readonly expand: (paths: string[]) => Promise<void>;
  /** Forgets everything: another board or folder. */
  readonly reset: () => void;
}

const GONE = ['file-not-found', 'not-a-folder', 'local-not-found'] as const;

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function sorted(folder: string, entries: readonly Entry[]): TreeNode[] {
  return entries
    .map((entry) => ({ ...entry, path: join(folder, entry.name) }))
    .sort((one, other) =>
      one.kind === other.kind
        ? order.compare(one.name, other.name)
        : one.kind === 'folder'
          ? -1
          : 1,
    );
}

function isGone(failure: unknown): boolean {
  return GONE.some((code) => isAdderError(failure, code));
}

export function makeTree(list: (folder: string) => Promise<readonly Entry[]>): FileTree {
  const known = shallowRef<ReadonlyMap<string, TreeNode[]>>(new Map());
  const expanded = shallowRef<string[]>([]);
  const loading = shallowRef(false);
  const error = shallowRef<AdderError>();
  const selection = shallowRef(NOTHING);
  let generation = 0;
  let newest = Promise.resolve();

  function shownIn(folder: string): TreeNode[] {
    return (known.value.get(folder) ?? []).flatMap((node) =>
      node.kind === 'folder' && expanded.value.includes(node.path)
        ? [node, ...shownIn(node.path)]
        : [node],
    );
  }
  const rows = computed(() => shownIn('/'));

  async function read(folders: readonly string[], keep: boolean): Promise<void> {
    const mine = keep ? generation : ++generation;
    loading.value = true;
    try {
      const found = new Map<string, TreeNode[]>();
      const gone = new Set<string>();
      for (const folder of folders) {
        try {
          found.set(folder, sorted(folder, await list(folder)));
        } catch (failure) {
          if (mine !== generation) return;
          if (folder !== '/') {
            gone.add(folder);
            expanded.value = expanded.value.filter((path) => path !== folder);
          }
          // An open folder that is gone is no error of the list.
          if (folder === '/' || !isGone(failure)) throw failure;
        }
        if (mine !== generation) return;
      }
      // What is closed may be another when it is opened, and is read then. What was opened meanwhile stays.
      const others = [...known.value].filter(([path]) => keep || expanded.value.includes(path));
      const next = [...others, ...found].filter(([path]) => !gone.has(path));
      known.value = new Map(next);
      error.value = undefined;
    } catch (failure) {
      error.value = toAdderError(failure);
    } finally {
      if (mine === generation) loading.value = false;
    }
  }

  /** One that begins meanwhile is waited for too: only what it finds counts. */
  async function refresh(): Promise<void> {
    let mine = (newest = read(['/', ...expanded.value], false));
    await mine;
    while (mine !== newest) await (mine = newest);
  }

  return {
    roots: computed(() => known.value.get('/')),
    expanded,
    loading,
    error,
    rows,
    selection,
    selected: computed(() =>
      outermost(rows.value.filter(({ path }) => selection.value.paths.has(path))),
    ),
    childrenOf: (node) => (node.kind === 'folder' ? (known.value.get(node.path) ?? []) : undefined),
    refresh,
    async expand(paths: string[]) {
      const fresh = paths.filter((path) => !expanded.value.includes(path));
      expanded.value = paths;
      const unread = fresh.filter((path) => !known.value.has(path));
      if (unread.length > 0) await read(unread, true);
    },
    reset() {
      generation++;
      known.value = new Map();
      expanded.value = [];
      selection.value = NOTHING;
      loading.value = false;
      error.value = undefined;
    },
  };
}
