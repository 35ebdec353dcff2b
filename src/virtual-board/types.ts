// The words of the virtual board's public API that are not shared with other parts.

export interface VirtualBoardOptions {
  /** The folder on this computer that is the board's file system; made if missing. It holds only the board's files. */
  readonly directory: string;
  /** Size of that file system, 2 MiB unless told otherwise: a full board is really full. */
  readonly sizeBytes?: number;
  /** It is switched on without running boot.py and main.py, as a real board is that has a switch for that. */
  readonly withoutBootFiles?: boolean;
  /** Who holds the board, for the one who comes second: "the Adder app". */
  readonly holder?: string;
}

/** Why a board is gone. */
export type BoardExit =
  { readonly kind: 'closed' } | { readonly kind: 'crashed'; readonly error: Error };
