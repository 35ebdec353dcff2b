// sync --watch: goes on whenever a file changes, until Ctrl-C.

import { watchAndSync, type SyncEvent } from '../../engine/board/sync/watch-and-sync';
import { AdderError } from '../../shared/errors';
import { describeFailure } from '../failure';
import { showPlan } from '../mirror/carry-out';
import { confirmed } from '../mirror/confirm';
import { TransferLine } from '../mirror/transfer-line';
import type { Context } from './context';
import { sayLeftOut } from './sync';

export interface WatchedFolder {
  readonly folder: string;
  readonly destination: string;
  readonly remove: boolean;
  readonly yes: boolean;
}

export async function watchFolder(context: Context, watched: WatchedFolder): Promise<never> {
  const { session, out } = context;
  const { remove, yes } = watched;
  const { signal } = session;
  const line = new TransferLine(out);
  let loss = await session.watchLoss();
  const onEvent = async (event: SyncEvent): Promise<void> => {
    line.clear();
    await tell(context, event, remove);
    await out.flush(); // who reads along in a pipe waits for it
  };
  return watchAndSync(
    {
      use: (work) => session.use((board, operation) => work(board.files, operation)),
      lost: () => loss.lost,
      comeBack: async () => {
        if (!loss.known) throw new AdderError('link-lost');
        await session.comeBack(loss.known);
        loss = await session.watchLoss();
      },
      mayRemove: ({ extras }) =>
        yes
          ? Promise.resolve(true)
          : confirmed(
              `Remove ${String(extras.length)} from the board, and from now on what goes from the folder?`,
              signal,
            ),
      onEvent,
    },
    { ...watched, signal, onProgress: line.show },
  );
}

async function tell(context: Context, event: SyncEvent, remove: boolean): Promise<void> {
  const { out, options, program } = context;
  if (options.json) {
    if (event.kind === 'plan') await showPlan(context, event.mirror, { remove, dryRun: false });
    else await out.line(JSON.stringify(event.kind === 'problem' ? problemOf(event.error) : event));
    return;
  }
  switch (event.kind) {
    case 'plan':
      await sayLeftOut(context, event.source.leftOut);
      return showPlan(context, event.mirror, { remove, dryRun: false });
    case 'done':
      return out.line('Watching for changes. Ctrl-C ends it.');
    case 'problem':
      for (const text of describeFailure(event.error, program).lines) await out.line(text);
      return;
    case 'folder-gone':
      return out.line('The folder is gone. Waiting until it is back; the board stays as it is.');
    case 'board-lost':
      return out.line('The board is gone. Waiting until it is back.');
    case 'board-back':
      return out.line('The board is back.');
  }
}

function problemOf(error: AdderError): object {
  return { kind: 'problem', ...error.toData() };
}
