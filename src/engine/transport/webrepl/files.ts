// Whole files over the binary frames of a WebREPL: what `WholeFileChannel` promises, kept with the machines of
// protocol/webrepl-files.ts. Owns the order of the transfers and what becomes of one that is cancelled.

import { AdderError, isAdderError } from '../../../shared/errors';
import { concat, utf8 } from '../../protocol/bytes';
import {
  askVersion,
  awaitAnswer,
  fileRequest,
  MAX_FILE_BYTES,
  MAX_NAME_BYTES,
  receiveFile,
} from '../../protocol/webrepl-files';
import type { AbortOptions } from '../transport';
import type { WholeFileChannel, WholeFileOptions } from '../whole-files';
import { exchange, type Channel } from './exchange';

/** As webrepl_cli.py has it. The board takes 512 bytes at a time. */
const FRAME_BYTES = 1024;
/** The least rate that a board is given, bytes a millisecond: what the system has taken may still have all the way before it. */
const SLOWEST = 1;
const END_MS = 15_000;
/** So many bytes of a cancelled transfer are still carried on: 4 s at the 15 KB/s of an ESP32. */
const CARRIED_ON_BYTES = 64 * 1024;
const GET_LIMIT = 64 * 1024 * 1024;

interface Transfer {
  /** Its caller does not wait any more. */
  cancelled: boolean;
  /** Aborts when it is over before its time. */
  readonly end: AbortController;
}

export class WebReplFiles implements WholeFileChannel {
  readonly maxNameBytes = MAX_NAME_BYTES;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly binary: Channel,
    /** Aborts when the link ends, with the error. */
    private readonly linkEnd: AbortSignal,
    /** Ends the link. */
    private readonly giveUp: (error: AdderError) => void,
  ) {}

  async put(path: string, bytes: Uint8Array, options: WholeFileOptions = {}): Promise<void> {
    const name = nameBytes(path);
    const total = bytes.length;
    if (total > MAX_FILE_BYTES) throw new AdderError('file-too-large', { detail: path });
    await this.transfer(options, path, async (transfer) => {
      const { signal: end } = transfer.end;
      const request = fileRequest('put', name, total);
      await exchange(this.binary, awaitAnswer(request, `the board to open ${path}`), { end });
      const last = awaitAnswer(undefined, `the end of ${path}`, END_MS + total / SLOWEST);
      // Listens while the data goes out: of an empty file the end comes at once.
      const done = exchange(this.binary, last, { end });
      await Promise.all([done, this.sendAll(bytes, transfer, options)]);
    });
  }

  async get(
    path: string,
    options: WholeFileOptions & { readonly limit?: number } = {},
  ): Promise<Uint8Array> {
    const { limit = GET_LIMIT } = options;
    const name = nameBytes(path);
    const parts: Uint8Array[] = [];
    let size = 0;
    let afterCancel = 0;
    await this.transfer(options, path, (transfer) =>
      exchange(this.binary, receiveFile(name), {
        end: transfer.end.signal,
        onOutput: (bytes) => {
          size += bytes.length;
          if (size > limit) throw new AdderError('file-too-large', { detail: path });
          if (transfer.cancelled) throwIfTooMuch((afterCancel += bytes.length));
          else parts.push(bytes);
          report(options, transfer, size, size);
        },
      }),
    );
    return concat(...parts);
  }

  version(options: AbortOptions = {}): Promise<string> {
    return this.transfer(options, 'its version', ({ end }) =>
      exchange(this.binary, askVersion(), { end: end.signal }),
    );
  }

  private async sendAll(
    bytes: Uint8Array,
    transfer: Transfer,
    options: WholeFileOptions,
  ): Promise<void> {
    const total = bytes.length;
    for (let sent = 0; sent < total && !transfer.end.signal.aborted; sent += FRAME_BYTES) {
      if (transfer.cancelled) throwIfTooMuch(total - sent);
      await this.binary.send(bytes.subarray(sent, sent + FRAME_BYTES));
      report(options, transfer, Math.min(sent + FRAME_BYTES, total), total);
    }
  }

  private async transfer<Result>(
    { signal }: AbortOptions,
    what: string,
    work: (transfer: Transfer) => Promise<Result>,
  ): Promise<Result> {
    if (signal?.aborted) throw new AdderError('aborted', { cause: signal.reason });
    const transfer: Transfer = { cancelled: false, end: new AbortController() };
    const onLinkEnd = (): void => transfer.end.abort(this.linkEnd.reason);
    const before = this.last;
    const running = before.then(async () => {
      if (transfer.cancelled) throw new AdderError('aborted');
      if (this.linkEnd.aborted) throw this.linkEnd.reason as AdderError;
      this.linkEnd.addEventListener('abort', onLinkEnd);
      this.binary.forget();
      try {
        return await work(transfer);
      } catch (error) {
        throw this.failed(error, what);
      } finally {
        this.linkEnd.removeEventListener('abort', onLinkEnd);
      }
    });
    this.last = running.catch(() => undefined);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        transfer.cancelled = true;
        reject(new AdderError('aborted', { cause: signal?.reason }));
      };
      const settled = (): void => signal?.removeEventListener('abort', onAbort);
      signal?.addEventListener('abort', onAbort);
      running.finally(settled).then(resolve, reject);
    });
  }

  /** In the middle of a transfer the board takes whatever comes as the file's: the link is of no use any more. */
  private failed(error: unknown, what: string): unknown {
    if (isAdderError(error, 'link-closed')) return error;
    if (isAdderError(error, 'link-lost'))
      return new AdderError('link-lost', {
        detail: `In the middle of ${what}: a board ends WebREPL when it cannot open a file.`,
        cause: error,
      });
    this.giveUp(
      new AdderError('link-lost', { detail: `The transfer of ${what} broke off.`, cause: error }),
    );
    return error;
  }
}

function throwIfTooMuch(bytes: number): void {
  if (bytes > CARRIED_ON_BYTES) throw new AdderError('aborted');
}

function report(
  { onProgress }: WholeFileOptions,
  { cancelled }: Transfer,
  done: number,
  total: number,
): void {
  if (!cancelled) onProgress?.({ done, total });
}

function nameBytes(path: string): Uint8Array {
  const name = utf8(path);
  if (name.length === 0 || name.length > MAX_NAME_BYTES || name.includes(0))
    throw new AdderError('bad-name', { detail: path });
  return name;
}
