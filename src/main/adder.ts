// The running app: its services, its window and the order in which they begin and end. Everything that outlives a
// window is made here once.

import { app, Menu } from 'electron';
import { join } from 'node:path';
import { openWhenBack, rememberBoard } from '../engine/discovery';
import { Boards } from './boards/boards';
import { boardName } from './boards/name';
import { makeOpener } from './boards/opener';
import { Files } from './computer/files';
import { Folders } from './computer/folders';
import { Devices } from './devices';
import { Dialogs } from './dialogs';
import { makeCallHandlers, makeEventHandlers, type Services } from './handlers';
import { emitTo, serve } from './ipc';
import type { Log } from './log';
import { menuTemplate } from './menu';
import { PasswordQuestions } from './passwords/questions';
import { RememberedPasswords } from './passwords/remembered';
import { makeSecret } from './passwords/secret';
import { systemVault } from './passwords/vault';
import { harden, serveAppScheme } from './security/harden';
import { makeOrigin, type Origin } from './security/origin';
import { SettingsFile } from './settings';
import { Transfers } from './transfers';
import { AppWindow } from './window/window';

/** Boards that do not let go in that time are left to the system. */
const QUIT_DEADLINE_MS = 4000;

/** The window, while there is one; events find their way through this. */
interface Shown {
  window: AppWindow | undefined;
}

export class Adder {
  private readonly watching = new AbortController();

  private constructor(
    private readonly services: Services,
    private readonly shown: Shown,
    private readonly origin: Origin,
    private readonly log: Log,
    private readonly remembered: RememberedPasswords,
  ) {}

  /** Electron must be ready. */
  static async start(dataDirectory: string, log: Log): Promise<Adder> {
    // electron-vite sets it while developing; an installed app never listens to it.
    const origin = makeOrigin(app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']);
    harden(origin);
    serveAppScheme(join(__dirname, '../renderer'));

    const settings = await SettingsFile.open(join(dataDirectory, 'settings.json'), log);
    const shown: Shown = { window: undefined };
    const emit = emitTo(() => shown.window?.page);

    const devices = new Devices((found) => {
      emit('devicesChanged', found);
    });
    const folders = new Folders();
    const remembered = await RememberedPasswords.open(
      join(dataDirectory, 'passwords.json'),
      systemVault(),
      log,
    );
    const passwords = new PasswordQuestions({
      asked: (question) => {
        emit('passwordAsked', question);
      },
      withdrawn: (question) => {
        emit('passwordWithdrawn', question);
      },
    });
    const services: Services = {
      settings,
      devices,
      folders,
      files: new Files(folders),
      dialogs: new Dialogs(() => shown.window?.browserWindow),
      transfers: new Transfers((transfer, progress) => {
        emit('transferProgress', transfer, progress);
      }),
      boards: new Boards({
        opener: makeOpener({ dataDirectory, secret: makeSecret(remembered, passwords) }),
        name: (address, facts) => boardName(address, facts, devices.find(address)),
        comeBack: (address) => {
          const known = rememberBoard(address, devices.seen);
          return known && ((open, signal) => openWhenBack(known, open, { signal }));
        },
        onState: (state) => {
          emit('boardChanged', state);
        },
        onConsole: (board, bytes) => {
          emit('consoleOutput', board, bytes);
        },
        onPins: (board, pins) => {
          emit('pinsChanged', board, pins);
        },
      }),
      passwords,
      unsaved: (names) => {
        shown.window?.setUnsaved(names);
      },
    };

    const adder = new Adder(services, shown, origin, log, remembered);
    serve({
      calls: makeCallHandlers(services),
      events: makeEventHandlers(services),
      page: () => shown.window?.page,
      isOurUrl: origin.isOurs,
      log,
    });
    const menu = menuTemplate((command) => {
      emit('menuCommand', command);
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
    app.on('before-quit', () => shown.window?.noteQuit());
    devices.watch(adder.watching.signal);
    adder.openWindow();
    return adder;
  }

  /** Brings the window to the front, or makes one. */
  openWindow(): void {
    if (this.shown.window) {
      this.shown.window.focus();
      return;
    }
    const window = new AppWindow({
      origin: this.origin,
      settings: this.services.settings,
      log: this.log,
      icon: join(__dirname, '../../resources/icon.png'),
      onGone: () => {
        this.services.boards.windowGone();
        this.services.passwords.windowGone();
      },
      onReady: () => {
        this.services.boards.windowReady();
      },
      quit: () => {
        app.quit();
      },
    });
    this.shown.window = window;
    window.onClosed(() => {
      this.shown.window = undefined;
      // Without a window nobody could tell a board to stop.
      void this.services.boards.closeAll(AbortSignal.timeout(QUIT_DEADLINE_MS));
    });
    void window.load(); // a failure is told by whoever hears of all uncaught ones: see faults.ts
  }

  /** Lets the boards go and brings the settings to the disk, in bounded time. */
  async end(): Promise<void> {
    this.watching.abort();
    await this.services.boards.closeAll(AbortSignal.timeout(QUIT_DEADLINE_MS));
    await this.services.settings.flush();
    await this.remembered.flush();
  }
}
