// Commands for what boards print. Those whose keys are the console's alone, and what else it takes while it has the
// focus, are done in keys.ts.

import type { CommandEntries } from '../app/command';
import { t } from '../i18n';
import { usePanels } from '../panel/panels';
import { useConsoles } from './consoles';
import { CLEAR, FIND, SHOW_HISTORY } from './keys';
import { copyAll, saveAll } from './saving';

export function consoleCommands() {
  const empty = (): string | undefined =>
    (useConsoles().shown?.isEmpty.value ?? true) ? t('console.emptyReason') : undefined;

  return {
    'show-console': {
      group: 'console',
      section: 'show',
      keys: [{ key: '`', ctrl: true }],
      run: () => {
        useConsoles().focus();
      },
    },
    'show-plotter': {
      group: 'console',
      section: 'show',
      run: () => {
        usePanels().show('plotter');
      },
    },
    'console-find': {
      group: 'console',
      section: 'look',
      keys: [FIND],
      reason: empty,
      run: () => {
        useConsoles().open('search');
      },
    },
    'console-history': {
      group: 'console',
      section: 'look',
      keys: [SHOW_HISTORY],
      run: () => {
        useConsoles().open('history');
      },
    },
    'console-copy-all': { group: 'console', section: 'keep', reason: empty, run: copyAll },
    'console-save': { group: 'console', section: 'keep', reason: empty, run: saveAll },
    'console-clear': {
      group: 'console',
      section: 'clear',
      keys: [CLEAR],
      reason: empty,
      run: () => useConsoles().shown?.clearAbove(),
    },
  } satisfies CommandEntries;
}
