// Keeps the language server's files in step with what the shown programs can import: other tabs, the project's modules that Run would
// take along, files on the board, and what the board has inside, in this order. Their names are all there; the texts only of what is
// imported. Where MicroPython's own notes on a module (resources/stubs) lack names that the board has, the notes get them too.

import { useDebounceFn } from '@vueuse/core';
import { watch } from 'vue';
import { importedModules } from '../../shared/imports';
import { useAdder } from '../bridge/adder';
import { isPython } from '../editor/extensions';
import { decodeText } from '../editor/text-file';
import { useComputerFiles } from '../files/computer-files';
import { t } from '../i18n';
import { currentText } from '../tabs/documents';
import { textOf } from '../tabs/text';
import { useTabs, type Tab } from '../tabs/tabs';
import type { BoardKnowledge } from './board-knowledge';
import { stubUri, uriOf, type LanguageClient } from './client';
import { classesIn, extendedStub, lackingIn, moduleText, withNote } from './module-text';
import { pathOf } from './paths';
import { isOldName, NOT_ON_BOARDS } from './server-settings';
import { LONGEST } from './workspace';

/** A pause of typing, ms. */
const PAUSE_MS = 600;
/** Programs for boards import less. */
const MAX_MODULES = 200;

/** Texts for the language server. */
interface Found {
  /** By their path on the board. */
  readonly modules: Map<string, string>;
  /** By their path below resources/stubs; of the others the server has the text from the start. */
  readonly stubs: Map<string, string>;
  /** Of modules that have a stub: what is in it and not on the board. */
  readonly lacking: Map<string, ReadonlySet<string>>;
}

/** The board is known not to have this name in one of its modules, which a shown program imports. */
export type Lacks = (module: string, name: string) => boolean;

/** Some of their names are in no list: they are made when asked for, or are words of the compiler (`@micropython.native`). */
const LIST_NOT_ALL = new Set(['sys', 'micropython']);

export function followImports(
  { workspace }: LanguageClient,
  board: BoardKnowledge,
  stubs: ReadonlyMap<string, string>,
): Lacks {
  const adder = useAdder();
  const tabs = useTabs();
  const computerFiles = useComputerFiles();
  let present = new Set<string>();
  const extended = new Set<string>();
  let lacking: Found['lacking'] = new Map();
  let round = 0;

  /** Boards must not give them another meaning in the stubs, which name them as types. */
  const types = classesIn(ownText('stdlib/builtins.pyi'));

  function ownText(place: string): string {
    return stubs.get(place) ?? '';
  }

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

  /** A module that is no file. */
  async function askInside(module: string, found: Found): Promise<void> {
    if (!board.modules.value?.has(module) || NOT_ON_BOARDS.has(module)) return;
    const names = await board.inside(module);
    if (!names || names.length === 0) return;
    const places = [`stdlib/${module}.pyi`, `stdlib/${module}/__init__.pyi`];
    const place = places.find((one) => stubs.has(one));
    if (place === undefined) {
      found.modules.set(`/${module}.py`, moduleText(names));
      return;
    }
    const own = ownText(place);
    const missing = LIST_NOT_ALL.has(module) ? new Set<string>() : lackingIn(own, names);
    found.lacking.set(module, missing);
    found.stubs.set(place, extendedStub(withNote(own, missing, t('hints.lacks')), names, types));
  }

  /** Reads from the board what the programs import and nobody else has. */
  async function fill(found: Found, shown: readonly Tab[]): Promise<void> {
    const { modules } = found;
    const waiting = shown.flatMap((tab) => importedModules(textIn(tab)));
    const seen = new Set<string>();
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      if (seen.has(name) || seen.size >= MAX_MODULES) continue;
      seen.add(name);
      const path = [`/${name}.py`, `/lib/${name}.py`].find((one) => modules.has(one));
      if (path === undefined) {
        await askInside(isOldName(name) ? name.slice(1) : name, found);
        continue;
      }
      const isOnBoard = modules.get(path) === '' && board.files.value.includes(path);
      const text = isOnBoard ? await board.read(path) : modules.get(path);
      if (text === undefined) continue;
      modules.set(path, text);
      waiting.push(...importedModules(text));
    }
  }

  async function refresh(): Promise<void> {
    const mine = ++round;
    const shown = tabs.tabs.filter((tab) => tabs.documentOf(tab.id).view && isPython(tab.name));
    const found: Found = { modules: await nearby(shown), stubs: new Map(), lacking: new Map() };
    await fill(found, shown);
    if (mine !== round) return; // asked again meanwhile
    ({ lacking } = found);
    for (const tab of shown) found.modules.delete(pathOf(tab, tabs.tabs));
    const wanted = new Map([...found.modules].slice(-MAX_MODULES));
    for (const path of present) if (!wanted.has(path)) workspace.removeModule(uriOf(path));
    for (const [path, text] of wanted) workspace.putModule(uriOf(path), text);
    present = new Set(wanted.keys());
    for (const place of found.stubs.keys()) extended.add(place);
    for (const place of extended)
      workspace.replaceStub(
        stubUri(place),
        ownText(place),
        found.stubs.get(place) ?? ownText(place),
      );
  }

  const soon = useDebounceFn(() => void refresh(), PAUSE_MS);
  tabs.onChange(() => void soon());
  watch(
    [
      () => tabs.tabs,
      tabs.shown,
      board.files,
      board.modules,
      board.quietAgain,
      () => computerFiles.roots,
    ],
    () => void soon(),
  );
  void refresh();
  return (module, name) => lacking.get(module)?.has(name) ?? false;
}
