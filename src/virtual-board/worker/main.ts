// Entry of the thread that is the board.

import type { MessagePort } from 'node:worker_threads';
import { workerData } from 'node:worker_threads';
import { PinTable } from '../pins';
import type { CreateModule } from './interpreter/interpreter';
import { Pins } from './machine/pins';
import { power } from './power';
import { BoardLink } from './wire/board-link';

/** What the app's thread hands over. */
export interface WorkerData {
  readonly port: MessagePort;
  readonly counters: SharedArrayBuffer;
  readonly pins: SharedArrayBuffer;
  readonly module: WebAssembly.Module;
  readonly glueUrl: string;
  readonly directory: string;
  readonly sizeBytes: number;
  readonly withoutBootFiles: boolean;
}

async function main(data: WorkerData): Promise<void> {
  // The package starts a command line of its own when it takes itself for the program that was started.
  process.argv.length = 1;
  const glue = (await import(/* @vite-ignore */ data.glueUrl)) as { default: CreateModule };
  const link = new BoardLink(data.port, data.counters);
  await power({
    createModule: glue.default,
    module: data.module,
    link,
    pins: new Pins(new PinTable(data.pins), (pins) => link.reportPins(pins)),
    directory: data.directory,
    sizeBytes: data.sizeBytes,
    withoutBootFiles: data.withoutBootFiles,
  });
}

void main(workerData as WorkerData);
