// The whole conversation between the window and the main process, written once: calls, events to the window and
// events to main. The schemas are checked at run time in main (src/main/ipc.ts); the types of both sides are derived
// from them here. Main hands out ids for what the window may touch (boards, folders, files); a path of the computer
// never comes from the window.

import * as v from 'valibot';
import type {
  BoardFacts,
  BoardMode,
  DeviceInfo,
  FileEntry,
  Progress,
  SpaceFacts,
} from '../shared/board';
import type { ErrorData } from '../shared/errors';
import type { PinState } from '../shared/pins';

// ---- words -----------------------------------------------------------------------------------------------------

/** An open connection to a board; a reconnection has a new id. */
export type BoardId = string;
/** A folder of the computer that the user picked. */
export type FolderId = string;
/** A file of the computer that the user opened or saved. */
export type FileId = string;

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

export interface AppInfo {
  readonly version: string;
  readonly platform: string;
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

export type MenuCommand =
  | 'run'
  | 'stop'
  | 'soft-reset'
  | 'save'
  | 'save-as'
  | 'upload'
  | 'new-file'
  | 'open-file'
  | 'open-folder'
  | 'close-tab';

// ---- limits ----------------------------------------------------------------------------------------------------

/** The largest file that may cross, in bytes; boards hold less. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Console bytes the window may owe an answer for before main holds the board back. */
export const CONSOLE_WINDOW_BYTES = 256 * 1024;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const address = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const boardPath = v.pipe(v.string(), v.startsWith('/'), v.maxLength(1024));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
/** Steps below a picked folder; main refuses `..`, separators and links that lead out. */
const localPath = v.pipe(v.array(name), v.maxLength(64));
const text = v.pipe(v.string(), v.maxLength(MAX_FILE_BYTES));
const bytes = v.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength <= MAX_FILE_BYTES,
  'not bytes, or too many',
);

// ---- calls -----------------------------------------------------------------------------------------------------

interface Call<Schema, Result> {
  readonly args: Schema;
  /** Only a type, never a value: main is trusted to answer what it declares. */
  readonly result?: () => Result;
}

function call<const Schema extends v.GenericSchema<unknown, unknown[]>>(args: Schema) {
  return { returns: <Result>(): Call<Schema, Result> => ({ args }) };
}

/** May this call stop a running program? The window asks the user first. */
const interrupt = v.boolean();

export const calls = {
  getAppInfo: call(v.strictTuple([])).returns<AppInfo>(),

  listDevices: call(v.strictTuple([])).returns<readonly DeviceInfo[]>(),
  connectBoard: call(v.strictTuple([address])).returns<BoardState>(),
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

  listBoardFiles: call(v.strictTuple([id, boardPath])).returns<readonly FileEntry[]>(),
  getBoardSpace: call(v.strictTuple([id, boardPath])).returns<SpaceFacts>(),
  readBoardFile: call(v.strictTuple([id, boardPath])).returns<Uint8Array>(),
  /** Atomic and verified. The window names the transfer, for `transferProgress` and `cancelTransfer`. */
  writeBoardFile: call(v.strictTuple([id, boardPath, bytes, id, interrupt])).returns<undefined>(),
  makeBoardFolder: call(v.strictTuple([id, boardPath])).returns<undefined>(),
  /** Folders with all that is in them. */
  removeBoardEntry: call(v.strictTuple([id, boardPath])).returns<undefined>(),
  renameBoardEntry: call(v.strictTuple([id, boardPath, boardPath])).returns<undefined>(),
  cancelTransfer: call(v.strictTuple([id])).returns<undefined>(),

  /** Dialogs; `null` when the user closes them. */
  pickFolder: call(v.strictTuple([])).returns<LocalFolder | null>(),
  /** The folder of the last session, if it still exists. */
  restoreFolder: call(v.strictTuple([])).returns<LocalFolder | null>(),
  listFolder: call(v.strictTuple([id, localPath])).returns<readonly LocalEntry[]>(),
  openFolderFile: call(v.strictTuple([id, localPath])).returns<LocalFile>(),
  pickFile: call(v.strictTuple([])).returns<LocalFile | null>(),
  readLocalFile: call(v.strictTuple([id])).returns<Uint8Array>(),
  saveLocalFile: call(v.strictTuple([id, bytes])).returns<undefined>(),
  saveLocalFileAs: call(v.strictTuple([name, bytes])).returns<LocalFile | null>(),

  /** https only. */
  openExternal: call(
    v.strictTuple([v.pipe(v.string(), v.url(), v.startsWith('https://'), v.maxLength(2048))]),
  ).returns<undefined>(),
} as const;

// ---- events ----------------------------------------------------------------------------------------------------

/** From main to the window. */
export interface EventsToWindow {
  boardChanged: [state: BoardState];
  /** The window answers each with `consoleTaken` once the bytes are on the screen. */
  consoleOutput: [board: BoardId, bytes: Uint8Array];
  devicesChanged: [devices: readonly DeviceInfo[]];
  transferProgress: [transfer: string, progress: Progress];
  /** All pins that a program has set up: replaces what was known. */
  pinsChanged: [board: BoardId, pins: readonly PinState[]];
  menuCommand: [command: MenuCommand];
  /** The window answers with `passwordAnswered`. */
  passwordAsked: [question: PasswordQuestion];
  /** No answer is needed any more. */
  passwordWithdrawn: [question: string];
}

export const eventsToWindow = [
  'boardChanged',
  'consoleOutput',
  'devicesChanged',
  'transferProgress',
  'pinsChanged',
  'menuCommand',
  'passwordAsked',
  'passwordWithdrawn',
] as const satisfies readonly (keyof EventsToWindow)[];

/** From the window to main; no answer. */
export const eventsToMain = {
  /** `null`: the person gives none. */
  passwordAnswered: v.strictTuple([id, v.nullable(v.pipe(v.string(), v.maxLength(256)))]),
  consoleTaken: v.strictTuple([id, v.pipe(v.number(), v.integer(), v.minValue(0))]),
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
