// What an installation tells while it goes on, in the order in which mip tells it.

import type { Progress } from '../../shared/board';
import type { OperationOptions } from '../board/types';
import type { Recovery } from './package-folder';

/** What goes on. */
export type PackageEvent =
  /** A package of the index is looked up. */
  | {
      readonly kind: 'from-index';
      readonly name: string;
      readonly version: string;
      readonly index: string;
      readonly target: string;
    }
  /** A package with a description of its own, or a single file, is looked up. `location` is as written, with the description's name. */
  | {
      readonly kind: 'from-location' | 'from-file';
      readonly location: string;
      readonly target: string;
    }
  /** The board has this file already. */
  | { readonly kind: 'exists'; readonly path: string }
  /** This file was fetched and checked, and will be on the board when all are. */
  | { readonly kind: 'file'; readonly path: string }
  /** The network does not answer; this address comes from what was downloaded before. */
  | { readonly kind: 'offline'; readonly url: string }
  /** What an interrupted change had left was dealt with. */
  | { readonly kind: 'recovered'; readonly how: Recovery }
  | { readonly kind: 'removed'; readonly path: string }
  /** It was changed since it was installed, or another package has it too, and stays. */
  | { readonly kind: 'kept'; readonly path: string; readonly why: 'changed' | 'shared' }
  | { readonly kind: 'needed'; readonly name: string; readonly by: readonly string[] };

/** Of everything that is done with packages. */
export interface PackageOptions extends OperationOptions {
  /** Told at once. */
  readonly onEvent?: (event: PackageEvent) => void;
  /** Bytes that the board has confirmed, of all that is brought to it. */
  readonly onProgress?: (progress: Progress) => void;
}
