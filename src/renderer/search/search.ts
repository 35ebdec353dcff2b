// Find and replace in the open files and in the folder of the computer. An open file is looked through as it is in the editor, and changed
// there; the others are looked through and changed by main. What was replaced can be taken back.

import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import type { FoundFile } from '../../ipc/search';
import { isAdderError } from '../../shared/errors';
import { patternOf, type TextMatch, type TextQuery } from '../../shared/text-search';
import { useAdder } from '../bridge/adder';
import { useComputerFiles } from '../files/computer-files';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { currentText } from '../tabs/documents';
import { textOf } from '../tabs/text';
import { useTabs, type Tab } from '../tabs/tabs';
import { editsInTexts, findInTexts } from './matching';

/** More places than anybody looks through. */
const MOST = 2000;

export interface Found {
  /** A tab, or steps below the folder. */
  readonly place: { readonly tab: Tab } | { readonly file: FoundFile };
  readonly name: string;
  readonly matches: readonly TextMatch[];
}

export interface Results {
  readonly query: TextQuery;
  readonly found: readonly Found[];
  readonly count: number;
  readonly isWhole: boolean;
  readonly unread: number;
}

interface Undo {
  readonly tabs: readonly Tab[];
  readonly files: string | null;
}

function filesWords(count: number): string {
  return t('search.inFiles', { count });
}

export function foundWords({ count, found }: Results): string {
  return t('search.found', { count, files: filesWords(found.length) });
}

export const useSearch = defineStore('search', () => {
  const adder = useAdder();
  const tabs = useTabs();
  const computer = useComputerFiles();
  const { guard } = useProblems();
  const announcer = useAnnouncer();

  const query = shallowReactive({ text: '', matchCase: false, wholeWord: false, regexp: false });
  const replacement = shallowRef('');
  const results = shallowRef<Results>();
  const busy = shallowRef(false);
  const lastReplaced = shallowRef<Undo>();
  /** Counts up when the person wants to type what to look for. */
  const asked = shallowRef(0);
  let turn = 0;

  /** Why what was typed is no regular expression. */
  const complaint = computed(() => {
    try {
      patternOf(query);
      return undefined;
    } catch (error) {
      return isAdderError(error) ? (error.detail ?? '') : undefined;
    }
  });
  const canUndo = computed(() => lastReplaced.value !== undefined);

  function ask(text: string): void {
    if (text !== '' && !text.includes('\n')) query.text = text;
    asked.value++;
  }

  async function find(): Promise<void> {
    const { text, matchCase, wholeWord, regexp } = query;
    const wanted = { text, matchCase, wholeWord, regexp };
    const mine = ++turn;
    if (wanted.text === '' || complaint.value !== undefined) {
      busy.value = false;
      results.value = undefined;
      return;
    }
    busy.value = true;
    const next = await guard(() => look(wanted));
    if (mine !== turn) return; // a newer search is under way
    busy.value = false;
    results.value = next;
    if (next) announcer.announce(foundWords(next));
  }

  async function look(wanted: TextQuery): Promise<Results> {
    const shown = [...tabs.tabs];
    const texts = shown.map(({ id }) => textOf(currentText(tabs.documentOf(id))));
    const places = await findInTexts(texts, wanted, MOST);
    const inTabs = shown.flatMap((tab, index): Found[] => {
      const matches = places[index] ?? [];
      return matches.length > 0 ? [{ place: { tab }, name: tab.name, matches }] : [];
    });
    const { folder } = computer;
    const open = new Set(tabs.tabs.map(({ origin }) => origin.kind === 'computer' && origin.file));
    const inFolder: Found[] = [];
    const answer = folder && (await adder.call('searchFolder', folder.folder, wanted));
    for (const file of answer?.files ?? []) {
      if (file.file !== undefined && open.has(file.file)) continue;
      inFolder.push({ place: { file }, name: file.steps.join('/'), matches: file.matches });
    }
    const found = [...inTabs, ...inFolder];
    return {
      query: wanted,
      found,
      count: found.reduce((all, { matches }) => all + matches.length, 0),
      isWhole: answer?.isWhole ?? true,
      unread: answer?.unread ?? 0,
    };
  }

  async function show({ place }: Found, match: TextMatch): Promise<void> {
    if ('file' in place) await computer.open(place.file.steps.join('/'));
    const tab = 'tab' in place ? place.tab : tabs.active;
    if (!tab || !tabs.tabs.includes(tab)) return;
    tabs.select(tab.id, match);
  }

  async function replaceInTabs(shown: Results): Promise<{ changed: Tab[]; places: number }> {
    const wanted = shown.found.flatMap(({ place }) =>
      'tab' in place && tabs.tabs.includes(place.tab) ? [place.tab] : [],
    );
    const before = wanted.map(({ id }) => currentText(tabs.documentOf(id)));
    const edits = await editsInTexts(before.map(textOf), shown.query, replacement.value);
    const changed: Tab[] = [];
    let places = 0;
    wanted.forEach((tab, index) => {
      const changes = edits[index] ?? [];
      // What was typed meanwhile is not what was looked through.
      const isSame =
        tabs.tabs.includes(tab) && currentText(tabs.documentOf(tab.id)) === before[index];
      if (changes.length === 0 || !isSame) return;
      tabs.change(tab.id, { changes, userEvent: 'input.replace.all' });
      changed.push(tab);
      places += changes.length;
    });
    return { changed, places };
  }

  /** In all places that are shown. */
  async function replaceAll(): Promise<void> {
    const shown = results.value;
    if (!shown) return;
    await guard(async () => {
      const { changed, places } = await replaceInTabs(shown);
      let count = places;
      const files = shown.found.flatMap(({ place }) => ('file' in place ? [place.file] : []));
      const { folder } = computer;
      const answer =
        folder && files.length > 0
          ? await adder.call('replaceInFolder', folder.folder, {
              query: shown.query,
              replacement: replacement.value,
              files: files.map(({ steps, hash }) => ({ steps: [...steps], hash })),
            })
          : undefined;
      lastReplaced.value = { tabs: changed, files: answer?.undo ?? null };
      count += answer?.count ?? 0;
      const touched = changed.length + (answer?.changed.length ?? 0);
      announcer.show(t('search.replaced', { count, files: filesWords(touched) }));
      const [failed] = answer?.failed ?? [];
      if (failed) useProblems().report(failed.error);
    });
    await find();
  }

  async function undoReplacement(): Promise<void> {
    const last = lastReplaced.value;
    lastReplaced.value = undefined;
    if (!last) return;
    await guard(async () => {
      for (const tab of last.tabs) {
        if (tabs.tabs.includes(tab)) tabs.undo(tab.id);
      }
      if (last.files !== null) await adder.call('undoReplacement', last.files);
      announcer.show(t('search.undone'));
    });
    await find();
  }

  return {
    query,
    replacement,
    results,
    busy,
    asked,
    complaint,
    canUndo,
    ask,
    find,
    show,
    replaceAll,
    undoReplacement,
  };
});
