// A virtual board behind the WebREPL server. Its files are a folder of this machine, in which the server opens what it is asked
// for, as the firmware opens it on the board.

import { readFileSync, writeFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { VirtualBoard } from '../../../src/virtual-board';
import { WebReplServer, type WebReplOptions } from './server';

const SOFT_REBOOT = 'soft reboot';

export interface VirtualWebRepl {
  readonly server: WebReplServer;
  readonly board: VirtualBoard;
  stop(): Promise<void>;
}

/** @param directory becomes the board's "/" */
export async function startVirtualWebRepl(
  directory: string,
  options: WebReplOptions = {},
): Promise<VirtualWebRepl> {
  const board = await VirtualBoard.start({ directory, holder: 'a WebREPL server' });
  const inFolder = (name: string): string => join(directory, normalize(`/${name}`));
  const server = await WebReplServer.start(
    {
      take: (bytes) => board.write(bytes),
      onOutput: (listener) => {
        board.onBytes((bytes) => {
          listener(bytes);
          // A soft reset ends the server; this board's boot.py starts another one.
          if (Buffer.from(bytes).includes(SOFT_REBOOT)) server.drop();
        });
      },
      pause: () => board.pause(),
      resume: () => board.resume(),
      files: {
        read: (name) => readFileSync(inFolder(name)),
        write: (name, bytes) => writeFileSync(inFolder(name), bytes),
      },
    },
    options,
  );
  return {
    server,
    board,
    stop: async () => {
      await server.stop();
      await board.close();
    },
  };
}
