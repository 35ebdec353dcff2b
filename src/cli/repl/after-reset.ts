// Behind a Ctrl-D the mounted folder is put back before the next key goes out, as mpremote does it: a key that came earlier would find a board
// without the folder. Where no reset comes (a half-typed line, paste mode), or a main.py runs on, the keys wait no longer than mpremote's.

import type { Board } from '../../engine/board/board';

/** How long the board may take to say that it resets, and to be back at its prompt, ms (`write_ctrl_d` in mpremote's transport_serial.py). */
const BEGIN_MS = 500;
const WHOLE_MS = 5000;

/** Resolves when the folder is there again, could not be, or nobody waits for it any more. Never rejects. */
export async function backWithFolder({ closed, mounts }: Board): Promise<void> {
  if (mounts.folder === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;
  await new Promise<void>((resolve) => {
    stop = mounts.onRemount(() => resolve());
    void closed.then(() => resolve());
    timer = setTimeout(() => {
      if (mounts.wantsRemount) timer = setTimeout(resolve, WHOLE_MS - BEGIN_MS);
      else resolve();
    }, BEGIN_MS);
  });
  clearTimeout(timer);
  stop();
}
