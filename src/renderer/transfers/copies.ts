// What is dropped from the desktop onto the computer's tree is copied into its folder. What is there already and the same stays; what is different is
// asked about once, before the first file goes.

import { MAX_PLACES, type CopiedPlace, type Landed } from '../../ipc/entries';
import { AdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useQuestions } from '../dialogs/questions';
import { useComputerFiles } from '../files/computer-files';
import { join, stepsOf } from '../files/names';
import { everything } from '../files/selection';
import { t } from '../i18n';
import { digestOf } from '../saved/digest';
import { useAnnouncer } from '../status/announcer';
import { MAX_SHOWN_BYTES, readLocal, twoTexts } from './differences';
import { bytesOf, checkSize, inTurn, type Dropped } from './dropped';
import { namesText, outcomeParts } from './queue-view';
import { replaceQuestion } from './replace-question';

/** A folder of a picked folder. */
interface Target {
  readonly picked: string;
  readonly folder: string;
}

/** A dropped file, and what lies in its place. */
interface Coming {
  readonly file: File;
  /** Below the target, by which a person is asked for it. */
  readonly path: string;
  /** Below the picked folder. */
  readonly steps: string[];
  readonly there: Landed;
}

interface Outcome {
  readonly files: { readonly done: number; readonly total: number };
  readonly same: number;
  readonly kept: number;
  /** Folders that were not there. */
  readonly folders: number;
}

const afterTheLast = inTurn();

/**
 * Must be called while the drop is being handled.
 *
 * @param folder of the computer's tree
 */
export async function copyDropped(data: DataTransfer, folder: string): Promise<void> {
  const files = useComputerFiles();
  const { folder: open } = files;
  if (!open) return;
  await afterTheLast(data, async (dropped) => {
    const names = [...new Set(dropped.map(({ steps }) => steps[0] ?? ''))];
    if (names.length === 0) return;
    const announcer = useAnnouncer();
    const name = namesText(names, names.length);
    const to = visibleName(folder === '/' ? open.name : folder);
    const progress = showProgress(name);
    let outcome: Outcome | undefined;
    try {
      outcome = await copyAll(dropped, { picked: open.folder, folder }, progress);
    } finally {
      progress.end();
      await files.show(folder);
      await files.refresh();
    }
    if (!outcome) return;
    files.tree.selection.value = everything(names.map((one) => join(folder, one)));
    const isNew = outcome.files.done + outcome.folders > 0;
    const done = progress.isCancelled()
      ? t('files.copyCancelled', outcome.files)
      : isNew
        ? t('files.copied', { folder: to })
        : t('files.notCopied');
    announcer.show(`${name}: ${outcomeParts(done, outcome).join(' · ')}`);
  });
}

/** The person may have had enough of it. */
interface Progress {
  readonly isCancelled: () => boolean;
  readonly show: (
    files: Outcome['files'],
    bytes: { readonly done: number; readonly total: number },
  ) => void;
  readonly end: () => void;
}

function showProgress(name: string): Progress {
  let isCancelled = false;
  const notice = useAnnouncer().stay(t('files.copying', { name }), {
    label: t('dialogs.cancel'),
    run: () => {
      isCancelled = true;
    },
  });
  return {
    isCancelled: () => isCancelled,
    show(files, bytes) {
      const percent = bytes.total > 0 ? Math.floor((100 * bytes.done) / bytes.total) : 100;
      notice.change(t('files.copyingFiles', { name, ...files, percent }));
    },
    end: notice.end,
  };
}

/** Undefined: the person wants none of it. Ends between two files when it is cancelled. */
async function copyAll(
  dropped: readonly Dropped[],
  target: Target,
  { isCancelled, show }: Progress,
): Promise<Outcome | undefined> {
  const adder = useAdder();
  const { coming, folders } = await lookAround(dropped, target);
  const same = await sameOf(coming, isCancelled);
  const differing = coming.filter((one) => one.there.kind === 'file' && !same.has(one));
  if (isCancelled()) return undefined;
  const replaced = await askWhich(differing, target);
  if (!replaced) return undefined;

  for (const some of inParts(folders)) await adder.call('makeLocalFolders', target.picked, some);
  const going = coming.filter(
    (one) => one.there.kind === 'nothing' || (replaced.has(one.path) && !same.has(one)),
  );
  const files = { done: 0, total: going.length };
  const bytes = { done: 0, total: going.reduce((sum, { file }) => sum + file.size, 0) };
  for (const { file, steps, there } of going) {
    if (isCancelled()) break;
    show(files, bytes);
    const content = await bytesOf(file);
    await adder.call('writeLocalCopy', target.picked, steps, content, there.kind === 'file');
    files.done++;
    bytes.done += file.size;
  }
  return {
    files,
    same: same.size,
    kept: differing.length - replaced.size,
    folders: folders.length,
  };
}

/** What lies where it is all to go: the files, and the folders that are missing. */
async function lookAround(
  dropped: readonly Dropped[],
  { picked, folder }: Target,
): Promise<{ readonly coming: readonly Coming[]; readonly folders: readonly string[][] }> {
  const coming: Coming[] = [];
  const folders: string[][] = [];
  const seen = new Set<string>();
  const places = dropped.map((one): CopiedPlace => {
    if (one.kind === 'file') checkSize(one.file);
    const path = one.steps.join('/');
    // Found in different folders, they cannot both lie in one.
    if (seen.has(path)) throw new AdderError('local-exists', { detail: path });
    seen.add(path);
    const size = one.kind === 'file' ? one.file.size : null;
    return { steps: [...stepsOf(folder), ...one.steps], size };
  });
  const found: Landed[] = [];
  for (const some of inParts(places))
    found.push(...(await useAdder().call('lookAtLocalPlaces', picked, some)));
  for (const [index, one] of dropped.entries()) {
    const { steps } = places[index] ?? { steps: [] };
    const there = found[index] ?? { kind: 'nothing' };
    if (one.kind === 'file')
      coming.push({ file: one.file, path: one.steps.join('/'), steps, there });
    else if (there.kind === 'nothing') folders.push(steps);
  }
  return { coming, folders };
}

async function sameOf(
  coming: readonly Coming[],
  isCancelled: () => boolean,
): Promise<ReadonlySet<Coming>> {
  const same = new Set<Coming>();
  for (const one of coming) {
    const { file, there } = one;
    if (isCancelled()) break;
    if (there.kind !== 'file' || there.sha256 === undefined) continue;
    if ((await digestOf(await bytesOf(file))).sha256 === there.sha256) same.add(one);
  }
  return same;
}

/** The paths that are replaced; undefined: nothing is copied. */
async function askWhich(
  differing: readonly Coming[],
  { picked }: Target,
): Promise<ReadonlySet<string> | undefined> {
  if (differing.length === 0) return new Set();
  const question = replaceQuestion(
    'copy',
    differing.map(({ path }) => path),
    async (path) => {
      const one = differing.find((other) => other.path === path);
      if (!one || one.file.size > MAX_SHOWN_BYTES) return t('conflicts.notShown');
      return twoTexts(await readLocal(picked, one.steps), await bytesOf(one.file));
    },
  );
  const reply = await useQuestions().ask(question);
  if (reply?.value === 'replace') return new Set(reply.chosen);
  return reply?.value === 'keep' ? new Set() : undefined;
}

function* inParts<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += MAX_PLACES)
    yield items.slice(start, start + MAX_PLACES);
}
