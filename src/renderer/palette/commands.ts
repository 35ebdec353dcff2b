// Commands that open the palette.

import type { CommandEntries } from '../app/command';
import { usePalette } from './palette';

export function paletteCommands() {
  const palette = usePalette();

  return {
    'go-to-file': {
      group: 'file',
      section: 'open',
      keys: [{ key: 'p', mod: true, notInConsole: true }],
      run: () => {
        palette.open('files');
      },
    },
    palette: {
      group: 'view',
      section: 'palette',
      keys: [{ key: 'p', mod: true, shift: true }],
      run: () => {
        palette.open('commands');
      },
    },
  } satisfies CommandEntries;
}
