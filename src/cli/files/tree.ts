// Which folders to make and which files to copy, for a folder with all that is in it; the same for folders of the board and
// of the computer.

/** One side of a copy: the board or the computer. */
export interface Side {
  join(base: string, ...names: readonly string[]): string;
  /** Rejects with the side's own errors. */
  list(path: string): Promise<readonly Entry[]>;
}

export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

export interface Plan {
  /** Below the destination, as names; each after the one it lies in. */
  readonly folders: readonly (readonly string[])[];
  readonly files: readonly PlannedFile[];
}

export interface PlannedFile {
  /** Below the destination, as names. */
  readonly to: readonly string[];
  readonly from: string;
}

/**
 * @param folder the folder to copy
 * @param into names that stand before all others: the folder's own name when it is copied into another one
 */
export async function planTree(side: Side, folder: string, into: readonly string[]): Promise<Plan> {
  const folders: (readonly string[])[] = into.length > 0 ? [into] : [];
  const files: PlannedFile[] = [];
  const walk = async (from: string, to: readonly string[]): Promise<void> => {
    for (const { name, isFolder } of await side.list(from)) {
      const inner = side.join(from, name);
      const below = [...to, name];
      if (isFolder) {
        folders.push(below);
        await walk(inner, below);
      } else files.push({ to: below, from: inner });
    }
  };
  await walk(folder, into);
  files.sort((a, b) => compareNames(a.to, b.to));
  return { folders, files };
}

/** Names of paths, one after the other. */
export function compareNames(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((name, index) => name !== b[index]);
  return at < 0 ? a.length - b.length : byCodePoints(a[at] ?? '', b[at] ?? '');
}

/** As Python compares text. */
export function byCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
