// Commands about what of the window is shown, and how large.

import { SETTINGS } from '../../ipc/settings';
import { t } from '../i18n';
import { useSettings } from '../settings/settings';
import type { CommandEntries } from './command';
import { useLayout } from './layout';
import { focusPane } from './panes';

export function viewCommands() {
  const settings = useSettings();
  const layout = useLayout();
  const { least, most, step, initial } = SETTINGS.zoom;

  const zoomTo = (percent: number): Promise<void> =>
    settings.change({ zoom: Math.min(most, Math.max(least, percent)) });

  return {
    'next-pane': {
      group: 'view',
      section: 'panes',
      keys: [{ key: 'f6' }],
      run: () => {
        focusPane(1);
      },
    },
    'previous-pane': {
      group: 'view',
      section: 'panes',
      keys: [{ key: 'f6', shift: true }],
      run: () => {
        focusPane(-1);
      },
    },
    'zoom-in': {
      group: 'view',
      section: 'zoom',
      keys: [
        { key: '+', mod: true },
        { key: '=', mod: true, unseen: true },
        { key: '+', mod: true, shift: true, unseen: true },
      ],
      inDialogs: true,
      repeats: true,
      reason: () => (settings.values.zoom >= most ? t('reasons.largest') : undefined),
      run: () => zoomTo(settings.values.zoom + step),
    },
    'zoom-out': {
      group: 'view',
      section: 'zoom',
      keys: [
        { key: '-', mod: true },
        { key: '_', mod: true, shift: true, unseen: true },
      ],
      inDialogs: true,
      repeats: true,
      reason: () => (settings.values.zoom <= least ? t('reasons.smallest') : undefined),
      run: () => zoomTo(settings.values.zoom - step),
    },
    'zoom-reset': {
      group: 'view',
      section: 'zoom',
      keys: [{ key: '0', mod: true }],
      inDialogs: true,
      run: () => zoomTo(initial),
    },
    files: {
      group: 'view',
      section: 'panes',
      run: () => {
        layout.filesShown.value = !layout.filesShown.value;
      },
    },
    workbench: {
      group: 'view',
      section: 'panes',
      run: () => {
        layout.workbenchShown.value = !layout.workbenchShown.value;
      },
    },
  } satisfies CommandEntries;
}
