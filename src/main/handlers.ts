// What every call and event of the contract does: each line hands it to the service that knows. No logic of its own.

import { app, shell } from 'electron';
import type { Board } from '../engine/board/board';
import type { CallHandlers, EventHandlers } from '../ipc/answer';
import type { BoardId } from '../ipc/contract';
import type { Menu } from '../ipc/menu';
import { AdderError } from '../shared/errors';
import { entryHandlers, type EntryServices } from './bin/handlers';
import type { Boards } from './boards/boards';
import { moduleNames } from './boards/module-names';
import { boardModules } from './boards/modules';
import type { BluetoothScans } from './bluetooth/scan';
import type { KnownBoards } from './boards/known';
import type { ConsoleHistory } from './console-history';
import { boardFacts } from './boards/save-file';
import type { Files } from './computer/files';
import type { FolderSearch } from './computer/folder-search';
import type { OpenFiles } from './computer/open-files';
import type { Folders } from './computer/folders';
import type { Devices } from './devices';
import { done } from './done';
import type { Dialogs } from './dialogs';
import type { KeptTabs } from './journal/tabs';
import type { PasswordQuestions } from './passwords/questions';
import { doctorHandlers, type DoctorServices } from './doctor/handlers';
import { modulesToRun, projectModules } from './projects/project';
import { safeExternalUrl } from './security/links';
import type { SettingsFile } from './settings';
import { transferHandlers, type TransferServices } from './queue/handlers';

export interface Services extends DoctorServices, EntryServices, TransferServices {
  readonly bluetooth: BluetoothScans;
  readonly boards: Boards;
  readonly consoleHistory: ConsoleHistory;
  readonly known: KnownBoards;
  readonly devices: Devices;
  readonly dialogs: Dialogs;
  readonly files: Files;
  readonly folders: Folders;
  readonly passwords: PasswordQuestions;
  readonly search: FolderSearch;
  readonly settings: SettingsFile;
  readonly showMenu: (bar: readonly Menu[]) => void;
  readonly openFiles: OpenFiles;
  readonly keptTabs: KeptTabs;
  readonly unsaved: (names: readonly string[]) => void;
}

export function makeCallHandlers(services: Services): CallHandlers {
  const { bluetooth, boards, devices, files, consoleHistory, keptTabs, known, settings } = services;
  const board = async (id: BoardId): Promise<Board> => (await boards.get(id)).board;
  return {
    getAppInfo: () =>
      Promise.resolve({
        version: app.getVersion(),
        platform: process.platform,
        electron: process.versions.electron,
        chromium: process.versions.chrome,
      }),

    getSettings: () => Promise.resolve({ settings: settings.settings, damaged: settings.damaged }),
    changeSettings: (change) => done(settings.change(change)),
    resetSettings: (names) => done(settings.reset(names)),

    listDevices: () => devices.list(),
    connectBoard: async (address) => {
      const state = await boards.connect(address);
      known.noteUse(state.address, state.name);
      return state;
    },
    cancelConnecting: (address) => {
      boards.cancelConnecting(address);
      return done(undefined);
    },
    findBluetooth: () => done(bluetooth.start()),
    stopFinding: () => {
      bluetooth.stop();
      return done(undefined);
    },
    rememberedBoards: () => Promise.resolve(known.list()),
    boardsOfLastTime: async () => {
      await devices.list(); // which of them are there
      return known.lastTime;
    },
    expectBoards: (addresses) =>
      Promise.resolve(
        addresses.flatMap((address) => {
          const board = known.absentBoard(address);
          return board ? [boards.expect(board)] : [];
        }),
      ),
    renameBoard: (address, name) => {
      known.rename(address, name);
      boards.tellNames();
      return done(undefined);
    },
    forgetBoard: (address) => {
      known.forget(address);
      boards.tellNames();
      return done(undefined);
    },
    openBoards: () => Promise.resolve(boards.list()),
    disconnectBoard: async (id) => {
      await services.queue.letGo(id);
      return done(boards.disconnect(id));
    },
    runProgram: async (id, name, text, interrupt, file) => {
      const session = await boards.get(id);
      const modules = file === null ? [] : await modulesToRun(files, file, text);
      return session.run(name, text, interrupt, modules);
    },
    stopProgram: async (id) => done((await boards.get(id)).stop()),
    softReset: async (id) => done((await boards.get(id)).softReset()),
    typeKeys: async (id, text) => done((await boards.get(id)).type(text)),
    setInput: async (id, pin, value) => {
      (await boards.get(id)).setInput(pin, value);
      return undefined;
    },

    listBoardModules: async (id) => boardModules(await board(id)),
    listModuleNames: async (id, module) => moduleNames(await board(id), module),
    listBoardFiles: async (id, path) => (await board(id)).files.list(path),
    getBoardSpace: async (id, path) => (await board(id)).files.space(path),
    readBoardFile: async (id, path) => (await board(id)).files.read(path),
    writeBoardFile: async (id, path, bytes, interrupt) =>
      done((await boards.get(id)).write(path, bytes, { interrupt })),
    lookAtBoardFiles: async (id, places) => boardFacts((await board(id)).files, places),
    saveBoardFile: async (id, path, bytes, interrupt, expected) =>
      done((await boards.get(id)).save(path, bytes, expected, { interrupt })),
    makeBoardFolder: async (id, path) => done((await board(id)).files.makeFolder(path)),
    renameBoardEntry: async (id, from, to) => done((await board(id)).files.rename(from, to)),

    ...entryHandlers(services),
    ...transferHandlers(services),
    ...doctorHandlers(services),
    ...computerHandlers(services),

    keepTab: (key, tab) => done(keptTabs.keep(key, tab)),
    forgetTab: (key) => done(keptTabs.forget(key)),
    arrangeTabs: (keys, sides) => done(keptTabs.arrange(keys, sides)),
    restoreTabs: () => keptTabs.restore(),

    getConsoleHistory: () => Promise.resolve(consoleHistory.lines),
    keepConsoleHistory: (lines) => done(consoleHistory.keep(lines)),

    openExternal: async (address) => {
      const url = safeExternalUrl(address);
      if (url === undefined) throw new AdderError('bad-request', { detail: 'address' });
      return done(shell.openExternal(url));
    },
  };
}

type ComputerCall =
  | 'pickFolder'
  | 'restoreFolder'
  | 'listFolder'
  | 'openFolderFile'
  | 'pickFile'
  | 'readLocalFile'
  | 'readProjectModules'
  | 'lookAtLocalFile'
  | 'watchLocalFiles'
  | 'saveLocalFile'
  | 'saveLocalFileAs'
  | 'searchFolder'
  | 'findInTexts'
  | 'editsInTexts'
  | 'cancelSearch'
  | 'replaceInFolder'
  | 'undoReplacement';

function computerHandlers({
  dialogs,
  files,
  folders,
  search,
  openFiles,
  settings,
}: Services): Pick<CallHandlers, ComputerCall> {
  return {
    pickFolder: async () => {
      const path = await dialogs.pickFolder();
      if (path === undefined) return null;
      const folder = await folders.add(path);
      settings.set('lastFolder', path);
      dialogs.startIn(path);
      return folder;
    },
    restoreFolder: async () => {
      const path = settings.get('lastFolder');
      if (path === undefined) return null;
      try {
        const folder = await folders.add(path);
        dialogs.startIn(path);
        return folder;
      } catch {
        return null; // moved, removed or on a disk that is not there today
      }
    },
    listFolder: (folder, steps) => folders.list(folder, steps),
    openFolderFile: (folder, steps) => files.addFromFolder(folder, steps),
    pickFile: async () => {
      const path = await dialogs.pickFile();
      return path === undefined ? null : files.addPicked(path);
    },
    readLocalFile: (file) => files.read(file),
    readProjectModules: async (file, text) =>
      (await projectModules(files, file, text)).map(({ boardPath, bytes }) => ({
        path: boardPath,
        bytes,
      })),
    lookAtLocalFile: (file) => files.look(file),
    watchLocalFiles: (shown) => {
      openFiles.watch(shown);
      return done(undefined);
    },
    saveLocalFile: (file, bytes, expected) => done(files.save(file, bytes, expected)),
    saveLocalFileAs: async (name, bytes) => {
      const path = await dialogs.pickTarget(name);
      return path === undefined ? null : files.saveAs(path, bytes);
    },
    searchFolder: (folder, query) => search.find(folder, query),
    findInTexts: (texts, query) => search.findInTexts(texts, query),
    editsInTexts: (texts, query, replacement) => search.editsInTexts(texts, query, replacement),
    cancelSearch: () => {
      search.cancel();
      return done(undefined);
    },
    replaceInFolder: (folder, replacement) => search.replace(folder, replacement),
    undoReplacement: (undo) => search.undo(undo),
  };
}

export function makeEventHandlers(services: Services): EventHandlers {
  const { boards, known, passwords, showMenu, unsaved } = services;
  return {
    menuChanged: (bar) => {
      showMenu(bar);
    },
    passwordAnswered: (question, password) => {
      passwords.answer(question, password ?? undefined);
    },
    boardShown: (address) => {
      known.noteChosen(address);
    },
    boardsOpen: (addresses) => {
      known.noteOpen(addresses);
    },
    consoleTaken: (id, count) => {
      boards.consoleTaken(id, count);
    },
    unsavedChanged: (names) => {
      unsaved(names);
    },
  };
}
