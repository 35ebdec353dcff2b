// Commands that open a page over the window.

import type { CommandEntries } from '../app/command';
import { usePages } from './pages';

export function pageCommands() {
  const pages = usePages();

  return {
    settings: {
      group: 'file',
      section: 'settings',
      keys: [{ key: ',', mod: true }],
      run: () => {
        pages.open('settings');
      },
    },
    help: {
      group: 'help',
      section: 'pages',
      keys: [{ key: 'f1' }],
      run: () => {
        pages.open('help');
      },
    },
    shortcuts: {
      group: 'help',
      section: 'pages',
      run: () => {
        pages.open('shortcuts');
      },
    },
  } satisfies CommandEntries;
}
