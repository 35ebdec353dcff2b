// Names that fit at the cursor, from the language server, each with its help. In strings and comments there are none. A text that
// the server does not have gets the names that stand in it.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { localCompletionSource, pythonLanguage } from '@codemirror/lang-python';
import { syntaxTree } from '@codemirror/language';
import type { LSPPlugin } from '@codemirror/lsp-client';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { t } from '../i18n';
import type { BoardKnowledge } from './board-knowledge';
import { helpOf, useLanguage } from './language';
import type { CompletionItem } from './messages';
import { isOldName, NOT_ON_BOARDS } from './server-settings';
import { tidyMarkup } from './tidy';
import { LONGEST } from './workspace';

/** The icons of CodeMirror, by the protocol's numbers. */
const KINDS: Readonly<Record<number, string>> = {
  2: 'method',
  3: 'function',
  5: 'property',
  6: 'variable',
  7: 'class',
  9: 'namespace',
  10: 'property',
  14: 'keyword',
  21: 'constant',
};
const MODULE = 9;
const NO_CODE = /^(?:(?:Continued)?String|FormatString|Comment)$/;

export async function completeName(context: CompletionContext): Promise<CompletionResult | null> {
  const { state, pos, view } = context;
  if (!pythonLanguage.isActiveAt(state, pos) || isInText(state, pos)) return null;
  const word = context.matchBefore(/[\p{L}\p{N}_]*/u);
  const from = word?.from ?? pos;
  if (!context.explicit && !isAsked(state, from, pos)) return null;
  const plugin = view && (await helpOf(view));
  if (!plugin || state.doc.length > LONGEST) return localCompletionSource(context);
  if (isOver(context)) return null;
  plugin.client.sync();
  const answer = await plugin.client.request<
    unknown,
    { readonly items: readonly CompletionItem[] } | null
  >('textDocument/completion', {
    textDocument: { uri: plugin.uri },
    position: plugin.toPosition(pos),
    context: { triggerKind: 1 },
  });
  if (!answer || isOver(context)) return null;
  const typed = state.sliceDoc(from, pos);
  const { board, lacks } = await useLanguage();
  const module = moduleAt(state, from);
  const offered = answer.items.filter((item) => isOffered(item, typed));
  const options = offered
    .map((item) => toCompletion(item, plugin))
    .map((option) =>
      isMissing(option, board) || (module !== undefined && lacks(module, option.label))
        ? { ...option, detail: t('hints.notHere'), boost: -50 }
        : option,
    );
  const line = state.doc.lineAt(pos);
  if (/^\s*(?:import|from)\s+\w*$/.test(line.text.slice(0, pos - line.from)))
    options.push(...onlyOnBoard(options, board));
  return { from, options, validFor: /^[\p{L}\p{N}_]*$/u };
}

/** Typing went on: nobody waits for the answer any more. */
function isOver(context: CompletionContext): boolean {
  return context.aborted;
}

/** A word is begun, or it goes on behind a point or behind what wants a name. */
function isAsked(state: EditorState, from: number, pos: number): boolean {
  const line = state.doc.lineAt(from);
  const before = line.text.slice(0, from - line.from);
  if (from < pos) return !/^\p{N}/u.test(state.sliceDoc(from, pos)) && !/\d\.$/.test(before);
  return /[\p{L}_\p{N})\]"'}]\s*\.$/u.test(before)
    ? !/(?:^|[^\p{L}_\p{N}])\d+\.$/u.test(before)
    : /^\s*(?:from\s+[\p{L}\p{N}_.]+\s+)?import\s+$/u.test(before);
}

function isInText(state: EditorState, pos: number): boolean {
  return NO_CODE.test(syntaxTree(state).resolveInner(pos, -1).name);
}

/** What begins with an underscore is for whoever types one. */
function isOffered({ label, kind }: CompletionItem, typed: string): boolean {
  if (label.startsWith('_') && !typed.startsWith('_')) return false;
  return kind !== MODULE || !(NOT_ON_BOARDS.has(label) || isOldName(label));
}

/** A module that the connected board is known not to have. */
function isMissing({ type, label }: Completion, { modules, files }: BoardKnowledge): boolean {
  if (type !== 'namespace' || !modules.value || modules.value.has(label)) return false;
  return !files.value.some((path) => path.endsWith(`/${label}.py`));
}

/** The module whose names are wanted: of `from machine import …`, or of a point behind its name. */
function moduleAt(state: EditorState, from: number): string | undefined {
  const found = importedFrom(state, from) ?? nameBeforePoint(state, from);
  return found !== undefined && isOldName(found) ? found.slice(1) : found;
}

function importedFrom(state: EditorState, from: number): string | undefined {
  const line = state.doc.lineAt(from);
  const statement = closest(syntaxTree(state).resolveInner(from, -1), 'ImportStatement');
  const text = state.sliceDoc(statement?.from ?? line.from, from);
  return /^\s*from\s+(\w+)\s+import\b/.exec(text)?.[1];
}

function nameBeforePoint(state: EditorState, from: number): string | undefined {
  const line = state.doc.lineAt(from);
  const name = /(?<![\w.)\]])(\w+)\.$/.exec(line.text.slice(0, from - line.from))?.[1];
  if (name === undefined) return undefined;
  const asName = new RegExp(`^\\s*import\\b.*?\\b(\\w+)\\s+as\\s+${name}\\b`, 'm');
  return asName.exec(state.sliceDoc())?.[1] ?? name;
}

function closest(node: SyntaxNode | null, name: string): SyntaxNode | undefined {
  for (let at = node; at; at = at.parent) if (at.name === name) return at;
  return undefined;
}

/** What the board has and nobody else knows. */
function onlyOnBoard(known: readonly Completion[], { modules }: BoardKnowledge): Completion[] {
  const labels = new Set(known.map(({ label }) => label));
  return [...(modules.value ?? [])]
    .filter((name) => !labels.has(name) && !name.startsWith('_'))
    .map((label) => ({ label, type: 'namespace', detail: t('hints.onBoard') }));
}

function toCompletion(item: CompletionItem, plugin: LSPPlugin): Completion {
  const { label, kind, sortText } = item;
  const type = KINDS[kind ?? 0];
  return {
    label,
    ...(type !== undefined && { type }),
    ...(sortText !== undefined && { sortText }),
    info: async () => {
      const more = await plugin.client.request<CompletionItem, CompletionItem | null>(
        'completionItem/resolve',
        item,
      );
      return more?.documentation === undefined ? null : render(more.documentation, plugin);
    },
  };
}

function render(
  documentation: NonNullable<CompletionItem['documentation']>,
  plugin: LSPPlugin,
): Node {
  const help = document.createElement('div');
  help.className = 'cm-lsp-documentation';
  // The client cleans what it makes: sanitize.ts.
  help.innerHTML = plugin.docToHTML({ ...tidyMarkup(documentation) }, 'markdown');
  return help;
}
