// The open files: which there are, where each came from, and whether it has unsaved work. Their texts are in documents.ts;
// how they are opened and saved is not known here.

import { undo } from '@codemirror/commands';
import { Text, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef, watch } from 'vue';
import type { KeptOrigin } from '../../ipc/journal';
import type { Unsubscribe } from '../../shared/unsubscribe';
import { useAdder } from '../bridge/adder';
import { isSameBoard } from '../devices/same-board';
import { markErrorLine } from '../editor/error-line';
import { settings, settingsFor } from '../editor/extensions';
import { preferences, preferencesFor } from '../editor/preferences';
import type { TextFile } from '../editor/text-file';
import { t } from '../i18n';
import type { Digest } from '../saved/digest';
import {
  applyTo,
  currentText,
  isUnsaved,
  makeDocument,
  replaceText,
  takeText,
  type OpenDocument,
} from './documents';
import { useSettings } from '../settings/settings';
import { makeSides, otherSide, type Side } from './sides';
import { asText } from './text';

/** A board's file is known by the board's address: a reconnected board is the same one. */
export type Origin = KeptOrigin;

export interface Tab {
  readonly id: number;
  /** Its name in the journal, over all starts of the app. */
  readonly key: string;
  name: string;
  origin: Origin;
  /** Where it is shown. */
  side: Side;
  unsaved: boolean;
  saving: boolean;
  /** What lies where it came from is something else, or nothing: it is unsaved, whatever was typed. */
  apart: boolean;
  /** Another program has changed or removed what lies there, and the person has not said what is to be. */
  conflict: 'changed' | 'removed' | undefined;
  /** It will be saved when its board is back. */
  waiting: boolean;
  /** Where on a board it was last uploaded to. */
  uploadedTo: string | undefined;
}

/** What the journal knows of a tab besides its text. */
export interface KeptState {
  readonly key: string;
  /** Where it differs from the text. */
  readonly saved: string | null;
  readonly cursor: number;
  readonly waiting: string | null;
  readonly uploadedTo: string | null;
}

/** Where the cursor is, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is selected: in one line. */
interface Place extends Position {
  readonly length: number;
}

const MAX_NAME = 255;
const MAX_NAMES = 1000;

function sameOrigin(one: Origin, other: Origin): boolean {
  if (one.kind === 'computer' && other.kind === 'computer') return one.file === other.file;
  if (one.kind === 'board' && other.kind === 'board')
    return isSameBoard(one.address, other.address) && one.path === other.path;
  return false;
}

function showAt(document: OpenDocument, given: TransactionSpec): void {
  const spec = { ...given, scrollIntoView: true };
  if (document.view) {
    document.view.dispatch(spec);
    document.view.focus();
    return;
  }
  document.state = document.state.update(spec).state;
  delete document.scroll;
}

export const useTabs = defineStore('tabs', () => {
  const tabs = shallowRef<readonly Tab[]>([]);
  const sides = makeSides(tabs);
  const { activeId } = sides;
  const position = shallowRef<Position>();
  const documents = new Map<number, OpenDocument>();
  const listeners = new Set<(tab: Tab) => void>();
  let count = 0;

  const active = computed(() => tabs.value.find((tab) => tab.id === activeId.value));
  const unsavedNames = computed(() =>
    tabs.value.filter((tab) => tab.unsaved).map((tab) => tab.name.slice(0, MAX_NAME)),
  );

  watch(unsavedNames, (names, before) => {
    if (names.join('\0') !== before.join('\0'))
      useAdder().tell('unsavedChanged', names.slice(0, MAX_NAMES));
  });

  watch(
    () => useSettings().values,
    (values) => {
      const effects = preferences.reconfigure(preferencesFor(values));
      for (const document of documents.values()) applyTo(document, { effects });
    },
  );

  function find(origin: Origin): Tab | undefined {
    return tabs.value.find((tab) => sameOrigin(tab.origin, origin));
  }

  function open(name: string, origin: Origin, file: TextFile, kept?: KeptState): Tab {
    const { key = `tab-${crypto.randomUUID()}`, saved, cursor = 0, waiting } = kept ?? {};
    const id = ++count;
    const document = makeDocument(name, file, cursor);
    if (typeof saved === 'string') document.saved = asText(saved, file.ends);
    if (typeof waiting === 'string') document.waiting = asText(waiting, file.ends);
    const tab = shallowReactive<Tab>({
      id,
      key,
      name,
      origin,
      side: sides.focused.value,
      unsaved: isUnsaved(document),
      saving: false,
      apart: false,
      conflict: undefined,
      waiting: document.waiting !== undefined,
      uploadedTo: kept?.uploadedTo ?? undefined,
    });
    documents.set(id, document);
    tabs.value = [...tabs.value, tab];
    sides.activate(id);
    if (kept) return tab; // the journal has what it gave
    displace(origin, tab);
    announce(tab);
    return tab;
  }

  /** Called when the text, the name or the place of a tab has changed, and when a new one was opened. */
  function onChange(listener: (tab: Tab) => void): Unsubscribe {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  function announce(tab: Tab): void {
    for (const listener of [...listeners]) listener(tab);
  }

  function openNew(): Tab {
    return open(freeName(), { kind: 'new' }, { text: '', ends: 'lf', mark: false });
  }

  /** `untitled.py`, `untitled-2.py`, ... */
  function freeName(): string {
    const names = new Set(tabs.value.map((tab) => tab.name));
    const first = t('editor.untitled');
    let name = first;
    for (let number = 2; names.has(name); number++)
      name = first.replace(/(\.[^.]*)?$/, `-${number}$1`);
    return name;
  }

  function close(id: number): void {
    const tab = tabs.value.find((other) => other.id === id);
    if (!tab) return;
    const index = sides.on(tab.side).indexOf(tab);
    tabs.value = tabs.value.filter((other) => other !== tab);
    documents.delete(id);
    sides.settle(tab.side, index);
    if (activeId.value === undefined) position.value = undefined;
  }

  /** A place is that of one tab: what another one has of it is saved nowhere now. */
  function displace(origin: Origin, by?: Tab): void {
    for (const tab of tabs.value) {
      if (tab === by || !sameOrigin(tab.origin, origin)) continue;
      const document = documentOf(tab.id);
      document.saved = Text.empty;
      document.base = undefined;
      document.waiting = undefined;
      Object.assign(tab, { origin: { kind: 'new' }, apart: false, waiting: false });
      tab.conflict = undefined;
      noteText(tab.id);
    }
  }

  /** A tab that is alone stays where it is: there would be nothing beside it. */
  function moveAcross(tab: Tab): void {
    if (tabs.value.length > 1) sides.move(tab, otherSide(tab.side), Infinity);
  }

  function documentOf(id: number): OpenDocument {
    const document = documents.get(id);
    if (!document) throw new Error(`tab ${id} has no text`);
    return document;
  }

  function noteText(id: number): void {
    const document = documents.get(id);
    const tab = tabs.value.find((other) => other.id === id);
    if (!document || !tab) return;
    tab.unsaved = tab.apart || isUnsaved(document);
    announce(tab);
  }

  function isUnsavedNow(tab: Tab): boolean {
    return tab.apart || isUnsaved(documentOf(tab.id));
  }

  /** The editor of a tab came or went. */
  function attach(id: number, view: EditorView): void {
    documentOf(id).view = view;
  }

  function detach(id: number, view: EditorView): void {
    const document = documents.get(id);
    if (document?.view !== view) return;
    document.state = view.state;
    document.scroll = view.scrollSnapshot();
    document.view = undefined;
  }

  /** An editor of another make showed the text: what was done there is one step of the tab's own history. */
  function putBack(id: number, view: EditorView): void {
    const document = documents.get(id);
    if (document?.view !== view) return;
    document.view = undefined;
    const name = tabs.value.find((tab) => tab.id === id)?.name ?? '';
    takeText(document, view.state, settings.reconfigure(settingsFor({ name })));
  }

  /** What was written is what is saved; later changes are still unsaved. */
  function noteSaved(tab: Tab, written: OpenDocument['saved'], name: string, origin: Origin): void {
    tab.origin = origin;
    if (!documents.has(tab.id)) return; // closed meanwhile
    for (const other of tabs.value)
      if (other !== tab && !other.unsaved && sameOrigin(other.origin, origin)) close(other.id);
    displace(origin, tab);
    wait(tab, undefined);
    noteThere(tab, { saved: written });
    rename(tab, name);
  }

  /** What lies where the tab came from, and that the person knows. `base`: its hash, where it is no text that the tab had. */
  function noteThere(tab: Tab, there: { readonly saved?: Text; readonly base?: Digest }): void {
    const document = documentOf(tab.id);
    if (there.saved) document.saved = there.saved;
    document.base = there.base;
    tab.apart = there.base !== undefined;
    tab.conflict = undefined;
    noteText(tab.id);
  }

  /** Another program has changed or removed what lies there; undefined: it is back as it was. */
  function noteConflict(tab: Tab, conflict: Tab['conflict']): void {
    if (tab.conflict === conflict) return;
    const isBack = conflict === undefined && documentOf(tab.id).base === undefined;
    tab.conflict = conflict;
    tab.apart = !isBack;
    noteText(tab.id);
  }

  /** The text becomes what lies where it came from; this can be undone. */
  function follow(tab: Tab, file: TextFile): void {
    const document = documentOf(tab.id);
    replaceText(document, file);
    noteThere(tab, { saved: currentText(document) });
  }

  /** The text that is to be saved when its board is back, or none any more. */
  function wait(tab: Tab, text: Text | undefined): void {
    documentOf(tab.id).waiting = text;
    tab.waiting = text !== undefined;
    announce(tab);
  }

  function noteUploaded(tab: Tab, path: string): void {
    tab.uploadedTo = path;
    announce(tab);
  }

  function rename(tab: Tab, name: string): void {
    if (tab.name === name) return;
    tab.name = name;
    applyTo(documentOf(tab.id), { effects: settings.reconfigure(settingsFor({ name })) });
  }

  /** Its file lies somewhere else now, perhaps under another name: the same file nevertheless. */
  function noteMoved(tab: Tab, origin: Origin, name: string): void {
    tab.origin = origin;
    displace(origin, tab);
    rename(tab, name);
    announce(tab);
  }

  /** Changes a text, whether or not it is shown; its own undo takes it back. */
  function change(id: number, spec: TransactionSpec): void {
    const document = documentOf(id);
    if (document.view) {
      document.view.dispatch(spec);
      return;
    }
    document.state = document.state.update(spec).state;
    noteText(id);
  }

  /** Takes the last change back, as the editor's own undo does. */
  function undoLast(id: number): void {
    const document = documentOf(id);
    if (document.view) {
      undo(document.view);
      return;
    }
    const { state } = document;
    undo({
      state,
      dispatch: (transaction) => {
        document.state = transaction.state;
        noteText(id);
      },
    });
  }

  /** Shows a place and selects what is there. @param line from 1 @param column from 0 */
  function select(id: number, { line, column, length }: Place): void {
    const document = documents.get(id);
    if (!document) return;
    sides.activate(id);
    const text = currentText(document);
    const { from, to } = text.line(Math.min(line, text.lines));
    const anchor = Math.min(from + column, to);
    showAt(document, { selection: { anchor, head: Math.min(anchor + length, to) } });
  }

  /** Shows a line, from 1, and marks it as the one with the error. */
  function reveal(id: number, number: number): void {
    const document = documents.get(id);
    if (!document) return;
    sides.activate(id);
    const text = currentText(document);
    const line = text.line(Math.min(Math.max(1, number), text.lines));
    showAt(document, {
      selection: { anchor: line.from },
      effects: [markErrorLine.of(line.from)],
    });
  }

  return {
    onChange,
    tabs,
    active,
    activeId,
    position,
    unsavedNames,
    find,
    open,
    openNew,
    freeName,
    activate: sides.activate,
    step: sides.step,
    shown: sides.shown,
    focused: sides.focused,
    isSplit: sides.isSplit,
    on: sides.on,
    focus: sides.focus,
    move: sides.move,
    moveAcross,
    close,
    documentOf,
    noteText,
    isUnsaved: isUnsavedNow,
    noteSaved,
    noteThere,
    noteConflict,
    noteUploaded,
    noteMoved,
    displace,
    follow,
    wait,
    rename,
    change,
    undo: undoLast,
    select,
    attach,
    detach,
    putBack,
    reveal,
  };
});
