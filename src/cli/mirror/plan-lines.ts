// What a plan would do, for a person: a line for each file that changes, and one that counts. For programs: the same as JSON.

import { removesFirst, type Mirror } from '../../engine/board/mirror/mirror';

/** Lines of what is written; those of what is removed are always all there. */
const MOST_LINES = 20;

/** @param all every line, as for a dry run */
export function planLines(mirror: Mirror, remove: boolean, all: boolean): string[] {
  const lines = mirror.files.flatMap(({ file, change }) =>
    change === 'same' ? [] : [`${change === 'new' ? '+' : '~'} ${file.path}`],
  );
  const most = all ? lines.length : MOST_LINES;
  const shown = lines.slice(0, most);
  if (lines.length > most) shown.push(`  ... and ${String(lines.length - most)} more`);
  if (remove)
    for (const { path, kind } of mirror.extras)
      shown.push(`- ${kind === 'folder' ? `${path}/` : path}`);
  if (removesFirst(mirror, remove))
    shown.push('  what is removed goes first: the board has no room for both, or it is in the way');
  for (const path of mirror.otherVolumes)
    shown.push(`  ${path}/ is another file system and left alone`);
  return [...shown, summaryOf(mirror, remove)];
}

function summaryOf({ files, extras, destination }: Mirror, remove: boolean): string {
  const count = (wanted: string): string =>
    `${String(files.filter(({ change }) => change === wanted).length)} ${wanted}`;
  const extra = `${String(extras.length)} ${remove ? 'to remove' : 'only on the board'}`;
  return `:${destination} ${[count('new'), count('changed'), count('same'), extra].join(', ')}`;
}

export function planJson(mirror: Mirror, remove: boolean): string {
  const { destination, files, extras, conflicts, otherVolumes } = mirror;
  const of = (wanted: string): { path: string; size: number }[] =>
    files.flatMap(({ file: { path, size }, change }) =>
      change === wanted ? [{ path, size }] : [],
    );
  return JSON.stringify({
    destination,
    new: of('new'),
    changed: of('changed'),
    same: of('same').length,
    folders: mirror.folders,
    extra: extras,
    removes: remove,
    removesFirst: removesFirst(mirror, remove),
    conflicts: conflicts.map(({ path, there }) => ({ path, there })),
    otherFileSystems: otherVolumes,
  });
}
