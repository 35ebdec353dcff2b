// What is known of the places of each tab's file, on the computer and on the board that is shown. The board is asked in one go, only when
// somebody has just read its list of files, and so never while a program runs.

import { useTimeoutFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { BoardFact, FileId } from '../../ipc/contract';
import { isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { useBoard } from '../devices/board';
import { isSameBoard } from '../devices/same-board';
import { useBoardFiles } from '../files/board-files';
import { useComputerFiles } from '../files/computer-files';
import { stepsOf } from '../files/names';
import { baseOf, currentText } from '../tabs/documents';
import { useTabs, type Tab } from '../tabs/tabs';
import { digestOfText, type Digest } from './digest';
import { markOf, type LocalKnown, type Mark, type Marks } from './marks';

const SOON_MS = 150;
/** A text of so many characters is not hashed at every key. */
const LARGE = 100_000;

/** After a pause; ends with the store. */
function soon(work: () => void): () => void {
  return useTimeoutFn(work, SOON_MS, { immediate: false }).start;
}

export const usePlaces = defineStore('places', () => {
  const adder = useAdder();
  const tabs = useTabs();
  const board = useBoard();
  const local = shallowRef<ReadonlyMap<FileId, LocalKnown>>(new Map());
  /** By path, on the board that is shown. */
  const onBoard = shallowRef<ReadonlyMap<string, BoardFact>>(new Map());
  /** Of what each tab shows. */
  const mine = shallowRef<ReadonlyMap<number, Digest>>(new Map());
  /** Copies on the computer of files that came from a board. */
  const copies = shallowRef<ReadonlyMap<number, FileId>>(new Map());
  /** Something was written: answers to older questions are void. */
  let generation = 0;
  /** The board that could not answer: it is asked again when its list is read again. */
  let failed: string | undefined;
  /** A question that came while the engine was at work. */
  let owed = false;

  function noteLocal(file: FileId, known: LocalKnown): void {
    local.value = new Map(local.value).set(file, known);
  }

  /** It was just written, and verified. */
  function noteOnBoard(address: string, path: string, digest: Digest): void {
    if (!board.live || !isSameBoard(board.live.address, address)) return;
    generation++;
    onBoard.value = new Map(onBoard.value).set(path, { kind: 'file', ...digest });
  }

  /** Where the file of a tab lies on the board that is shown, or would lie. */
  function boardPathOf(tab: Tab): string | undefined {
    if (!board.live) return undefined;
    const { origin } = tab;
    if (origin.kind === 'board')
      return isSameBoard(origin.address, board.live.address) ? origin.path : undefined;
    return tab.uploadedTo ?? `/${tab.name}`;
  }

  function localOf(tab: Tab): FileId | undefined {
    return tab.origin.kind === 'computer' ? tab.origin.file : copies.value.get(tab.id);
  }

  function marksOf(tab: Tab): Marks {
    const file = localOf(tab);
    const digest = mine.value.get(tab.id);
    return {
      edited: tab.unsaved,
      waiting: tab.waiting,
      computer: file === undefined ? 'none' : markOf(digest, local.value.get(file)),
      board: boardMark(tab, digest),
      wasOnBoard: onBoard.value.get(boardPathOf(tab) ?? '')?.kind === 'file',
    };
  }

  function boardMark(tab: Tab, digest: Digest | undefined): Mark {
    const path = boardPathOf(tab);
    if (path === undefined) return tab.origin.kind === 'board' ? 'unknown' : 'none';
    if (['running', 'mounted', 'silent'].includes(board.mode)) return 'running';
    return markOf(digest, onBoard.value.get(path));
  }

  async function hash(tab: Tab): Promise<void> {
    if (!tabs.tabs.includes(tab)) return;
    const document = tabs.documentOf(tab.id);
    const text = currentText(document);
    const digest = await digestOfText(text, document);
    if (!tabs.tabs.includes(tab) || currentText(document) !== text) return; // it is hashed once more
    mine.value = new Map(mine.value).set(tab.id, digest);
    const path = boardPathOf(tab);
    const fact = path === undefined ? undefined : onBoard.value.get(path);
    // Now that the sizes are the same only the board can tell.
    const isOpen = fact?.kind === 'file' && fact.size === digest.size;
    if (fact === undefined || (isOpen && fact.sha256 === undefined)) askSoon();
  }

  const hashSoon = soon(() => {
    for (const tab of tabs.tabs) void hash(tab);
  });
  tabs.onChange((tab) => {
    if (currentText(tabs.documentOf(tab.id)).length > LARGE) hashSoon();
    else void hash(tab);
  });

  async function ask(): Promise<void> {
    const { live } = board;
    owed = board.mode === 'engine';
    if (!live || board.mode !== 'idle' || failed === live.board) return;
    const asked = await questionsFor(tabs.tabs);
    const since = generation;
    let facts: readonly BoardFact[];
    try {
      facts = await adder.call('lookAtBoardFiles', live.board, asked);
    } catch (error) {
      // A look behind the scenes: whoever wants something of the board is told what is wrong with it.
      if (isAdderError(error, 'bad-request')) throw error;
      if (!isAdderError(error, 'board-busy')) failed = live.board;
      return;
    }
    if (since !== generation || board.live?.board !== live.board) return;
    const known = new Map<string, BoardFact>();
    for (const [index, { path }] of asked.entries()) {
      const [fact, before] = [facts[index], known.get(path)];
      const isBetter = fact?.kind === 'file' && fact.sha256 !== undefined;
      if (fact && (before === undefined || isBetter)) known.set(path, fact);
    }
    onBoard.value = known;
    await compareWithBoard();
  }
  const askSoon = soon(() => void ask());

  /** Each place with the sizes at which a hash would decide something. */
  async function questionsFor(
    all: readonly Tab[],
  ): Promise<{ readonly path: string; readonly size: number }[]> {
    const questions = new Map<string, { path: string; size: number }>();
    for (const tab of all) {
      const path = boardPathOf(tab);
      if (path === undefined) continue;
      const document = tabs.documentOf(tab.id);
      const digests = [await digestOfText(currentText(document), document)];
      if (tab.origin.kind === 'board') digests.push(await baseOf(document));
      for (const { size } of digests) questions.set(`${size} ${path}`, { path, size });
    }
    return [...questions.values()];
  }

  /** A tab from the board whose file is another one now says so. */
  async function compareWithBoard(): Promise<void> {
    const isSettled = (tab: Tab): boolean => tabs.tabs.includes(tab) && !tab.saving;
    for (const tab of tabs.tabs) {
      if (tab.origin.kind !== 'board' || !isSettled(tab)) continue;
      const fact = onBoard.value.get(boardPathOf(tab) ?? '');
      if (fact === undefined) continue;
      const base = await baseOf(tabs.documentOf(tab.id));
      if (!isSettled(tab)) continue;
      const mark = markOf(base, fact);
      if (mark === 'same') tabs.noteConflict(tab, undefined);
      else if (markOf(mine.value.get(tab.id), fact) === 'same')
        tabs.noteThere(tab, { saved: currentText(tabs.documentOf(tab.id)) });
      else if (mark === 'missing') tabs.noteConflict(tab, 'removed');
      else if (mark === 'different') tabs.noteConflict(tab, 'changed');
    }
  }

  /** A copy of a board's file lies in the open folder at the same place, or at its top. */
  async function findCopies(): Promise<void> {
    const { folder } = useComputerFiles();
    const found = new Map<number, FileId>();
    for (const tab of folder ? tabs.tabs : []) {
      if (tab.origin.kind !== 'board') continue;
      const steps = stepsOf(tab.origin.path);
      for (const way of steps.length > 1 ? [steps, steps.slice(-1)] : [steps]) {
        const file = await adder
          .call('openFolderFile', folder?.folder ?? '', way)
          .catch(() => null);
        if (!file) continue;
        found.set(tab.id, file.file);
        const fact = await adder.call('lookAtLocalFile', file.file).catch(() => undefined);
        if (fact) noteLocal(file.file, fact);
        break;
      }
    }
    copies.value = found;
  }
  const findCopiesSoon = soon(() => void findCopies());

  watch(
    () => board.live?.board,
    () => {
      generation++;
      onBoard.value = new Map();
    },
    { flush: 'sync' },
  );
  watch(
    () => board.mode,
    (mode) => {
      if (mode === 'idle' && owed) askSoon();
    },
  );
  // Whoever changes something on the board reads its list again.
  watch(
    () => useBoardFiles().roots,
    () => {
      failed = undefined;
      askSoon();
    },
  );
  watch([() => useComputerFiles().roots, () => tabs.tabs], () => findCopiesSoon());
  // Those of the last time come without a change.
  watch(
    () => tabs.tabs,
    (all) => {
      for (const tab of all) if (!mine.value.has(tab.id)) void hash(tab);
    },
  );

  return { local, noteLocal, noteOnBoard, boardPathOf, localOf, marksOf, hash, askSoon };
});
