// The only bridge between the window's page and main. It runs sandboxed, before the page, and gives the page the verbs of
// the contract and nothing else: no channel, no Electron object, no event object.

import { contextBridge, ipcRenderer } from 'electron';
import { makeBridge } from '../ipc/bridge';
import { CHANNELS, type Answer } from '../ipc/contract';

contextBridge.exposeInMainWorld(
  'adder',
  makeBridge({
    call: (name, args) => ipcRenderer.invoke(CHANNELS.call, name, args) as Promise<Answer<unknown>>,
    send: (name, args) => {
      ipcRenderer.send(CHANNELS.toMain, name, args);
    },
    listen: (take) => {
      ipcRenderer.on(CHANNELS.toWindow, (_event, name: string, args: unknown[]) => {
        take(name, args);
      });
    },
  }),
);
