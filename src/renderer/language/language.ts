// Help for an editor: it gets it with the first key or the first move of the pointer in it, since the analysis takes memory that
// a window which is only looked at need not have.

import { hoverTooltips, LSPPlugin, signatureHelp } from '@codemirror/lsp-client';
import { Compartment } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { watch } from 'vue';
import { AdderError } from '../../shared/errors';
import { useProblems } from '../problems/problems';
import { useBoardKnowledge, type BoardKnowledge } from './board-knowledge';
import { LanguageClient } from './client';
import { clickForDefinition, showFile } from './definition';
import { boardChanged, hints } from './hints';
import { followImports, type Lacks } from './modules';
import { makeServer } from './server';
import { isOldName, moduleOf } from './server-settings';
import { LONGEST } from './workspace';

/** Filled when an editor gets help; in each editor's extensions from the start. */
export const help = new Compartment();

export interface Language {
  readonly client: LanguageClient;
  readonly board: BoardKnowledge;
  readonly lacks: Lacks;
}

let started: Promise<Language> | undefined;

/** The one of this window; rejects when its parts cannot be loaded. */
export function useLanguage(): Promise<Language> {
  started ??= start();
  return started;
}

async function start(): Promise<Language> {
  const { STUBS } = await import('./stubs');
  const known = new Set([...STUBS.keys()].flatMap((path) => moduleOf(path) ?? []));
  const isKnown = (name: string): boolean => known.has(name) || isOldName(name);
  const board = useBoardKnowledge();
  const client = new LanguageClient(STUBS, [
    hoverTooltips({ hoverTime: 400 }),
    signatureHelp(),
    clickForDefinition,
    hints(board, isKnown),
  ]);
  const worker = new Worker(new URL('./language-worker.ts', import.meta.url), { type: 'module' });
  const tellEditors = (): void => {
    for (const file of client.workspace.files)
      file.getView()?.dispatch({ effects: boardChanged.of(null) });
  };
  const server = makeServer(worker, tellEditors, (why) => {
    useProblems().report(new AdderError('language-failed', { detail: why }));
  });
  client.connect(server);
  client.workspace.show = (uri) => showFile(uri, client.workspace, board, STUBS);
  const lacks = followImports(client, board, STUBS);
  watch(board.modules, tellEditors);
  return { client, board, lacks };
}

const helped = new WeakMap<EditorView, Promise<void>>();

/** @param uri of the file, as the server knows it */
export function giveHelp(view: EditorView, uri: string): Promise<void> {
  if (view.state.doc.length > LONGEST) return Promise.resolve();
  const given = useLanguage().then(({ client }) => {
    if (view.dom.isConnected)
      view.dispatch({ effects: help.reconfigure(client.plugin(uri, 'python')) });
  });
  helped.set(view, given);
  return given;
}

/** Resolves when an editor has the help that it was promised. */
export async function helpOf(view: EditorView): Promise<LSPPlugin | null> {
  await helped.get(view);
  return LSPPlugin.get(view);
}
