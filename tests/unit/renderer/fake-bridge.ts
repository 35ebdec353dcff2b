// The window's other side, in memory: a board with files, a program that runs until it is stopped, a computer with files.
// Tests change what it does through its fields; what it was told is kept.

import {
  calls,
  eventsToMain,
  type Answer,
  type Bridge,
  type BoardState,
} from '../../../src/ipc/contract';
import type { BoardMode, FileEntry } from '../../../src/shared/board';
import { AdderError, toAdderError, type ErrorCode } from '../../../src/shared/errors';

type Listener = (...args: never[]) => void;
type Handler = (...args: never[]) => unknown;

const TEXT = new TextEncoder();

export class FakeMain {
  mode: BoardMode = 'idle';
  /** Files and folders (which end with a slash) on the board. */
  readonly boardFiles = new Map<string, Uint8Array>();
  /** Files of the computer by their id. */
  readonly localFiles = new Map<string, Uint8Array>();
  /** What the next calls of a name fail with. */
  readonly failures = new Map<string, ErrorCode>();
  /** Calls and events in the order in which they came. */
  readonly heard: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  /** What the dialogs answer. */
  picked: string | null = null;
  /** Writes wait for `finishWrites`. */
  holdWrites = false;
  /** A run ends by itself with this traceback; otherwise it waits for Stop. */
  traceback: string | undefined;
  program: { finish: (traceback: string, stopped: boolean) => void } | undefined;
  readonly bridge: Bridge;
  private board = 0;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly writes = new Map<string, (error?: AdderError) => void>();

  constructor() {
    const verbs: Record<string, unknown> = {
      on: (event: string, listener: Listener) => {
        const set = this.listeners.get(event) ?? new Set();
        this.listeners.set(event, set.add(listener));
        return () => set.delete(listener);
      },
    };
    for (const name of Object.keys(calls))
      verbs[name] = (...args: unknown[]) => this.answer(name, args);
    for (const name of Object.keys(eventsToMain))
      verbs[name] = (...args: unknown[]) => {
        this.heard.push({ name, args });
      };
    this.bridge = verbs as unknown as Bridge;
  }

  get state(): BoardState {
    return {
      board: `board-${this.board}`,
      address: 'virtual:default',
      name: 'Virtual board',
      mode: this.mode,
      facts: { implementation: 'MicroPython', version: '1.27.0', machine: 'a test' },
      simulated: { led: 25, button: 15, pins: [] },
    };
  }

  emit(event: string, ...args: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? [])
      (listener as (...all: unknown[]) => void)(...args);
  }

  setMode(mode: BoardMode): void {
    this.mode = mode;
    this.emit('boardChanged', this.state);
  }

  /** @param waiting main opens it again by itself */
  lose(code: ErrorCode = 'link-lost', waiting = false): void {
    this.mode = 'lost';
    this.emit('boardChanged', { ...this.state, error: { code }, ...(waiting && { waiting }) });
  }

  comeBack(): void {
    const replaces = this.state.board;
    this.board++;
    this.mode = 'idle';
    this.emit('boardChanged', { ...this.state, replaces });
  }

  /** The calls of a name, as their arguments. */
  of(name: string): readonly (readonly unknown[])[] {
    return this.heard.filter((one) => one.name === name).map(({ args }) => args);
  }

  finishWrites(error?: AdderError): void {
    for (const finish of this.writes.values()) finish(error);
    this.writes.clear();
  }

  private async answer(name: string, args: unknown[]): Promise<Answer<unknown>> {
    this.heard.push({ name, args });
    await Promise.resolve();
    try {
      const failure = this.failures.get(name);
      if (failure) throw new AdderError(failure, { detail: 'as the test wants' });
      const handler = (this.handlers as Record<string, Handler | undefined>)[name];
      return { ok: true, value: await handler?.(...(args as never[])) };
    } catch (error) {
      return { ok: false, error: toAdderError(error).toData() };
    }
  }

  private needFree(interrupt = false): void {
    if (this.mode !== 'running') return;
    if (!interrupt) throw new AdderError('board-busy');
    this.stop();
  }

  private stop(): void {
    this.program?.finish('Traceback\nKeyboardInterrupt:', true);
    this.setMode('idle');
  }

  private readonly handlers = {
    getAppInfo: () => ({ version: '0', platform: 'test' }),
    listDevices: () => [{ address: 'virtual:default', kind: 'virtual', path: '' }],
    connectBoard: () => {
      this.board++;
      this.mode = 'idle';
      return this.state;
    },
    runProgram: (_board: string, _name: string, _text: string, interrupt: boolean) => {
      this.needFree(interrupt);
      this.setMode('running');
      return new Promise((resolve) => {
        const finish = (traceback: string, stopped: boolean): void => {
          this.program = undefined;
          resolve({ traceback, stopped });
        };
        this.program = { finish };
        if (this.traceback === undefined) return;
        this.setMode('idle');
        finish(this.traceback, false);
      });
    },
    stopProgram: () => {
      this.stop();
    },
    listBoardFiles: (_board: string, folder: string): FileEntry[] => {
      this.needFree();
      const start = folder === '/' ? '/' : `${folder}/`;
      const found: FileEntry[] = [];
      for (const [path, bytes] of this.boardFiles) {
        const rest = path.startsWith(start) ? path.slice(start.length) : '';
        const name = rest.replace(/\/$/, '');
        if (name === '' || name.includes('/')) continue;
        found.push({ name, kind: rest.endsWith('/') ? 'folder' : 'file', size: bytes.length });
      }
      return found;
    },
    getBoardSpace: () => ({ total: 2_000_000, free: 1_500_000 }),
    readBoardFile: (_board: string, path: string) => {
      this.needFree();
      const bytes = this.boardFiles.get(path);
      if (!bytes) throw new AdderError('file-not-found', { detail: path });
      return bytes;
    },
    writeBoardFile: async (
      _board: string,
      path: string,
      bytes: Uint8Array,
      transfer: string,
      interrupt: boolean,
    ) => {
      this.needFree(interrupt);
      if (this.holdWrites)
        await new Promise<void>((resolve, reject) => {
          this.writes.set(transfer, (error) => {
            if (error) reject(error);
            else resolve();
          });
        });
      this.boardFiles.set(path, bytes);
    },
    cancelTransfer: (transfer: string) => {
      this.writes.get(transfer)?.(new AdderError('aborted'));
      this.writes.delete(transfer);
    },
    makeBoardFolder: (_board: string, path: string) => {
      if (this.boardFiles.has(`${path}/`)) throw new AdderError('file-exists', { detail: path });
      this.boardFiles.set(`${path}/`, new Uint8Array());
    },
    renameBoardEntry: (_board: string, from: string, to: string) => {
      const bytes = this.boardFiles.get(from);
      if (!bytes) throw new AdderError('file-not-found', { detail: from });
      this.boardFiles.delete(from);
      this.boardFiles.set(to, bytes);
    },
    removeBoardEntry: (_board: string, path: string) => {
      this.boardFiles.delete(path);
    },
    pickFile: () => this.picked && { file: this.picked, name: this.picked },
    pickFolder: () => null,
    restoreFolder: () => null,
    readLocalFile: (file: string) => this.localFiles.get(file),
    saveLocalFile: (file: string, bytes: Uint8Array) => {
      this.localFiles.set(file, bytes);
    },
    saveLocalFileAs: (name: string, bytes: Uint8Array) => {
      if (this.picked === null) return null;
      this.localFiles.set(this.picked, bytes);
      return { file: this.picked, name: this.picked || name };
    },
  };
}

export function bytesOf(text: string): Uint8Array {
  return TEXT.encode(text);
}
