// Mild hints: a module that the board does not have, a name that a module does not have, too many or too few arguments. Never more,
// never louder, and nothing that the checker tells already.

import { linter, type Diagnostic } from '@codemirror/lint';
import { LSPPlugin } from '@codemirror/lsp-client';
import { StateEffect, type Extension } from '@codemirror/state';
import { assemblerRanges } from '../checking/assembler';
import { t } from '../i18n';
import type { BoardKnowledge } from './board-knowledge';
import type { ServerDiagnostic } from './messages';
import { isOldName } from './server-settings';
import { LONGEST } from './workspace';

/** A pause of typing, ms. */
const PAUSE_MS = 900;
/** What the board has became known. */
export const boardChanged = StateEffect.define();

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^Import "([\w.]+)" could not be resolved$/, 'unknownModule'],
  [/^"(\w+)" is not a known attribute of module "([\w.]+)"/, 'notInModule'],
  [/^"(\w+)" is unknown import symbol/, 'notInImport'],
  [/^Expected (\d+) positional arguments?/, 'tooMany'],
  [/^Arguments? missing for parameters? (.+)$/, 'missing'],
];

/** Undefined: nobody is told of it. */
export function wordsOf(message: string, has: (module: string) => boolean): string | undefined {
  for (const [pattern, key] of PATTERNS) {
    const [, name, module = ''] = pattern.exec(message) ?? [];
    if (name === undefined) continue;
    if (key === 'unknownModule' && has(name)) return undefined;
    return t(`hints.${key}`, { name: name.replaceAll('"', ''), module });
  }
  return undefined;
}

export interface Imported {
  readonly name: string;
  readonly from: number;
}

/** The first parts of the names that a text imports, with their places in it. */
export function importsIn(text: string): Imported[] {
  const found: Imported[] = [];
  for (const line of text.matchAll(/^[ \t]*(from|import)[ \t]+([^#;\n]+)/gm)) {
    const [whole, word, rest = ''] = line;
    const start = line.index + whole.length - rest.length;
    const parts = word === 'from' ? [rest] : rest.split(',');
    let at = start;
    for (const part of parts) {
      const name = /^\s*([A-Za-z_]\w*)/.exec(part);
      if (name?.[1] !== undefined)
        found.push({ name: name[1], from: at + name[0].length - name[1].length });
      at += part.length + 1;
    }
  }
  return found;
}

/** @param isKnown is it a module of MicroPython? Of others the language server tells whether they are anywhere. */
export function hints(board: BoardKnowledge, isKnown: (module: string) => boolean): Extension {
  const has = (name: string): boolean => {
    const top = name.split('.')[0] ?? '';
    return board.modules.value?.has(isOldName(top) ? top.slice(1) : top) ?? false;
  };
  const isFile = (name: string): boolean =>
    board.files.value.some((path) => path === `/${name}.py` || path === `/lib/${name}.py`);

  function missing(text: string, isOpen: (name: string) => boolean): Diagnostic[] {
    if (!board.modules.value) return [];
    return importsIn(text)
      .filter(({ name }) => isKnown(name) && !has(name) && !isFile(name) && !isOpen(name))
      .map(({ name, from }) => ({
        from,
        to: from + name.length,
        severity: 'info',
        message: t('hints.notOnBoard', { name }),
        source: 'not-on-board',
      }));
  }

  return linter(
    async (view) => {
      const plugin = LSPPlugin.get(view);
      const { doc } = view.state;
      if (!plugin || doc.length > LONGEST) return [];
      const { client, uri } = plugin;
      client.sync();
      const answer = await client.request<
        unknown,
        { readonly items?: readonly ServerDiagnostic[] } | null
      >('textDocument/diagnostic', { textDocument: { uri } });
      if (view.state.doc !== doc) return [];
      const skipped = assemblerRanges(view.state);
      const told = (answer?.items ?? []).flatMap(({ range, message, code }): Diagnostic[] => {
        const words = wordsOf(message, has);
        if (words === undefined || range.end.line >= doc.lines) return [];
        const [from, to] = [plugin.fromPosition(range.start), plugin.fromPosition(range.end)];
        if (skipped.some((other) => from >= other.from && from < other.to)) return [];
        return [{ from, to, severity: 'info', message: words, source: code ?? '' }];
      });
      const isOpen = (name: string): boolean =>
        client.workspace.files.some((file) => file.uri.endsWith(`/code/${name}.py`));
      return [...told, ...missing(doc.sliceString(0, undefined, '\n'), isOpen)];
    },
    {
      delay: PAUSE_MS,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((effect) => effect.is(boardChanged))),
    },
  );
}
