// Commands for the text of the open file. What nobody looks for in a menu has only CodeMirror's own keys (extensions.ts).

import { addCursorAbove, addCursorBelow, toggleComment } from '@codemirror/commands';
import { foldAll, unfoldAll } from '@codemirror/language';
import { jumpToDefinition } from '@codemirror/lsp-client';
import { gotoLine, openSearchPanel, selectNextOccurrence } from '@codemirror/search';
import type { Command as EditorCommand } from '@codemirror/view';
import type { Chord } from '../app/chords';
import type { CommandEntries, CommandEntry } from '../app/command';
import { canFormat, formatTab } from '../checking/format';
import { t } from '../i18n';
import { helpOf } from '../language/language';
import { useTabs } from '../tabs/tabs';

export function editCommands() {
  const tabs = useTabs();

  const noPython = (): string | undefined => {
    if (!tabs.active) return t('reasons.noTab');
    return canFormat(tabs.active) ? undefined : t('reasons.noPython');
  };

  const noTab = (): string | undefined => (tabs.active ? undefined : t('reasons.noTab'));

  /** One of CodeMirror's own commands, done to the text that has the person's attention. */
  function inText(section: string, command: EditorCommand, chord: Chord): CommandEntry {
    return {
      group: 'edit',
      section,
      keys: [{ ...chord, notInConsole: true }],
      reason: noTab,
      run: () => {
        const view = tabs.active && tabs.documentOf(tabs.active.id).view;
        if (!view) return;
        view.focus();
        command(view);
      },
    };
  }

  return {
    find: inText('find', openSearchPanel, { key: 'f', mod: true }),
    'go-to-line': inText('find', gotoLine, { key: 'g', ctrl: true }),
    comment: inText('code', toggleComment, { key: '/', mod: true }),
    'next-occurrence': inText('cursors', selectNextOccurrence, { key: 'd', mod: true }),
    'cursor-above': inText('cursors', addCursorAbove, { key: 'arrowup', mod: true, alt: true }),
    'cursor-below': inText('cursors', addCursorBelow, { key: 'arrowdown', mod: true, alt: true }),
    'fold-all': inText('folding', foldAll, { key: '[', mod: true, alt: true }),
    'unfold-all': inText('folding', unfoldAll, { key: ']', mod: true, alt: true }),
    format: {
      group: 'edit',
      section: 'code',
      keys: [{ key: 'f', shift: true, alt: true, notInConsole: true }],
      reason: noPython,
      run: () => tabs.active && formatTab(tabs.active),
    },
    'go-to-definition': {
      group: 'edit',
      section: 'code',
      keys: [{ key: 'f12', notInConsole: true }],
      reason: noPython,
      run: () => {
        const view = tabs.active && tabs.documentOf(tabs.active.id).view;
        if (view) void helpOf(view).then(() => jumpToDefinition(view));
      },
    },
  } satisfies CommandEntries;
}
