// The one door between main and the window: the only file that touches ipcMain. A message counts only if it comes from
// the main frame of our own window, showing our own page; a stranger's call rejects and its events are dropped.
// What the messages mean stands in src/ipc/contract.ts, how they are checked in src/ipc/answer.ts.

import { ipcMain, type WebContents } from 'electron';
import { answerCall, takeEvent, type CallHandlers, type EventHandlers } from '../ipc/answer';
import { CHANNELS, type EventsToWindow, type EventToWindow } from '../ipc/contract';
import type { Unsubscribe } from '../shared/unsubscribe';

/** What this file looks at in Electron's event. The frame is null when it is gone already. */
interface Sender {
  readonly sender: unknown;
  readonly senderFrame: { readonly parent: unknown; readonly url: string } | null;
}

export interface Served {
  readonly calls: CallHandlers;
  readonly events: EventHandlers;
  /** The page of our window, while there is one. */
  readonly page: () => WebContents | undefined;
  readonly isOurUrl: (url: string) => boolean;
  readonly log: (message: string, error?: unknown) => void;
}

export function isOurs({ sender, senderFrame }: Sender, { page, isOurUrl }: Served): boolean {
  const ours = page();
  if (ours === undefined || sender !== ours || senderFrame === null) return false;
  try {
    return senderFrame.parent === null && isOurUrl(senderFrame.url);
  } catch {
    return false; // the frame went away while its message was on the way: Electron throws then
  }
}

export function serve(served: Served): Unsubscribe {
  const { calls, events, log } = served;
  const report = (name: string, error: unknown): void => {
    log(`request ${name} failed`, error);
  };

  ipcMain.handle(CHANNELS.call, (event, name: unknown, args: unknown) => {
    if (!isOurs(event, served)) {
      log('a call from a stranger was refused');
      throw new Error('refused');
    }
    return answerCall(calls, name, args, report);
  });
  const onEvent = (event: Electron.IpcMainEvent, name: unknown, args: unknown): void => {
    if (isOurs(event, served)) takeEvent(events, name, args, report);
    else log('an event from a stranger was dropped');
  };
  ipcMain.on(CHANNELS.toMain, onEvent);

  return () => {
    ipcMain.removeHandler(CHANNELS.call);
    ipcMain.off(CHANNELS.toMain, onEvent);
  };
}

/** Sends an event to the window. A page that is gone hears nothing. */
export type Emit = <Name extends EventToWindow>(event: Name, ...args: EventsToWindow[Name]) => void;

export function emitTo(page: () => WebContents | undefined): Emit {
  return (event, ...args) => {
    const target = page();
    if (target === undefined || target.isDestroyed() || target.isCrashed()) return;
    target.send(CHANNELS.toWindow, event, args);
  };
}
