// A board on a stand: a virtual board that stays on while links to it come and go, as a board with a power supply of its own
// does. Its file system is a folder that the test sees without asking the board.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinkDriver, LinkEvents } from '../../src/engine/transport/driver';
import { PipeTransport } from '../../src/engine/transport/pipe-transport';
import type { LinkTraits, Transport } from '../../src/engine/transport/transport';
import { withFaults } from '../../src/engine/transport/wrap/fault';
import type { Faults } from '../../src/engine/transport/wrap/faults';
import { linkAddress } from '../../src/shared/address';
import { AdderError } from '../../src/shared/errors';
import { VirtualBoard } from '../../src/virtual-board';

/** Path on the board to content, in latin1, so that it is easily compared and shown; folders end in a slash. */
export type Tree = Readonly<Record<string, string>>;

const ADDRESS = linkAddress({ kind: 'virtual', name: 'stand' });

export class BoardStand {
  private listener: ((bytes: Uint8Array) => void) | undefined;

  private constructor(
    private readonly board: VirtualBoard,
    private readonly directory: string,
  ) {
    // What a board says while no link is there is lost.
    board.onBytes((bytes) => this.listener?.(bytes));
  }

  static async start(directory: string): Promise<BoardStand> {
    return new BoardStand(await VirtualBoard.start({ directory, holder: 'a test' }), directory);
  }

  /** A new link to the board, with faults in front; the one before must be closed. */
  link(faults: Faults, traits: Partial<LinkTraits> = {}): Transport {
    const driver = new StandDriver(this.board, traits, (listener) => (this.listener = listener));
    return withFaults(ADDRESS, faults, new PipeTransport(ADDRESS, driver));
  }

  tree(): Tree {
    const tree: Record<string, string> = {};
    const look = (folder: string): void => {
      for (const entry of readdirSync(join(this.directory, folder), { withFileTypes: true })) {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          tree[`${path}/`] = '';
          look(path);
        } else tree[path] = readFileSync(join(this.directory, path), 'latin1');
      }
    };
    look('');
    return tree;
  }

  plant(tree: Tree): void {
    for (const name of readdirSync(this.directory))
      rmSync(join(this.directory, name), { recursive: true });
    for (const [path, content] of Object.entries(tree))
      if (path.endsWith('/')) mkdirSync(join(this.directory, path));
      else writeFileSync(join(this.directory, path), content, 'latin1');
  }

  close(): Promise<void> {
    return this.board.close();
  }
}

class StandDriver implements LinkDriver {
  readonly chunkBytes = 16 * 1024;
  readonly link: LinkTraits;

  constructor(
    private readonly board: VirtualBoard,
    traits: Partial<LinkTraits>,
    private readonly listen: (listener: ((bytes: Uint8Array) => void) | undefined) => void,
  ) {
    this.link = {
      inFlight: Infinity,
      eightBitClean: true,
      resetsOnOpen: false,
      survivesSoftReset: true,
      ...traits,
    };
  }

  open(events: LinkEvents): Promise<void> {
    this.listen((bytes) => events.bytes(bytes));
    void this.board.exited.then(() => events.lost(new AdderError('link-lost')));
    return Promise.resolve();
  }

  send(bytes: Uint8Array): Promise<void> {
    return this.board.write(bytes);
  }

  pause(): void {
    this.board.pause();
  }

  resume(): void {
    this.board.resume();
  }

  close(): Promise<void> {
    this.listen(undefined);
    this.board.resume();
    return Promise.resolve();
  }
}
