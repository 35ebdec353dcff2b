// The open files: which there are, where each came from, and whether it has unsaved work. Their texts are in documents.ts;
// how they are opened and saved is not known here.

import { Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef, watch } from 'vue';
import type { FileId } from '../../ipc/contract';
import { useAdder } from '../bridge/adder';
import { markErrorLine } from '../editor/error-line';
import { settings, settingsFor } from '../editor/extensions';
import type { TextFile } from '../editor/text-file';
import { t } from '../i18n';
import { currentText, isUnsaved, makeDocument, type OpenDocument } from './documents';

export type Origin =
  /** Nowhere yet. */
  | { readonly kind: 'new' }
  | { readonly kind: 'example' }
  | { readonly kind: 'computer'; readonly file: FileId }
  /** By the board's address: a reconnected board is the same one. */
  | { readonly kind: 'board'; readonly address: string; readonly path: string };

export interface Tab {
  readonly id: number;
  name: string;
  origin: Origin;
  unsaved: boolean;
  saving: boolean;
}

/** Where the cursor is, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const MAX_NAME = 255;
const MAX_NAMES = 1000;

function sameOrigin(one: Origin, other: Origin): boolean {
  if (one.kind === 'computer' && other.kind === 'computer') return one.file === other.file;
  if (one.kind === 'board' && other.kind === 'board')
    return one.address === other.address && one.path === other.path;
  return false;
}

export const useTabs = defineStore('tabs', () => {
  const tabs = shallowRef<readonly Tab[]>([]);
  const activeId = shallowRef<number>();
  const position = shallowRef<Position>();
  const documents = new Map<number, OpenDocument>();
  let count = 0;

  const active = computed(() => tabs.value.find((tab) => tab.id === activeId.value));
  const unsavedNames = computed(() =>
    tabs.value.filter((tab) => tab.unsaved).map((tab) => tab.name.slice(0, MAX_NAME)),
  );

  watch(unsavedNames, (names, before) => {
    if (names.join('\0') !== before.join('\0'))
      useAdder().tell('unsavedChanged', names.slice(0, MAX_NAMES));
  });

  function find(origin: Origin): Tab | undefined {
    return tabs.value.find((tab) => sameOrigin(tab.origin, origin));
  }

  function open(name: string, origin: Origin, file: TextFile): Tab {
    const tab = shallowReactive<Tab>({ id: ++count, name, origin, unsaved: false, saving: false });
    documents.set(tab.id, makeDocument(name, file));
    tabs.value = [...tabs.value, tab];
    activeId.value = tab.id;
    return tab;
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

  function activate(id: number): void {
    activeId.value = id;
  }

  /** The next tab or the one before, in a circle. */
  function step(by: 1 | -1): void {
    const index = tabs.value.findIndex((tab) => tab.id === activeId.value);
    const next = tabs.value.at((index + by) % Math.max(1, tabs.value.length));
    if (next) activeId.value = next.id;
  }

  function close(id: number): void {
    const index = tabs.value.findIndex((tab) => tab.id === id);
    if (index < 0) return;
    tabs.value = tabs.value.filter((tab) => tab.id !== id);
    documents.delete(id);
    if (activeId.value === id) activeId.value = (tabs.value[index] ?? tabs.value[index - 1])?.id;
    if (activeId.value === undefined) position.value = undefined;
  }

  function documentOf(id: number): OpenDocument {
    const document = documents.get(id);
    if (!document) throw new Error(`tab ${id} has no text`);
    return document;
  }

  function noteText(id: number): void {
    const document = documents.get(id);
    const tab = tabs.value.find((other) => other.id === id);
    if (document && tab) tab.unsaved = isUnsaved(document);
  }

  function isUnsavedNow(tab: Tab): boolean {
    return isUnsaved(documentOf(tab.id));
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

  /** What was written is what is saved; later changes are still unsaved. */
  function noteSaved(tab: Tab, written: OpenDocument['saved'], name: string, origin: Origin): void {
    tab.origin = origin;
    const document = documents.get(tab.id);
    if (!document) return; // closed meanwhile
    document.saved = written;
    rename(tab, name);
    noteText(tab.id);
  }

  /** What the tab shows is no longer anywhere else. */
  function noteRemoved(tab: Tab): void {
    tab.origin = { kind: 'new' };
    documentOf(tab.id).saved = Text.empty;
    noteText(tab.id);
  }

  function rename(tab: Tab, name: string): void {
    if (tab.name === name) return;
    tab.name = name;
    const document = documentOf(tab.id);
    const spec = { effects: settings.reconfigure(settingsFor({ name })) };
    if (document.view) document.view.dispatch(spec);
    else document.state = document.state.update(spec).state;
  }

  /** Shows a line, from 1, and marks it as the one with the error. */
  function reveal(id: number, number: number): void {
    const document = documents.get(id);
    if (!document) return;
    activeId.value = id;
    const text = currentText(document);
    const line = text.line(Math.min(Math.max(1, number), text.lines));
    const spec = {
      selection: { anchor: line.from },
      effects: [markErrorLine.of(line.from)],
      scrollIntoView: true,
    };
    if (document.view) {
      document.view.dispatch(spec);
      document.view.focus();
    } else {
      document.state = document.state.update(spec).state;
      delete document.scroll;
    }
  }

  return {
    tabs,
    active,
    activeId,
    position,
    unsavedNames,
    find,
    open,
    openNew,
    freeName,
    activate,
    step,
    close,
    documentOf,
    noteText,
    isUnsaved: isUnsavedNow,
    noteSaved,
    noteRemoved,
    rename,
    attach,
    detach,
    reveal,
  };
});
