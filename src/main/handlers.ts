// What every call and event of the contract does: each line hands it to the service that knows. No logic of its own.

import { app, shell } from 'electron';
import type { CallHandlers, EventHandlers } from '../ipc/answer';
import { AdderError } from '../shared/errors';
import type { Boards } from './boards/boards';
import type { Files } from './computer/files';
import type { Folders } from './computer/folders';
import type { Devices } from './devices';
import type { Dialogs } from './dialogs';
import type { PasswordQuestions } from './passwords/questions';
import { projectModules } from './projects/project';
import { safeExternalUrl } from './security/links';
import type { SettingsFile } from './settings';
import type { Transfers } from './transfers';

export interface Services {
  readonly boards: Boards;
  readonly devices: Devices;
  readonly dialogs: Dialogs;
  readonly files: Files;
  readonly folders: Folders;
  readonly passwords: PasswordQuestions;
  readonly settings: SettingsFile;
  readonly transfers: Transfers;
  readonly unsaved: (names: readonly string[]) => void;
}

/** The contract's word for "done" is `undefined`. */
async function done(work: unknown): Promise<undefined> {
  await work;
}

export function makeCallHandlers(services: Services): CallHandlers {
  const { boards, devices, files, transfers } = services;
  return {
    getAppInfo: () => Promise.resolve({ version: app.getVersion(), platform: process.platform }),

    listDevices: () => devices.list(),
    connectBoard: (address) => boards.connect(address),
    disconnectBoard: (id) => done(boards.disconnect(id)),
    runProgram: async (id, name, text, interrupt, file) => {
      const session = await boards.get(id);
      const modules = file === null ? [] : await projectModules(files, file, text);
      return session.run(name, text, interrupt, modules);
    },
    stopProgram: async (id) => done((await boards.get(id)).stop()),
    softReset: async (id) => done((await boards.get(id)).softReset()),
    typeKeys: async (id, text) => done((await boards.get(id)).type(text)),
    setInput: async (id, pin, value) => {
      (await boards.get(id)).setInput(pin, value);
      return undefined;
    },

    listBoardFiles: async (id, path) => (await boards.get(id)).board.files.list(path),
    getBoardSpace: async (id, path) => (await boards.get(id)).board.files.space(path),
    readBoardFile: async (id, path) => (await boards.get(id)).board.files.read(path),
    writeBoardFile: async (id, path, bytes, transfer, interrupt) => {
      const board = await boards.get(id);
      return done(
        transfers.run(transfer, (options) => board.write(path, bytes, { ...options, interrupt })),
      );
    },
    makeBoardFolder: async (id, path) => done((await boards.get(id)).board.files.makeFolder(path)),
    removeBoardEntry: async (id, path) =>
      done((await boards.get(id)).board.files.remove(path, { recursive: true })),
    renameBoardEntry: async (id, from, to) =>
      done((await boards.get(id)).board.files.rename(from, to)),
    cancelTransfer: (transfer) => {
      transfers.cancel(transfer);
      return done(undefined);
    },

    ...computerHandlers(services),

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
  | 'saveLocalFile'
  | 'saveLocalFileAs';

function computerHandlers({
  dialogs,
  files,
  folders,
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
    saveLocalFile: (file, bytes) => done(files.save(file, bytes)),
    saveLocalFileAs: async (name, bytes) => {
      const path = await dialogs.pickTarget(name);
      return path === undefined ? null : files.saveAs(path, bytes);
    },
  };
}

export function makeEventHandlers({ boards, passwords, unsaved }: Services): EventHandlers {
  return {
    passwordAnswered: (question, password) => {
      passwords.answer(question, password ?? undefined);
    },
    consoleTaken: (id, count) => {
      boards.consoleTaken(id, count);
    },
    unsavedChanged: (names) => {
      unsaved(names);
    },
  };
}
