// A folder of this computer that a board sees as /remote: puts it there, takes it away, and puts it back after a soft reset. What
// the requests mean is `host-folder.ts`, how they travel `exchange.ts`; the board's half is device-code/mount.

import { randomInt } from 'node:crypto';
import askSource from '../../device-code/mount/ask.py?device';
import fileSource from '../../device-code/mount/file.py?device';
import folderSource from '../../device-code/mount/folder.py?device';
import unmountSource from '../../device-code/mount/unmount.py?device';
import { AdderError } from '../../../shared/errors';
import type { Unsubscribe } from '../../../shared/unsubscribe';
import type { OperateHelpers } from '../files/board-files';
import { askHelper, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import { twice } from '../helper/twice';
import { windowFor } from '../helper/outflow';
import type { OperationOptions } from '../types';
import { errnoOf } from './errno';
import { HostFolder } from './host-folder';
import type { MountGate } from './mount-gate';

/** Where a board sees the folder: mpremote's place. */
export const MOUNT_PLACE = '/remote';
/** How long a board waits for a reply before it asks again, ms. */
const PATIENCE_MS = 2000;
const REBOOT = 'MPY: soft reboot';

/** How a folder is mounted. */
export interface MountOptions extends OperationOptions {
  /** Symbolic links in the folder may lead out of it. */
  readonly unsafeLinks?: boolean;
  /** What is no folder is mounted, too: the board is told so whenever it looks. */
  readonly unchecked?: boolean;
}

/** The folder of this computer that a board has, and how it gets and loses it. */
export class BoardMount {
  private current: { readonly folder: string; readonly host: HostFolder } | undefined;
  /** A soft reset has taken it away from the board. */
  private isGone = false;
  private recent = '';
  private readonly remountListeners = new Set<(error?: AdderError) => void>();

  /** @internal A board makes its own. */
  constructor(
    private readonly operate: OperateHelpers,
    private readonly gate: MountGate,
  ) {
    gate.onBytes((bytes) => this.hear(bytes));
  }

  /** The folder that is mounted, as it was named. */
  get folder(): string | undefined {
    return this.current?.folder;
  }

  /** Called when the folder is mounted again after a soft reset, or could not be. */
  onRemount(listener: (error?: AdderError) => void): Unsubscribe {
    this.remountListeners.add(listener);
    return () => {
      this.remountListeners.delete(listener);
    };
  }

  /**
   * Mounts a folder as `/remote`, which becomes the board's working folder; one that was mounted before is not any more. Rejects with
   * `local-not-found`, `local-failed`, `no-mount` where the firmware has not what it needs, and as every operation does.
   */
  async mount(folder: string, options: MountOptions = {}): Promise<void> {
    const { unsafeLinks = false, unchecked = false } = options;
    const host = await HostFolder.open(folder, { unsafeLinks, unchecked }).catch(
      (error: unknown) => {
        const code =
          errnoOf(error) === 2 || errnoOf(error) === 20 ? 'local-not-found' : 'local-failed';
        throw new AdderError(code, { detail: folder, cause: error });
      },
    );
    // With the board still in the old folder, its imports would ask for it.
    await this.unmount(options);
    await this.operate(options, async (helper) => {
      this.current = { folder, host };
      await this.install(helper, options.signal).catch((error: unknown) => {
        this.forget();
        throw error;
      });
    });
  }

  /** Takes the folder away from the board. Does nothing where none is mounted. */
  async unmount(options: OperationOptions = {}): Promise<void> {
    const { current } = this;
    if (!current) return;
    try {
      const call = pythonCall('unmount', MOUNT_PLACE);
      await this.operate(options, (host) =>
        askHelper(host, {
          parts: [unmountSource],
          call,
          path: MOUNT_PLACE,
          signal: options.signal,
        }),
      );
    } finally {
      if (this.current === current) this.forget();
    }
  }

  /** A soft reset has taken the folder from the board, which has not got it back yet. */
  get wantsRemount(): boolean {
    return this.isGone && this.current !== undefined;
  }

  /** @internal After a soft reset: the folder is there again. */
  async remount(host: HelperHost, signal?: AbortSignal): Promise<void> {
    if (!this.current) return;
    let problem: AdderError | undefined;
    await this.current.host.closeFiles(); // the board knows its files no more
    try {
      await this.install(host, signal);
    } catch (error) {
      if (!(error instanceof AdderError)) throw error;
      problem = error;
      this.forget();
    }
    for (const listener of [...this.remountListeners]) listener(problem);
  }

  /** @internal The board's prompt is back. */
  atPrompt(): void {
    if (!this.wantsRemount) return;
    this.isGone = false;
    this.operate({}, (host) => this.remount(host)).catch(() => undefined); // a link that is lost tells everybody
  }

  /** The link closes, or the board has the folder no more. */
  forget(): void {
    const { current } = this;
    this.current = undefined;
    this.gate.end();
    void current?.host.closeFiles();
  }

  private async install(helper: HelperHost, signal: AbortSignal | undefined): Promise<void> {
    const { firmware, link } = helper;
    const { current } = this;
    if (!firmware.base64 || !firmware.stdin || firmware.check !== 'crc32')
      throw new AdderError('no-mount');
    if (!current) return;
    const nonce = randomInt(36 ** 8, 36 ** 9).toString(36);
    const binary = firmware.buffer && link.eightBitClean;
    const form = { nonce, binary, inflates: firmware.inflate === 'deflate' };
    this.gate.serve(form, (op, data) => current.host.answer(op, data));
    const names = `nonce='${nonce}'\nwindow=${windowFor(link)}\npatience=${PATIENCE_MS}\n`;
    const parts = [names, askSource, fileSource, folderSource];
    const call = pythonCall('mount', MOUNT_PLACE);
    await twice(() => askHelper(helper, { parts, call, path: MOUNT_PLACE, signal }));
    this.isGone = false;
  }

  private hear(bytes: Uint8Array): void {
    if (!this.current) return;
    const text = this.recent + Buffer.from(bytes).toString('latin1');
    if (text.includes(REBOOT)) this.isGone = true;
    this.recent = text.includes(REBOOT) ? '' : text.slice(1 - REBOOT.length);
  }
}
