// Commands that look through several files.

import type { CommandEntries } from '../app/command';
import { usePanels } from '../panel/panels';
import { useTabs } from '../tabs/tabs';
import { useSearch } from './search';

export function searchCommands() {
  const tabs = useTabs();
  const panels = usePanels();
  const search = useSearch();

  return {
    'find-in-folder': {
      group: 'edit',
      section: 'find',
      keys: [{ key: 'f', mod: true, shift: true }],
      run: () => {
        const document = tabs.active && tabs.documentOf(tabs.active.id);
        const state = document && (document.view?.state ?? document.state);
        const { from = 0, to = 0 } = state?.selection.main ?? {};
        panels.show('search');
        search.ask(state?.sliceDoc(from, to) ?? '');
      },
    },
  } satisfies CommandEntries;
}
