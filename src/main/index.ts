// Where Electron begins: what must be said before it is ready, one app per data folder, and the way out.

import { app } from 'electron';
import { join } from 'node:path';
import { dataDirectory } from '../engine/host/data-directory';
import { Adder } from './adder';
import { catchFaults } from './faults';
import { makeLog } from './log';
import { registerAppScheme } from './security/harden';

const data = dataDirectory();
const log = makeLog(join(data, 'logs', 'adder.log'));

// All that Electron itself stores (caches, and the lock of the one instance) belongs to the chosen data folder.
if (process.env['ADDER_HOME']) app.setPath('userData', join(data, 'electron'));

function begin(): void {
  catchFaults(log);
  registerAppScheme();
  // Chromium cannot have its sandbox everywhere (root, containers); it then needs `--no-sandbox`, which this would undo.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

  const adder = app.whenReady().then(() => Adder.start(data, log));
  adder.catch((error: unknown) => {
    log('Adder could not start', error);
    app.exit(1);
  });

  app.on('second-instance', () => {
    void adder.then((started) => {
      started.openWindow();
    });
  });
  app.on('activate', () => {
    void adder.then((started) => {
      started.openWindow();
    });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  let ended = false;
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void adder
      .then((started) => started.end())
      .catch((error: unknown) => {
        log('Adder could not end cleanly', error);
      })
      .finally(() => {
        ended = true;
        app.quit();
      });
  });
}

if (app.requestSingleInstanceLock()) begin();
else app.quit();
