// From a name to where it is made: a tab, a file of the project or of the board, or Adder's own notes on a module of MicroPython.

import { jumpToDefinition } from '@codemirror/lsp-client';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { nextTick } from 'vue';
import { useComputerFiles } from '../files/computer-files';
import { useOpening } from '../tabs/opening';
import { useTabs } from '../tabs/tabs';
import type { BoardKnowledge } from './board-knowledge';
import { pathOf } from './paths';
import { CODE, STUBS_FOLDER } from './server-settings';
import type { TabWorkspace } from './workspace';

/** Opens what the language server knows under that name; the editor that shows it, or null when there is none. */
export async function showFile(
  uri: string,
  workspace: TabWorkspace,
  board: BoardKnowledge,
  stubs: ReadonlyMap<string, string>,
): Promise<EditorView | null> {
  const tabs = useTabs();
  const file = decodeURIComponent(new URL(uri).pathname);
  if (file.startsWith(`${STUBS_FOLDER}/`)) {
    const stub =
      workspace.getFile(uri)?.doc.toString() ?? stubs.get(file.slice(STUBS_FOLDER.length + 1));
    const name = file.slice(file.lastIndexOf('/') + 1);
    const open = tabs.tabs.find((tab) => tab.name === name && tab.origin.kind === 'example');
    if (open) tabs.activate(open.id);
    else if (stub !== undefined) useOpening().openExample(name, stub);
  } else {
    const path = file.slice(CODE.length);
    const open = tabs.tabs.find((tab) => pathOf(tab, tabs.tabs) === path);
    const computerFiles = useComputerFiles();
    if (open) tabs.activate(open.id);
    else if (computerFiles.roots?.some((node) => node.path === path))
      await computerFiles.open(path);
    else if (board.files.value.includes(path)) await useOpening().openFromBoard(path);
    else return null;
  }
  await nextTick();
  return (tabs.active && tabs.documentOf(tabs.active.id).view) ?? null;
}

/** Ctrl and a click, or Cmd and a click on a Mac. */
export const clickForDefinition: Extension = EditorView.domEventHandlers({
  mousedown(event, view) {
    if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
    const place = view.posAtCoords(event);
    if (place === null || !view.state.wordAt(place)) return false;
    view.dispatch({ selection: { anchor: place } });
    return jumpToDefinition(view);
  },
});
