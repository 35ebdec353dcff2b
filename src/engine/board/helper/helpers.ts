// Lets helpers run on one board: takes the board's turn, finds out what its firmware can, and asks again when that was wrong. What
// the helpers do is their callers' affair.

import type { BoardDetails, BoardFacts } from '../../../shared/board';
import { isTooMuch, lacksSomething } from '../../protocol/os-error';
import type { LinkTraits } from '../../transport/transport';
import type { WholeFileChannel } from '../../transport/whole-files';
import { askDetails, FirmwareMemory } from '../facts';
import { askImports, type ImportFacts } from '../imports';
import { leaner } from '../firmware';
import type { RawRepl } from '../raw-repl';
import type { OperationOptions } from '../types';
import type { HelperHost } from './call';

export interface HelperGround {
  operate<Result>(
    options: OperationOptions,
    work: (raw: RawRepl) => Promise<Result>,
  ): Promise<Result>;
  /** Final once the link is open. */
  readonly link: () => LinkTraits;
  readonly wholeFiles: () => WholeFileChannel | undefined;
  readonly banner: () => BoardFacts | undefined;
  readonly onNoise: (bytes: Uint8Array) => void;
}

export class Helpers {
  private readonly memory = new FirmwareMemory();

  constructor(private readonly ground: HelperGround) {}

  /** Runs work with helpers in the board's turn. Work that fails because the firmware lacks what it was believed to have, or
   * because the board has too little memory for it, is run once more. */
  use<Result>(
    options: OperationOptions,
    work: (host: HelperHost) => Promise<Result>,
  ): Promise<Result> {
    const { memory, ground } = this;
    return ground.operate(options, async (raw) => {
      const ask = this.ask(raw);
      const before = await memory.get(ask, ground.banner());
      try {
        return await work({ ...ask, firmware: before });
      } catch (error) {
        if (isTooMuch(error) && !before.lean) memory.learn(leaner(before));
        else if (lacksSomething(error)) memory.forget();
        else throw error;
        return work({ ...ask, firmware: await memory.get(ask, undefined) });
      }
    });
  }

  details(options: OperationOptions): Promise<BoardDetails> {
    return this.ground.operate(options, async (raw) => {
      const { details, firmware } = await askDetails(this.ask(raw), this.ground.banner());
      if (firmware) this.memory.learn(firmware);
      return details;
    });
  }

  imports(options: OperationOptions): Promise<ImportFacts> {
    return this.use(options, (host) => askImports(host, options.signal));
  }

  /** In a turn that is under way: what helpers need to know. */
  async within(raw: RawRepl): Promise<HelperHost> {
    const ask = this.ask(raw);
    return { ...ask, firmware: await this.memory.get(ask, this.ground.banner()) };
  }

  private ask(raw: RawRepl): Omit<HelperHost, 'firmware'> {
    const { link, wholeFiles, onNoise } = this.ground;
    return { raw, link: link(), wholeFiles: wholeFiles(), onNoise };
  }
}
