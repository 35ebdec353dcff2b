// The one window: how it is made, where it stands, and what happens when it closes, crashes or loads anew. It has no right
// that a page of the web would not have; all else goes through the bridge.

import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import { join } from 'node:path';
import type { Log } from '../log';
import type { Underway } from '../queue/queue';
import type { Origin } from '../security/origin';
import type { SettingsFile } from '../settings';
import { placeWindow, SMALLEST_SIZE } from './bounds';
import { Closing } from './closing';
import { askAfterCrash, askToClose } from './questions';

/** What is seen before the page has drawn: the page's own background, so that nothing flashes. */
const BACKGROUND = { light: '#ffffff', dark: '#16181d' } as const;

export interface WindowOptions {
  readonly origin: Origin;
  readonly settings: SettingsFile;
  readonly log: Log;
  readonly icon: string;
  /** The page is going or crashed: what main knows of it is void. */
  readonly onGone: () => void;
  /** A page is there and its scripts have run. */
  readonly onReady: () => void;
  /** Transfers that would end with the window. */
  readonly underway: () => readonly Underway[];
  readonly quit: () => void;
}

export class AppWindow {
  private readonly window: BrowserWindow;
  private readonly closing: Closing;
  /** The whole app ends, not only its window (on macOS these are two things). */
  private quitting = false;

  constructor(private readonly options: WindowOptions) {
    const { settings } = options;
    const remembered = settings.get('window');
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
    const place = placeWindow(
      remembered,
      [primary, ...others].map(({ workArea }) => workArea),
    );
    this.window = new BrowserWindow({
      ...place,
      minWidth: SMALLEST_SIZE.width,
      minHeight: SMALLEST_SIZE.height,
      show: false,
      title: 'Adder',
      icon: options.icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      webPreferences: {
        preload: join(__dirname, '../preload/index.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        devTools: !app.isPackaged,
        spellcheck: false,
        zoomFactor: settings.settings.zoom / 100,
      },
    });
    // Made on a screen whose scale is not the primary one's, it has another size on Windows: https://github.com/electron/electron/issues/10862
    if (place.x !== undefined) this.window.setBounds(place);
    if (remembered?.maximized) this.window.maximize();
    this.closing = new Closing(options.underway, (unfinished) =>
      askToClose(this.window, unfinished),
    );
    this.listen();
  }

  /** The page, while there is one. */
  get page(): WebContents | undefined {
    return this.window.isDestroyed() ? undefined : this.window.webContents;
  }

  get browserWindow(): BrowserWindow {
    return this.window;
  }

  /** Rejects when there is nothing to show, not when the user was faster: a window closed or reloaded while it loads. */
  async load(): Promise<void> {
    try {
      await this.window.loadURL(this.options.origin.page);
    } catch (error) {
      if (this.window.isDestroyed() || (error as { code?: unknown }).code === 'ERR_ABORTED') return;
      throw error;
    }
  }

  focus(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  setUnsaved(names: readonly string[]): void {
    this.closing.setUnsaved(names);
  }

  noteQuit(): void {
    this.quitting = true;
  }

  onClosed(listener: () => void): void {
    this.window.once('closed', listener);
  }

  private listen(): void {
    const { window, options } = this;
    window.once('ready-to-show', () => {
      window.show();
    });
    window.on('page-title-updated', (event) => {
      event.preventDefault();
    });
    window.on('close', (event) => {
      if (this.closing.mustAsk) {
        event.preventDefault(); // which also ends a quit of the app that is under way
        void this.closeIfWanted(this.quitting);
        return;
      }
      this.rememberPlace();
    });
    window.webContents.on('did-start-navigation', (details) => {
      if (!details.isMainFrame || details.isSameDocument) return;
      this.closing.setUnsaved([]);
      options.onGone();
    });
    window.webContents.on('did-finish-load', options.onReady);
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      options.log(`the window's process is gone: ${reason} ${exitCode}`);
      void this.recover(reason);
    });
  }

  private async closeIfWanted(quitting: boolean): Promise<void> {
    this.quitting = false;
    if (!(await this.closing.mayClose())) return;
    if (quitting) this.options.quit();
    else this.window.close();
  }

  private rememberPlace(): void {
    const { x, y, width, height } = this.window.getNormalBounds();
    this.options.settings.set('window', {
      x,
      y,
      width,
      height,
      maximized: this.window.isMaximized(),
    });
  }

  private async recover(reason: string): Promise<void> {
    this.closing.setUnsaved([]);
    this.options.onGone();
    if (await askAfterCrash(this.window, reason)) this.options.quit();
    else await this.load();
  }
}
