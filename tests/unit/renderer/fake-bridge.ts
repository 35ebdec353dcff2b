// The window's other side, in memory: a board with files, a program that runs until it is stopped, a computer with files.
// Tests change what it does through its fields; what it was told is kept.

import { createHash } from 'node:crypto';
import {
  calls,
  eventsToMain,
  type Answer,
  type Bridge,
  type BoardFact,
  type BoardState,
  type BoardsOfLastTime,
  type LocalFact,
  type LocalFolder,
} from '../../../src/ipc/contract';
import type { BinnedFacts } from '../../../src/ipc/entries';
import type { RestoredTabs } from '../../../src/ipc/journal';
import {
  DEFAULT_SETTINGS,
  type SettingName,
  type Settings,
  type SettingsChange,
} from '../../../src/ipc/settings';
import type { TransferState, UploadSource } from '../../../src/ipc/transfers';
import type { BoardMode, FileEntry } from '../../../src/shared/board';
import { editsInText, findInText, packed, type TextQuery } from '../../../src/shared/text-search';
import { AdderError, toAdderError, type ErrorCode } from '../../../src/shared/errors';
import { FakeQueue } from './fake-queue';

type Listener = (...args: never[]) => void;
type Handler = (...args: never[]) => unknown;

const TEXT = new TextEncoder();

export class FakeMain {
  mode: BoardMode = 'idle';
  /** Files and folders (which end with a slash) on the board. */
  readonly boardFiles = new Map<string, Uint8Array>();
  /** Files of the computer by their id. */
  readonly localFiles = new Map<string, Uint8Array>();
  /** Of files that are moved, where their id is not their path: that, and those that lose their place to them. */
  readonly ids = new Map<string, { file: string; over: string[] }>();
  /** What the next calls of a name fail with. */
  readonly failures = new Map<string, ErrorCode>();
  /** Calls and events in the order in which they came. */
  readonly heard: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  /** What the dialogs answer. */
  picked: string | null = null;
  pickedFolder: LocalFolder | null = null;
  readonly queue = new FakeQueue((all) => {
    this.emit('transfersChanged', all);
  });
  binned: readonly BinnedFacts[] = [];
  /** What the journal has from the last time. */
  journal: RestoredTabs = { isFirst: true, tabs: [], active: null, right: [], beside: null };
  lastTime: BoardsOfLastTime = { chosen: null, boards: [] };
  settings: Settings = DEFAULT_SETTINGS;
  settingsDamaged = false;
  /** Writes wait for `finishWrites`. */
  holdWrites = false;
  /** A run ends by itself with this traceback; otherwise it waits for Stop. */
  traceback: string | undefined;
  program: { finish: (traceback: string, stopped: boolean) => void } | undefined;
  readonly bridge: Bridge;
  /** Addresses of boards that are connected, with their ids; the fields of this are those of the last one. */
  readonly connected = new Map<string, string>();
  /** Addresses at which nothing answers. */
  readonly unreachable = new Set<string>();
  /** `connectBoard` waits for it. */
  reaching: Promise<unknown> = Promise.resolve();
  private address = 'virtual:default';
  private boards = 0;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly writes: ((error?: AdderError) => void)[] = [];

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
    return this.stateOf(this.address);
  }

  stateOf(address: string): BoardState {
    const isVirtual = address === 'virtual:default';
    return {
      board: this.connected.get(address) ?? 'board-0',
      address,
      name: isVirtual ? 'Virtual board' : address.replace(/^.*:/, ''),
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

  comeBack(address = this.address): void {
    const replaces = this.state.board;
    this.open(address);
    this.emit('boardChanged', { ...this.state, replaces });
  }

  /** The calls of a name, as their arguments. */
  of(name: string): readonly (readonly unknown[])[] {
    return this.heard.filter((one) => one.name === name).map(({ args }) => args);
  }

  finishWrites(error?: AdderError): void {
    for (const finish of this.writes.splice(0)) finish(error);
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

  private open(address: string): void {
    this.address = address;
    this.connected.set(address, `board-${++this.boards}`);
    this.mode = 'idle';
  }

  private binnedOf(from: BinnedFacts['from'], paths: readonly string[]): BinnedFacts {
    const names = paths.slice(0, 3).map((path) => path.slice(path.lastIndexOf('/') + 1));
    const id = `binned-${this.binned.length + 1}`;
    const facts = { id, when: 0, from, names, count: paths.length, size: 1 };
    this.binned = [...this.binned, facts];
    this.emit('binChanged', this.binned);
    return facts;
  }

  unbin(id: string): void {
    this.binned = this.binned.filter((one) => one.id !== id);
    this.emit('binChanged', this.binned);
  }

  /** The deletion that was asked for last ends; what is gone of it lies in the bin. */
  endDeletion(gone: readonly string[], state: TransferState = 'done'): void {
    for (const path of gone) this.boardFiles.delete(path);
    const from = { kind: 'board', name: 'Virtual board', address: this.address } as const;
    const binned = gone.length > 0 ? [this.binnedOf(from, gone).id] : [];
    this.queue.change({ state, binned });
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
    getAppInfo: () => ({ version: '0', platform: 'test', electron: '0', chromium: '0' }),
    getSettings: () => ({ settings: this.settings, damaged: this.settingsDamaged }),
    changeSettings: (change: SettingsChange) => {
      this.settings = { ...this.settings, ...change };
      this.emit('settingsChanged', this.settings);
    },
    resetSettings: (names: SettingName[]) => {
      for (const name of names)
        this.settings = { ...this.settings, [name]: DEFAULT_SETTINGS[name] };
      this.emit('settingsChanged', this.settings);
    },
    listDevices: () => [{ address: 'virtual:default', kind: 'virtual', path: '' }],
    connectBoard: async (address: string) => {
      await this.reaching;
      if (this.unreachable.has(address)) throw new AdderError('host-refused');
      this.open(address);
      return this.state;
    },
    boardsOfLastTime: () => this.lastTime,
    expectBoards: (addresses: readonly string[]) =>
      addresses.map((address): BoardState => {
        this.connected.set(address, `board-${++this.boards}`);
        return {
          board: `board-${this.boards}`,
          address,
          name: address,
          mode: 'lost',
          ...(address.startsWith('serial:') && { waiting: true }),
        };
      }),
    disconnectBoard: (id: string) => {
      for (const [address, board] of this.connected)
        if (board === id) this.connected.delete(address);
    },
    openBoards: () => [...this.connected.keys()].map((address) => this.stateOf(address)),
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
    writeBoardFile: async (_board: string, path: string, bytes: Uint8Array, interrupt: boolean) => {
      this.needFree(interrupt);
      if (this.holdWrites)
        await new Promise<void>((resolve, reject) => {
          this.writes.push((error) => {
            if (error) reject(error);
            else resolve();
          });
        });
      this.boardFiles.set(path, bytes);
    },
    lookAtBoardFiles: (_board: string, places: readonly { path: string; size: number }[]) => {
      this.needFree();
      return places.map(({ path, size }): BoardFact => {
        const bytes = this.boardFiles.get(path);
        if (!bytes) return { kind: 'missing' };
        const isAsked = bytes.length === size;
        return { kind: 'file', size: bytes.length, ...(isAsked && { sha256: sha256(bytes) }) };
      });
    },
    saveBoardFile: async (
      board: string,
      path: string,
      bytes: Uint8Array,
      interrupt: boolean,
      expected: { readonly sha256: string; readonly orMissing: boolean },
    ) => {
      this.needFree(interrupt);
      const there = this.boardFiles.get(path);
      if (there ? sha256(there) !== expected.sha256 : !expected.orMissing)
        throw new AdderError('board-file-changed', { detail: path });
      await this.handlers.writeBoardFile(board, path, bytes, interrupt);
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
    listTransfers: () => this.queue.all,
    uploadEntries: (_board: string, folder: string, sources: readonly UploadSource[]) =>
      this.queue.add('upload', this.address, folder, sources),
    downloadEntries: (
      _board: string,
      paths: readonly string[],
      target: { readonly steps: readonly string[] } | null,
    ) => this.queue.add('download', this.address, target?.steps.join('/') ?? 'asked', paths),
    deleteBoardEntries: (_board: string, paths: readonly string[]) =>
      this.queue.add('delete', this.address, '/', paths),
    deleteLocalEntries: (_folder: string, entries: readonly (readonly string[])[]) => {
      for (const steps of entries) this.localFiles.delete(steps.join('/'));
      return this.binnedOf(
        { kind: 'computer', name: 'project' },
        entries.map((steps) => steps.join('/')),
      );
    },
    listBin: () => this.binned,
    restoreFromBin: (id: string) => {
      const from = this.binned.find((one) => one.id === id)?.from;
      if (from?.kind === 'board') return this.queue.add('restore', from.address, '/', [id]);
      this.unbin(id);
      return null;
    },
    emptyBin: (ids: readonly string[]) => {
      this.binned = this.binned.filter((one) => !ids.includes(one.id));
      this.emit('binChanged', this.binned);
    },
    moveLocalEntry: (_folder: string, from: readonly string[], to: readonly string[]) => {
      const bytes = this.localFiles.get(from.join('/'));
      if (!bytes) throw new AdderError('local-not-found', { detail: from.join('/') });
      this.localFiles.delete(from.join('/'));
      this.localFiles.set(to.join('/'), bytes);
      const { file, over } = this.ids.get(from.join('/')) ?? { file: from.join('/'), over: [] };
      return [{ file, name: to.at(-1) ?? '', over }];
    },
    makeLocalFile: (_folder: string, steps: readonly string[]) => {
      this.localFiles.set(steps.join('/'), new Uint8Array());
    },
    listFolder: (_folder: string, steps: readonly string[]): FileEntry[] => {
      const start = steps.map((step) => `${step}/`).join('');
      return [...this.localFiles].flatMap(([path, { length: size }]) => {
        const name = path.startsWith(start) ? path.slice(start.length) : '';
        return name === '' || name.includes('/') ? [] : [{ name, kind: 'file' as const, size }];
      });
    },
    findInTexts: (texts: readonly string[], query: TextQuery) =>
      texts.map((text) => findInText(text, query, 100)),
    editsInTexts: (texts: readonly string[], query: TextQuery, replacement: string) =>
      texts.map((text) => packed(editsInText(text, query, replacement))),
    pickFile: () => this.picked && { file: this.picked, name: this.picked },
    pickFolder: () => this.pickedFolder,
    restoreTabs: () => this.journal,
    restoreFolder: () => null,
    getConsoleHistory: () => [],
    readLocalFile: (file: string) => {
      const bytes = this.localFiles.get(file);
      if (!bytes) throw new AdderError('local-not-found', { detail: file });
      return bytes;
    },
    openFolderFile: (_folder: string, steps: readonly string[]) => {
      const file = steps.join('/');
      if (!this.localFiles.has(file)) throw new AdderError('local-not-found', { detail: file });
      return { file, name: steps.at(-1) };
    },
    lookAtLocalFile: (file: string): LocalFact => {
      const bytes = this.localFiles.get(file);
      return bytes
        ? { kind: 'file', size: bytes.length, sha256: sha256(bytes) }
        : { kind: 'missing' };
    },
    saveLocalFile: (file: string, bytes: Uint8Array, expected: string | null) => {
      const there = this.localFiles.get(file);
      if (there && expected !== null && sha256(there) !== expected)
        throw new AdderError('local-changed', { detail: file });
      this.localFiles.set(file, bytes);
    },
    saveLocalFileAs: (name: string, bytes: Uint8Array) => {
      if (this.picked === null) return null;
      this.localFiles.set(this.picked, bytes);
      return { file: this.picked, name: this.picked || name };
    },
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function bytesOf(text: string): Uint8Array {
  return TEXT.encode(text);
}
