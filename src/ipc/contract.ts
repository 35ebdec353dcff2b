// The whole conversation between the window and the main process, written once: calls, events to the window and
// events to main. The schemas are checked at run time in main (src/main/ipc.ts); the types of both sides are derived
// from them here. Main hands out ids for what the window may touch (boards, folders, files); a path of the computer
// never comes from the window. The calls of larger subjects stand in files beside this one.

import * as v from 'valibot';
import type {
  BluetoothDeviceInfo,
  BoardFacts,
  BoardMode,
  DeviceInfo,
  FileEntry,
  SpaceFacts,
} from '../shared/board';
import type { ErrorData } from '../shared/errors';
import type {
  ConnectionFacts,
  FixOutcome,
  PowerOnResult,
  SafeStartResult,
  SafeStartStep,
  UsbFacts,
} from './doctor';
import type { PinState } from '../shared/pins';
import { menuBar } from './menu';
import { settingName, settingsChange, settingNames, type Settings } from './settings';
import { call } from './call';
import { entryCalls, entryEventNames, type EntryEvents } from './entries';
import {
  address,
  boardPath,
  bytes,
  id,
  interrupt,
  localPath,
  MAX_TABS,
  name,
  sha256,
  text,
  type FileId,
} from './fields';
import { journalCalls } from './journal';
import { searchCalls } from './search';
import { transferCalls, transferEventNames, type TransferEvents } from './transfers';

export type { FileId } from './fields';

// ---- words -----------------------------------------------------------------------------------------------------

/** An open connection to a board; a reconnection has a new id. */
export type BoardId = string;
/** A folder of the computer that the user picked. */
export type FolderId = string;

export interface BoardState {
  readonly board: BoardId;
  readonly address: string;
  /** For people: `Virtual board`, `Pico W`, `/dev/ttyACM0`. */
  readonly name: string;
  readonly mode: BoardMode;
  readonly facts?: BoardFacts;
  /** Why the board is `lost`. */
  readonly error?: ErrorData;
  /** It is lost, and will be opened again when it is back: a `boardChanged` then tells of the new board. */
  readonly waiting?: boolean;
  /** Only where a new board is told: which lost one it is again. */
  readonly replaces?: BoardId;
  /** Only on a simulated board: its pins and which of them are the LED and the button. */
  readonly simulated?: {
    readonly led: number;
    readonly button: number;
    readonly pins: readonly PinState[];
  };
}

/** A board that was connected once. */
export interface RememberedBoard {
  /** Where it can be opened now, or else where it was. */
  readonly address: string;
  readonly name: string;
  /** The person calls it so. */
  readonly named: boolean;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
  /** It is known not to be there: nothing is plugged in. */
  readonly absent: boolean;
}

/** What the window had when Adder ended. */
export interface BoardsOfLastTime {
  /** The address of the one that was chosen last; `null`: the virtual one. */
  readonly chosen: string | null;
  /** All of them, that one too. */
  readonly boards: readonly Pick<RememberedBoard, 'address' | 'absent'>[];
}

export interface RunResult {
  /** The traceback, or '' when the program ended well. It was also shown in the console. */
  readonly traceback: string;
  /** The user stopped it. */
  readonly stopped: boolean;
}

export interface LocalEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly size: number;
}

export interface LocalFolder {
  readonly folder: FolderId;
  readonly name: string;
}

export interface LocalFile {
  readonly file: FileId;
  readonly name: string;
}

/** A module of a project: where Run puts it on the board, and what is in it. */
export interface ModuleText {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A name in a module of the board, and what MicroPython calls its type: `function`, `int`. */
export interface ModuleName {
  readonly name: string;
  readonly type: string;
}

/** What is on the disk in the place of a file. */
export type LocalFact =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file'; readonly size: number; readonly sha256: string };

/** What is on the board in the place of a file. */
export type BoardFact =
  | { readonly kind: 'missing' }
  | { readonly kind: 'folder' }
  /** The hash is known where the size was the one asked about, and the firmware can hash. */
  | { readonly kind: 'file'; readonly size: number; readonly sha256?: string };

export interface AppInfo {
  readonly version: string;
  readonly platform: string;
  readonly electron: string;
  readonly chromium: string;
}

/** A board asks for its password. */
export interface PasswordQuestion {
  readonly question: string;
  /** The canonical address of the board. */
  readonly address: string;
  /** The last one was not accepted. */
  readonly wrong: boolean;
  /** It will be kept, encrypted by the system's keychain. */
  readonly remembered: boolean;
}

/** What a person has set, and whether what was kept of it could not be read. */
export interface KnownSettings {
  readonly settings: Settings;
  /** The file made no sense: it was kept aside, and these are the defaults. */
  readonly damaged: boolean;
}

// ---- limits ----------------------------------------------------------------------------------------------------

/** Console bytes the window may owe an answer for before main holds the board back. */
export const CONSOLE_WINDOW_BYTES = 256 * 1024;

/** More boards than that are not brought back. */
export const MAX_OPEN_BOARDS = 64;
const addresses = v.pipe(v.array(address), v.maxLength(MAX_OPEN_BOARDS));

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** What may be replaced: the file that the window knows, and perhaps nothing. */
const expectedOnBoard = v.strictObject({ size, sha256, orMissing: v.boolean() });

// ---- calls -----------------------------------------------------------------------------------------------------

export const calls = {
  getAppInfo: call(v.strictTuple([])).returns<AppInfo>(),

  getSettings: call(v.strictTuple([])).returns<KnownSettings>(),
  /** Those that are named; resolves when they are on the disk. All that changes is told by `settingsChanged`. */
  changeSettings: call(v.strictTuple([settingsChange])).returns<undefined>(),
  /** Back to what they are in a new Adder. */
  resetSettings: call(
    v.strictTuple([v.pipe(v.array(settingName), v.maxLength(settingNames.length))]),
  ).returns<undefined>(),

  listDevices: call(v.strictTuple([])).returns<readonly DeviceInfo[]>(),
  connectBoard: call(v.strictTuple([address])).returns<BoardState>(),
  /** Those that are open already, for a window that begins anew; their output comes from now on. */
  openBoards: call(v.strictTuple([])).returns<readonly BoardState[]>(),
  /** The `connectBoard` that is under way rejects with `aborted`. */
  cancelConnecting: call(v.strictTuple([address])).returns<undefined>(),
  /** Tells `bluetoothFound` for each device in reach until `stopFinding`, and resolves then. One search at a time. */
  findBluetooth: call(v.strictTuple([])).returns<undefined>(),
  stopFinding: call(v.strictTuple([])).returns<undefined>(),
  /** The last one used first; never the virtual board of everybody. */
  rememberedBoards: call(v.strictTuple([])).returns<readonly RememberedBoard[]>(),
  boardsOfLastTime: call(v.strictTuple([])).returns<BoardsOfLastTime>(),
  /** Boards that are not there, as lost ones: those that can be plugged in are opened when they are. In the order asked for. */
  expectBoards: call(v.strictTuple([addresses])).returns<readonly BoardState[]>(),
  /** By another name, or with '' by its own. */
  renameBoard: call(
    v.strictTuple([address, v.pipe(v.string(), v.maxLength(255))]),
  ).returns<undefined>(),
  forgetBoard: call(v.strictTuple([address])).returns<undefined>(),
  /** Also ends the waiting for a board that is lost. */
  disconnectBoard: call(v.strictTuple([id])).returns<undefined>(),
  /**
   * `name` stands in tracebacks and messages only. The last argument is the computer's file that the program comes from:
   * modules of its project that it imports and that differ on the board are uploaded first. `null` when it comes from nowhere
   * on the computer.
   */
  runProgram: call(v.strictTuple([id, name, text, interrupt, v.nullable(id)])).returns<RunResult>(),
  stopProgram: call(v.strictTuple([id])).returns<undefined>(),
  softReset: call(v.strictTuple([id])).returns<undefined>(),
  /** Makes a program, with what it imports as for `runProgram`, the one that starts at power-on; the old one is kept aside. */
  startAtPowerOn: call(
    v.strictTuple([id, bytes, interrupt, v.nullable(id)]),
  ).returns<PowerOnResult>(),
  /** Nothing starts at power-on any more; what did is kept aside. */
  stopAtPowerOn: call(v.strictTuple([id, interrupt])).returns<PowerOnResult>(),

  /** For the doctor: what this computer knows of a place that could not be connected to. */
  examineConnection: call(v.strictTuple([address])).returns<ConnectionFacts>(),
  /** Opens a port to this user, once an administrator agrees. */
  repairPermission: call(v.strictTuple([address])).returns<FixOutcome>(),
  /** `usbChanged` comes with what is there now and at each change, until the look ends. */
  lookForBoard: call(v.strictTuple([v.boolean()])).returns<undefined>(),
  /** Closes the board, stops whatever runs on it and puts its main.py aside. */
  safeStart: call(v.strictTuple([address])).returns<SafeStartResult>(),
  cancelSafeStart: call(v.strictTuple([])).returns<undefined>(),

  /** Keys typed in the console, to the prompt or to the running program. */
  typeKeys: call(v.strictTuple([id, text])).returns<undefined>(),
  /** Simulated boards only: drives an input pin, as a finger on the button does. */
  setInput: call(
    v.strictTuple([
      id,
      v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(63)),
      v.picklist([0, 1]),
    ]),
  ).returns<undefined>(),

  /** Modules that the firmware has, for help with names. Never disturbs a program; none where the firmware does not tell. */
  listBoardModules: call(v.strictTuple([id])).returns<readonly string[]>(),
  /** What is in one of those; none of what is a file on the board. */
  listModuleNames: call(
    v.strictTuple([id, v.pipe(v.string(), v.regex(/^[A-Za-z_]\w{0,63}$/))]),
  ).returns<readonly ModuleName[]>(),
  listBoardFiles: call(v.strictTuple([id, boardPath])).returns<readonly FileEntry[]>(),
  getBoardSpace: call(v.strictTuple([id, boardPath])).returns<SpaceFacts>(),
  readBoardFile: call(v.strictTuple([id, boardPath])).returns<Uint8Array>(),
  /** What lies at these places, in their order; asks the board once, and never while a program runs. A file of the given size is hashed. */
  lookAtBoardFiles: call(
    v.strictTuple([
      id,
      v.pipe(v.array(v.strictObject({ path: boardPath, size })), v.maxLength(2 * MAX_TABS)),
    ]),
  ).returns<readonly BoardFact[]>(),
  /** Atomic and verified. */
  writeBoardFile: call(v.strictTuple([id, boardPath, bytes, interrupt])).returns<undefined>(),
  /** As `writeBoardFile`; rejects with `board-file-changed` when another file is there than expected. */
  saveBoardFile: call(
    v.strictTuple([id, boardPath, bytes, interrupt, expectedOnBoard]),
  ).returns<undefined>(),
  makeBoardFolder: call(v.strictTuple([id, boardPath])).returns<undefined>(),
  renameBoardEntry: call(v.strictTuple([id, boardPath, boardPath])).returns<undefined>(),

  ...transferCalls,
  ...entryCalls,

  /** Dialogs; `null` when the user closes them. */
  pickFolder: call(v.strictTuple([])).returns<LocalFolder | null>(),
  /** The folder of the last session, if it still exists. */
  restoreFolder: call(v.strictTuple([])).returns<LocalFolder | null>(),
  listFolder: call(v.strictTuple([id, localPath])).returns<readonly LocalEntry[]>(),
  openFolderFile: call(v.strictTuple([id, localPath])).returns<LocalFile>(),
  pickFile: call(v.strictTuple([])).returns<LocalFile | null>(),
  readLocalFile: call(v.strictTuple([id])).returns<Uint8Array>(),
  /** The modules of its project that a file with this text imports, and what they import: those that Run takes along. */
  readProjectModules: call(v.strictTuple([id, text])).returns<readonly ModuleText[]>(),

  ...searchCalls,
  ...journalCalls,

  lookAtLocalFile: call(v.strictTuple([id])).returns<LocalFact>(),
  /** The files that the window shows: `localFileChanged` tells of them, and of no others. */
  watchLocalFiles: call(
    v.strictTuple([v.pipe(v.array(id), v.maxLength(MAX_TABS))]),
  ).returns<undefined>(),
  /** The last argument is the hash of what may be replaced; `local-changed` when something else is there. `null`: whatever it is. */
  saveLocalFile: call(v.strictTuple([id, bytes, v.nullable(sha256)])).returns<undefined>(),
  saveLocalFileAs: call(v.strictTuple([name, bytes])).returns<LocalFile | null>(),

  /** https only. */
  openExternal: call(
    v.strictTuple([v.pipe(v.string(), v.url(), v.startsWith('https://'), v.maxLength(2048))]),
  ).returns<undefined>(),
} as const;

// ---- events ----------------------------------------------------------------------------------------------------

/** From main to the window. */
export interface EventsToWindow extends TransferEvents, EntryEvents {
  boardChanged: [state: BoardState];
  /** The window answers each with `consoleTaken` once the bytes are on the screen. */
  consoleOutput: [board: BoardId, bytes: Uint8Array];
  devicesChanged: [devices: readonly DeviceInfo[]];
  /** Also when the signal of one that was told is another now. */
  bluetoothFound: [device: BluetoothDeviceInfo];
  rememberedChanged: [boards: readonly RememberedBoard[]];
  usbChanged: [devices: readonly UsbFacts[]];
  safeStartStep: [step: SafeStartStep];
  /** All pins that a program has set up: replaces what was known. */
  pinsChanged: [board: BoardId, pins: readonly PinState[]];
  /** An item of the menu that the window has described. */
  menuCommand: [command: string];
  settingsChanged: [settings: Settings];
  /** Another program may have changed, removed or made a file that the window shows. */
  localFileChanged: [file: FileId];
  /** The window answers with `passwordAnswered`. */
  passwordAsked: [question: PasswordQuestion];
  /** No answer is needed any more. */
  passwordWithdrawn: [question: string];
}

export const eventsToWindow = [
  ...transferEventNames,
  ...entryEventNames,
  'boardChanged',
  'consoleOutput',
  'devicesChanged',
  'bluetoothFound',
  'rememberedChanged',
  'usbChanged',
  'safeStartStep',
  'pinsChanged',
  'localFileChanged',
  'menuCommand',
  'settingsChanged',
  'passwordAsked',
  'passwordWithdrawn',
] as const satisfies readonly (keyof EventsToWindow)[];

/** From the window to main; no answer. */
export const eventsToMain = {
  /** `null`: the person gives none. */
  passwordAnswered: v.strictTuple([id, v.nullable(v.pipe(v.string(), v.maxLength(256)))]),
  /** The person looks at the board of this address. */
  boardShown: v.strictTuple([address]),
  /** The boards that the window has, for the next start. */
  boardsOpen: v.strictTuple([addresses]),
  consoleTaken: v.strictTuple([id, v.pipe(v.number(), v.integer(), v.minValue(0))]),
  /** The application menu, in the window's words. */
  menuChanged: v.strictTuple([menuBar]),
  /** Names of tabs with unsaved work: closing the window asks when there are any. */
  unsavedChanged: v.strictTuple([
    v.pipe(v.array(v.pipe(v.string(), v.maxLength(255))), v.maxLength(1000)),
  ]),
} as const;

// ---- derived ---------------------------------------------------------------------------------------------------

export type CallName = keyof typeof calls;
export type CallArgs<Name extends CallName> = v.InferOutput<(typeof calls)[Name]['args']>;
export type CallResult<Name extends CallName> = ReturnType<
  NonNullable<(typeof calls)[Name]['result']>
>;

export type EventToMain = keyof typeof eventsToMain;
export type EventToMainArgs<Name extends EventToMain> = v.InferOutput<(typeof eventsToMain)[Name]>;
export type EventToWindow = keyof EventsToWindow;

/** How every call is answered: errors cross as data, since Electron keeps only an error's message. */
export type Answer<Result> =
  { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly error: ErrorData };

/** What the window sees as `window.adder`: verbs, not channels. */
export type Bridge = {
  readonly [Name in CallName]: (...args: CallArgs<Name>) => Promise<Answer<CallResult<Name>>>;
} & {
  readonly [Name in EventToMain]: (...args: EventToMainArgs<Name>) => void;
} & {
  /** Returns the function that ends the subscription. */
  readonly on: <Name extends EventToWindow>(
    event: Name,
    listener: (...args: EventsToWindow[Name]) => void,
  ) => () => void;
};

/** The Electron channels that carry all this; only src/main/ipc.ts and src/preload/index.ts use them. */
export const CHANNELS = {
  call: 'adder:call',
  toMain: 'adder:to-main',
  toWindow: 'adder:to-window',
} as const;
