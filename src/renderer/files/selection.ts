// Which entries of a tree are selected, in the way of file managers: a press selects one, with Ctrl one more or one less, with Shift
// all from the anchor to there. Values only; what is shown is said as an order of paths.

export interface Selection {
  readonly paths: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | undefined;
}

export const NOTHING: Selection = { paths: new Set(), anchor: undefined };

export function only(path: string): Selection {
  return { paths: new Set([path]), anchor: path };
}

export function toggled({ paths }: Selection, path: string): Selection {
  const next = new Set(paths);
  if (!next.delete(path)) next.add(path);
  return { paths: next, anchor: path };
}

/** All from the anchor to this path, and nothing else. Without an anchor that is shown: this path alone. */
export function extended({ anchor }: Selection, order: readonly string[], path: string): Selection {
  const [from, to] = [anchor === undefined ? -1 : order.indexOf(anchor), order.indexOf(path)];
  if (from < 0 || to < 0) return only(path);
  return { paths: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor };
}

export function everything(order: readonly string[]): Selection {
  return { paths: new Set(order), anchor: order[0] };
}

/** Without those that lie in a folder of them: what is done to a folder is done to all that is in it. */
export function outermost<Item extends { readonly path: string }>(items: readonly Item[]): Item[] {
  const paths = new Set(items.map(({ path }) => path));
  return items.filter(({ path }) => !foldersOf(path).some((folder) => paths.has(folder)));
}

function foldersOf(path: string): string[] {
  const steps = path.split('/').slice(1, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
}
