// Which tabs show a comparison in the place of their editor, and with what: what is saved where they came from, the board's file or the
// computer's. What no editor can show side by side is compared by size and hash, in words.

import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { useQuestions } from '../dialogs/questions';
import type { TextFile } from '../editor/text-file';
import { sizeText, t } from '../i18n';
import { useProblems } from '../problems/problems';
import { digestOfText, type Digest } from '../saved/digest';
import { usePlaces } from '../saved/places';
import { readTheirs, type Place, type Theirs } from '../saved/theirs';
import { useAnnouncer } from '../status/announcer';
import { currentText } from '../tabs/documents';
import { useTabs, type Tab } from '../tabs/tabs';
import { asText } from '../tabs/text';

export interface Comparison {
  readonly tab: number;
  /** Where the other text lies. */
  readonly place: Place;
  /** It is the one that the tab came from. */
  readonly isOrigin: boolean;
  readonly file: TextFile;
  /** What lies there, as it was read. */
  readonly digest: Digest;
}

/** Larger texts are compared as a whole: the window would stand still while it looks for the differences. */
export const MAX_COMPARED = 1_000_000;

export const useComparing = defineStore('comparing', () => {
  const tabs = useTabs();
  const problems = useProblems();
  const questions = useQuestions();
  const comparisons = shallowRef<ReadonlyMap<number, Comparison>>(new Map());

  function of(tab: number): Comparison | undefined {
    return comparisons.value.get(tab);
  }

  function close(tab: number): void {
    const next = new Map(comparisons.value);
    if (next.delete(tab)) comparisons.value = next;
  }

  async function compareWithOrigin(tab: Tab): Promise<void> {
    const { origin } = tab;
    if (origin.kind === 'computer' || origin.kind === 'board') await compare(tab, origin, true);
  }

  /** The file of the same name on the board, or where the tab was uploaded to. */
  async function compareWithBoard(tab: Tab): Promise<void> {
    const { live } = useBoard();
    const path = usePlaces().boardPathOf(tab);
    if (live && path !== undefined)
      await compare(tab, { kind: 'board', address: live.address, path }, false);
  }

  /** A file on the board, whatever it is called. */
  function compareWith(tab: Tab, place: Place): Promise<void> {
    return compare(tab, place, false);
  }

  async function compareWithComputer(tab: Tab): Promise<void> {
    const file = usePlaces().localOf(tab);
    if (file !== undefined) await compare(tab, { kind: 'computer', file }, false);
  }

  async function compare(tab: Tab, place: Place, isOrigin: boolean): Promise<void> {
    const theirs = await problems.guard(() => readTheirs(place));
    if (!theirs || !tabs.tabs.includes(tab)) return;
    const document = tabs.documentOf(tab.id);
    const text = currentText(document);
    const name = visibleName(tab.name);
    if (theirs.kind === 'missing') {
      useAnnouncer().show(t(`compare.missing.${place.kind}`, { name }));
      if (isOrigin) tabs.noteConflict(tab, 'removed');
      return;
    }
    const mine = await digestOfText(text, document);
    if (mine.sha256 === theirs.digest.sha256) {
      useAnnouncer().show(t(`compare.same.${place.kind}`, { name }));
      return;
    }
    tabs.activate(tab.id);
    if (isShown(theirs, text.length)) show(tab, place, isOrigin, theirs);
    else await tellData(tab, theirs.digest);
  }

  function isShown(theirs: Theirs, length: number): theirs is Theirs & { kind: 'text' } {
    return theirs.kind === 'text' && Math.max(theirs.file.text.length, length) <= MAX_COMPARED;
  }

  function show(
    tab: Tab,
    place: Place,
    isOrigin: boolean,
    { file, digest }: Theirs & { kind: 'text' },
  ): void {
    const { ends } = tabs.documentOf(tab.id);
    const text = currentText(tabs.documentOf(tab.id));
    if (asText(file.text, ends).eq(text)) {
      // Nothing that an editor could show: line ends, or a byte order mark.
      useAnnouncer().show(t('compare.invisible'));
      return;
    }
    comparisons.value = new Map(comparisons.value).set(tab.id, {
      tab: tab.id,
      place,
      isOrigin,
      file,
      digest,
    });
  }

  /** Two files that are not compared line by line. */
  async function tellData(tab: Tab, theirs: Digest): Promise<void> {
    const document = tabs.documentOf(tab.id);
    const mine = await digestOfText(currentText(document), document);
    await questions.choose({
      title: t('compare.dataTitle', { name: visibleName(tab.name) }),
      text: t('compare.dataText', {
        mine: sizeText(mine.size),
        mineHash: mine.sha256.slice(0, 12),
        theirs: sizeText(theirs.size),
        theirsHash: theirs.sha256.slice(0, 12),
      }),
      choices: [{ id: 'ok', label: t('files.understood'), kind: 'primary' }],
    });
  }

  watch(
    () => tabs.tabs,
    (open) => {
      for (const tab of comparisons.value.keys())
        if (!open.some(({ id }) => id === tab)) close(tab);
    },
  );

  return {
    of,
    close,
    compareWithOrigin,
    compareWith,
    compareWithBoard,
    compareWithComputer,
    tellData,
  };
});
