// The running app: its services, its window and the order in which they begin and end. Everything that outlives a
// window is made here once.

import { app, Menu } from 'electron';
import { join } from 'node:path';
import { openWhenBack, rememberBoard } from '../engine/discovery';
import type { FolderId } from '../ipc/contract';
import type { Menu as MenuBar } from '../ipc/menu';
import { Bin } from './bin/bin';
import { ComputerSide } from './bin/computer';
import { BinStore } from './bin/store';
import { BluetoothScans } from './bluetooth/scan';
import { Boards } from './boards/boards';
import { KnownBoards } from './boards/known';
import { boardName } from './boards/name';
import { linkMaker, makeOpener } from './boards/opener';
import { ConsoleHistory } from './console-history';
import { CopyIn } from './computer/copy-in';
import { LocalEntries } from './computer/entries';
import { Files } from './computer/files';
import { FolderSearch } from './computer/folder-search';
import { Landings } from './computer/landing';
import { LocalTrees } from './computer/local-trees';
import { OpenFiles } from './computer/open-files';
import { Patience } from './computer/patience';
import { Folders } from './computer/folders';
import { Devices } from './devices';
import { Dialogs } from './dialogs';
import { Doctor, systemOfDoctor } from './doctor/doctor';
import { Rescue } from './doctor/rescue';
import { UsbLook } from './doctor/usb-look';
import { makeCallHandlers, makeEventHandlers, type Services } from './handlers';
import { emitTo, serve } from './ipc';
import { Journal } from './journal/journal';
import { KeptTabs } from './journal/tabs';
import type { Log } from './log';
import { menuTemplate } from './menu';
import { PasswordQuestions } from './passwords/questions';
import { RememberedPasswords } from './passwords/remembered';
import { makeSecret } from './passwords/secret';
import { systemVault } from './passwords/vault';
import { harden, serveAppScheme } from './security/harden';
import { makeOrigin, type Origin } from './security/origin';
import { SettingsFile } from './settings';
import { TransferQueue } from './queue/queue';
import { applyZoom, followSettings } from './window/look';
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
    private readonly journal: Journal,
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
      tellKnown();
    });
    const tellKnown = (): void => {
      emit('rememberedChanged', known.list());
    };
    const known = await KnownBoards.open({
      file: join(dataDirectory, 'boards.json'),
      log,
      devices: () => devices.seen,
      onChange: tellKnown,
    });
    const folders = new Folders();
    const patience = new Patience();
    const files = new Files(folders, patience);
    const openFiles = new OpenFiles(files, (file) => {
      emit('localFileChanged', file);
    });
    const journal = new Journal(join(dataDirectory, 'journal'), log);
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
    const showMenu = (bar: readonly MenuBar[] | undefined): void => {
      const menu = menuTemplate(bar, (command) => {
        emit('menuCommand', command);
      });
      Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
    };
    const createLink = linkMaker({ dataDirectory, secret: makeSecret(remembered, passwords) });
    const folderChanged = (folder: FolderId, steps: readonly string[]): void => {
      emit('folderChanged', folder, steps);
    };
    const queue = new TransferQueue({
      onChange: (transfers) => {
        emit('transfersChanged', transfers);
      },
    });
    const landings = new Landings(folders, patience);
    const bin = new BinStore(join(dataDirectory, 'bin'), log);
    const services: Services = {
      settings,
      consoleHistory: await ConsoleHistory.open(join(dataDirectory, 'console-history.json'), log),
      showMenu,
      bluetooth: new BluetoothScans((device) => {
        emit('bluetoothFound', device);
      }),
      devices,
      known,
      folders,
      search: new FolderSearch(folders, files),
      files,
      openFiles,
      keptTabs: new KeptTabs(journal, files),
      dialogs: new Dialogs(() => shown.window?.browserWindow),
      queue,
      trees: new LocalTrees(folders, files, patience),
      landings,
      copyIn: new CopyIn(landings),
      folderChanged,
      entries: new LocalEntries({
        ...{ folders, files, patience, onChanged: folderChanged },
        onMoved: (moved) => {
          openFiles.moved(moved);
        },
      }),
      bin: new Bin({
        store: bin,
        computer: new ComputerSide({ store: bin, folders, patience, onChanged: folderChanged }),
        boards: {
          get: (id) => services.boards.get(id),
          at: (address) => services.boards.at(address),
        },
        devices: () => devices.seen,
        queue,
        onChange: (binned) => {
          emit('binChanged', binned);
        },
      }),
      boards: new Boards({
        opener: makeOpener(createLink),
        name: (address, facts) =>
          known.givenName(address) ?? boardName(address, facts, devices.find(address)),
        comeBack: (address, absent) => {
          const board = rememberBoard(address, devices.seen);
          return board && ((open, signal) => openWhenBack(absent ?? board, open, { signal }));
        },
        waits: () => settings.settings.reconnect,
        onOpen: (board) => {
          queue.boardOpened(board);
        },
        onState: (state) => {
          queue.boardChanged(state);
          if (state.replaces !== undefined) known.noteUse(state.address, state.name);
          else if (state.facts) known.noteName(state.address, state.name);
          emit('boardChanged', state);
        },
        onConsole: (board, bytes) => {
          emit('consoleOutput', board, bytes);
        },
        onPins: (board, pins) => {
          emit('pinsChanged', board, pins);
        },
      }),
      doctor: new Doctor(systemOfDoctor(() => devices.seen)),
      rescue: new Rescue({
        createLink,
        release: (address) => services.boards.release(address),
        onStep: (step) => {
          emit('safeStartStep', step);
        },
      }),
      usbLook: new UsbLook((found) => {
        emit('usbChanged', found);
      }),
      passwords,
      unsaved: (names) => {
        shown.window?.setUnsaved(names);
      },
    };

    const adder = new Adder(services, shown, origin, log, remembered, journal);
    serve({
      calls: makeCallHandlers(services),
      events: makeEventHandlers(services),
      page: () => shown.window?.page,
      isOurUrl: origin.isOurs,
      log,
    });
    showMenu(undefined);
    followSettings(settings, () => shown.window?.page);
    settings.onChange((now) => {
      emit('settingsChanged', now);
    });
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
        this.services.bluetooth.stop();
        this.services.boards.windowGone();
        this.services.passwords.windowGone();
        this.services.rescue.cancel();
        this.services.usbLook.end();
      },
      onReady: () => {
        applyZoom(this.shown.window?.page, this.services.settings.settings);
      },
      underway: () => this.services.queue.underway(),
      quit: () => {
        app.quit();
      },
    });
    this.shown.window = window;
    window.onClosed(() => {
      this.shown.window = undefined;
      this.services.openFiles.watch([]);
      void this.services.queue.cancelAll();
      // Without a window nobody could tell a board to stop.
      void this.services.boards.closeAll(AbortSignal.timeout(QUIT_DEADLINE_MS));
    });
    void window.load(); // a failure is told by whoever hears of all uncaught ones: see faults.ts
  }

  /** Lets the boards go and brings the settings to the disk, in bounded time. */
  async end(): Promise<void> {
    this.watching.abort();
    this.services.bluetooth.stop();
    this.services.doctor.end();
    await this.services.boards.closeAll(AbortSignal.timeout(QUIT_DEADLINE_MS));
    await this.services.settings.flush();
    await this.services.consoleHistory.flush();
    await this.services.known.flush();
    await this.remembered.flush();
    await this.journal.flush();
  }
}
