// Keeps the language server's files in step with what the shown programs can import: other tabs, the project's modules that Run would
// take along, files on the board, and what the board has inside, in this order. Their names are all there; the texts only of what is
// imported.

import { useDebounceFn } from '@vueuse/core';
import { watch } from 'vue';
import { importedModules } from '../../shared/imports';
import { useAdder } from '../bridge/adder';
import { isPython } from '../editor/extensions';
import { decodeText } from '../editor/text-file';
import { useComputerFiles } from '../files/computer-files';
import { currentText } from '../tabs/documents';
import { textOf } from '../tabs/text';
import { useTabs, type Tab } from '../tabs/tabs';
import type { BoardKnowledge } from './board-knowledge';
import { uriOf, type LanguageClient } from './client';
import { pathOf } from './paths';
import { LONGEST } from './workspace';

/** A pause of typing, ms. */
const PAUSE_MS = 600;
/** Programs for boards import less. */
const MAX_MODULES = 200;

/** @param isKnown does the language server know this module by itself? */
export function followImports(
  { workspace }: LanguageClient,
  board: BoardKnowledge,
  isKnown: (module: string) => boolean,
): void {
  const adder = useAdder();
  const tabs = useTabs();
  const computerFiles = useComputerFiles();
  let present = new Set<string>();
  let round = 0;

  function textIn({ id }: Tab): string {
    const text = currentText(tabs.documentOf(id));
    return text.length > LONGEST ? '' : textOf(text);
  }

  /** The texts that are at hand, and the names of the rest with nothing in them. */
  async function nearby(shown: readonly Tab[]): Promise<Map<string, string>> {
    const found = new Map(board.files.value.map((path) => [path, '']));
    for (const { kind, path, name } of computerFiles.roots ?? [])
      if (kind === 'file' && name.endsWith('.py')) found.set(path, '');
    for (const tab of shown) {
      if (tab.origin.kind !== 'computer') continue;
      const modules = await adder
        .call('readProjectModules', tab.origin.file, textIn(tab))
        .catch(() => []);
      for (const { path, bytes } of modules) found.set(path, decodeText(bytes)?.text ?? '');
    }
    for (const tab of tabs.tabs)
      if (!shown.includes(tab) && isPython(tab.name))
        found.set(pathOf(tab, tabs.tabs), textIn(tab));
    return found;
  }

  /** Reads from the board what the programs import and nobody else has. */
  async function fill(found: Map<string, string>, shown: readonly Tab[]): Promise<void> {
    const waiting = shown.flatMap((tab) => importedModules(textIn(tab)));
    const seen = new Set<string>();
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      if (seen.has(name) || seen.size >= MAX_MODULES) continue;
      seen.add(name);
      const path = [`/${name}.py`, `/lib/${name}.py`].find((one) => found.has(one));
      if (path === undefined) {
        const isAsked = board.modules.value?.has(name) === true && !isKnown(name);
        const inside = isAsked ? await board.inside(name) : undefined;
        if (inside !== undefined) found.set(`/${name}.py`, inside);
        continue;
      }
      const isOnBoard = found.get(path) === '' && board.files.value.includes(path);
      const text = isOnBoard ? await board.read(path) : found.get(path);
      if (text === undefined) continue;
      found.set(path, text);
      waiting.push(...importedModules(text));
    }
  }

  async function refresh(): Promise<void> {
    const mine = ++round;
    const shown = tabs.tabs.filter((tab) => tabs.documentOf(tab.id).view && isPython(tab.name));
    const found = await nearby(shown);
    await fill(found, shown);
    if (mine !== round) return; // asked again meanwhile
    for (const tab of shown) found.delete(pathOf(tab, tabs.tabs));
    const wanted = new Map([...found].slice(-MAX_MODULES));
    for (const path of present) if (!wanted.has(path)) workspace.removeModule(uriOf(path));
    for (const [path, text] of wanted) workspace.putModule(uriOf(path), text);
    present = new Set(wanted.keys());
  }

  const soon = useDebounceFn(() => void refresh(), PAUSE_MS);
  tabs.onChange(() => void soon());
  watch(
    [() => tabs.tabs, tabs.shown, board.files, board.modules, () => computerFiles.roots],
    () => void soon(),
  );
  void refresh();
}
