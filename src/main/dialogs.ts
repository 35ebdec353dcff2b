// The system's dialogs for files and folders. `undefined` when the user closes one.

import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import { basename, join } from 'node:path';
import { t } from './i18n';

export class Dialogs {
  /** Where the next dialog starts; the system's choice at first. */
  private place: string | undefined;

  constructor(private readonly window: () => BrowserWindow | undefined) {}

  startIn(folder: string): void {
    this.place = folder;
  }

  pickFolder(title = t('pick.folder')): Promise<string | undefined> {
    return this.open({ title, properties: ['openDirectory', 'createDirectory'] });
  }

  pickFile(): Promise<string | undefined> {
    return this.open({ title: t('pick.file'), properties: ['openFile'] });
  }

  /** @param suggested a name from the window: only its last part counts */
  async pickTarget(suggested: string): Promise<string | undefined> {
    const name = basename(suggested.replaceAll('\\', '/'));
    const defaultPath = this.place === undefined ? name : join(this.place, name);
    const options = { title: t('pick.target'), defaultPath };
    const window = this.window();
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    return canceled || !filePath ? undefined : filePath;
  }

  private async open(options: OpenDialogOptions): Promise<string | undefined> {
    const full = this.place === undefined ? options : { ...options, defaultPath: this.place };
    const window = this.window();
    const { canceled, filePaths } = await (window
      ? dialog.showOpenDialog(window, full)
      : dialog.showOpenDialog(full));
    return canceled ? undefined : filePaths[0];
  }
}
