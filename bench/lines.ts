// The lines that boards hang on here. Both tools see the same one: the test board behind it delays and paces every byte.

import type { BoardOptions } from '../tests/targets/targets';

export interface LineModel {
  readonly name: 'UART' | 'USB-like';
  /** What it is, for people. */
  readonly words: string;
  /** Bytes a second each way. */
  readonly rate: number;
  readonly board: BoardOptions;
  /** The board's address for Adder, which by itself would take any pty for a line that holds the sender back. */
  readonly address: (port: string) => string;
}

export const UART: LineModel = {
  name: 'UART',
  words: '11,520 bytes/s (115200 baud), 1 ms, a receive buffer of 256 bytes',
  rate: 11_520,
  board: { rate: 11_520, latencyMs: 1, receiveBuffer: 256 },
  address: (port) => `baud=115200+${port}`,
};

export const USB: LineModel = {
  name: 'USB-like',
  words: '500,000 bytes/s, 0.5 ms, with flow control',
  rate: 500_000,
  board: { rate: 500_000, latencyMs: 0.5 },
  address: (port) => port,
};

export const LINES: readonly LineModel[] = [UART, USB];
