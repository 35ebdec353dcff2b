// What a link may offer besides its stream of bytes: whole files (`Transport.files`). The board layer decides when to use it.

import type { Progress } from '../../shared/board';
import type { AbortOptions } from './transport';

/** What transfers of whole files take. */
export interface WholeFileOptions extends AbortOptions {
  /** Bytes of the file that the link has taken (put) or brought (get). */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Whole files beside the REPL, where a link has such a channel (WebREPL's binary frames). It has no checksum and no word for an
 * error, so: only while the REPL is idle, only to a name that nobody reads yet, and hash and rename behind it. Names are the board's
 * paths. Calls are done one after the other.
 *
 * All reject with `link-lost`, which is also how a file that cannot be opened shows: the board then ends the link. A board that
 * does not answer in time (`no-response`) or makes no sense (`protocol-damaged`) ends it too, since what state it is in is
 * unknown. `aborted` comes at once. What is left of the transfer is then carried on unseen if it is little, up to 64 KiB, and the next
 * call waits for it; otherwise the link ends, for the protocol cannot cancel.
 */
export interface WholeFileChannel {
  /** The longest name, in bytes of UTF-8; a longer one is `bad-name`. */
  readonly maxNameBytes: number;
  /** Creates or replaces the file. Resolves when the board has closed it. `file-too-large` beyond 32 bits. */
  put(path: string, bytes: Uint8Array, options?: WholeFileOptions): Promise<void>;
  /** At most `limit` bytes are taken (64 MiB): a larger file is `file-too-large`, and ends the link. */
  get(path: string, options?: WholeFileOptions & { readonly limit?: number }): Promise<Uint8Array>;
  /** The firmware's version, as "1.27.0". */
  version(options?: AbortOptions): Promise<string>;
}
