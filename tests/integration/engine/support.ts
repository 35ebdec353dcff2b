// A virtual board in a fresh folder, with what it shows in the console and ways to wait for it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Board, type ConnectOptions } from '../../../src/engine/board/board';
import type { ByteSink } from '../../../src/engine/board/types';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import { startSerialBoard, type BoardOptions, type SerialBoard } from '../../targets/targets';

/** A data folder of its own for this test. */
export async function freshHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'adder-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
  return home;
}

/** A sink that remembers, and promises for what it will have seen. */
export class Shown {
  text = '';
  private readonly watchers = new Set<() => void>();

  readonly sink: ByteSink = (bytes) => {
    this.text += Buffer.from(bytes).toString('utf8');
    for (const watch of [...this.watchers]) watch();
  };

  until(wanted: string | RegExp): Promise<void> {
    return new Promise((resolve) => {
      const watch = (): void => {
        const found =
          typeof wanted === 'string' ? this.text.includes(wanted) : wanted.test(this.text);
        if (!found) return;
        this.watchers.delete(watch);
        resolve();
      };
      this.watchers.add(watch);
      watch();
    });
  }
}

export interface TestBoard {
  readonly board: Board;
  readonly transport: Transport;
  readonly shown: Shown;
  readonly home: string;
}

export async function connectVirtual(
  options: ConnectOptions & {
    home?: string;
    sizeBytes?: number;
    wrap?: (transport: Transport) => Transport;
  } = {},
): Promise<TestBoard> {
  const { home: given, sizeBytes, wrap = (all: Transport) => all, ...connect } = options;
  const home = given ?? (await freshHome());
  const shown = new Shown();
  const transport = wrap(
    createTransport('virtual:', {
      dataDirectory: home,
      holder: 'a test',
      ...(sizeBytes !== undefined && { virtualBoardBytes: sizeBytes }),
    }),
  );
  const board = await Board.connect(transport, { onConsole: shown.sink, ...connect });
  onTestFinished(() => board.close());
  return { board, transport, shown, home };
}

/** A real MicroPython behind a pty, which counts as USB. */
export async function connectPty(
  options: BoardOptions = {},
): Promise<{ readonly board: Board; readonly serial: SerialBoard }> {
  const serial = await startSerialBoard(options);
  const transport = createTransport(serial.path, {
    dataDirectory: '/nonexistent',
    holder: 'a test',
  });
  const board = await Board.connect(transport);
  onTestFinished(async () => {
    await board.close();
    await serial.stop();
  });
  return { board, serial };
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

/** The rejection of a promise; fails the test when there is none. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not reject');
}

/** A transport whose writes pass through `intercept`. */
export function withWrite(
  transport: Transport,
  intercept: (bytes: Uint8Array, write: Transport['write']) => Promise<void>,
): Transport {
  const write = transport.write.bind(transport);
  return new Proxy(transport, {
    get(target, key) {
      if (key === 'write') return (bytes: Uint8Array) => intercept(bytes, write);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
