// What of the settings main itself has to do: the colours of the system's own parts (menus, dialogs, the window before its page
// has drawn), and the size of everything in the window.

import { nativeTheme, type WebContents } from 'electron';
import type { Settings } from '../../ipc/settings';
import type { SettingsFile } from '../settings';

const SYSTEM_THEMES = { system: 'system', light: 'light', dark: 'dark', contrast: 'dark' } as const;

export function applyZoom(page: WebContents | undefined, { zoom }: Settings): void {
  page?.setZoomFactor(zoom / 100);
}

/** From now on, and for the page that is there then. */
export function followSettings(file: SettingsFile, page: () => WebContents | undefined): void {
  const apply = (settings: Settings): void => {
    nativeTheme.themeSource = SYSTEM_THEMES[settings.theme];
    applyZoom(page(), settings);
  };
  apply(file.settings);
  file.onChange(apply);
}
