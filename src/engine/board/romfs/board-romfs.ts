// The ROMFS partitions of a board (MicroPython 1.25 and newer, where the firmware has one): what they are, and an image into one of them. Images
// are made by src/engine/romfs.

import type { OperateHelpers } from '../files/board-files';
import { twice } from '../helper/twice';
import type { OperationOptions } from '../types';
import { RomDeployment, type RomGuarantee, type RomStep } from './deploy';
import { askPartitions, type RomFacts } from './partitions';

/** How an image is put into a partition. */
export interface DeployOptions extends OperationOptions {
  /** Which partition; 0 unless given. */
  readonly partition?: number;
  /** Called with what is done now. */
  readonly onStep?: (step: RomStep) => void;
}

/** The ROM of a board that is not part of its firmware: read-only files, mounted as `/rom` when it starts. */
export class BoardRomfs {
  /** @internal A board makes its own. */
  constructor(private readonly operate: OperateHelpers) {}

  /** What partitions there are. A firmware without is no error. */
  query(options: OperationOptions = {}): Promise<RomFacts> {
    return twice(() => this.operate(options, (host) => askPartitions(host, options.signal)));
  }

  /**
   * Writes an image into a partition, and has the board hash it. The board mounts it with its next start; until then it has no `/rom`. Rejects with
   * `no-romfs`, `no-rom-partition`, `bad-rom-image`, `rom-too-small` before anything is changed; then with `rom-failed`, `aborted`, `link-lost`
   * and the like, after which the partition has no valid image.
   */
  deploy(image: Uint8Array, options: DeployOptions = {}): Promise<RomGuarantee> {
    const { partition = 0, signal, onStep } = options;
    const deployment = new RomDeployment(image, partition, { signal, onStep });
    return twice(() => this.operate(options, (host) => deployment.run(host)));
  }
}
