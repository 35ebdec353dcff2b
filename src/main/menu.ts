// The application menu. Its items send commands to the window, which knows what they apply to. Keys that the window
// handles itself stand here for the eye only: they are not registered, so that no key does its work twice.

import { app, dialog, shell, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../ipc/contract';

const isMac = process.platform === 'darwin';
const DOCUMENTATION = 'https://docs.micropython.org/en/latest/';

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };

/** A key that the page, or the browser in it, handles. macOS offers a key to the page first and has no such switch. */
function shownOnly(accelerator: string): Item {
  return { accelerator, registerAccelerator: false };
}

function edit(role: NonNullable<Item['role']>, accelerator: string): Item {
  return { role, ...shownOnly(accelerator) };
}

async function showAbout(): Promise<void> {
  await dialog.showMessageBox({
    type: 'info',
    title: 'About Adder',
    message: `Adder ${app.getVersion()}`,
    detail: `An IDE for MicroPython.\nElectron ${process.versions.electron}, Chromium ${process.versions.chrome}`,
  });
}

export function menuTemplate(send: (command: MenuCommand) => void): Item[] {
  const command = (label: string, name: MenuCommand, accelerator?: string): Item => ({
    label,
    id: name,
    click: () => {
      send(name);
    },
    ...(accelerator !== undefined && shownOnly(accelerator)),
  });

  const file: Item[] = [
    command('New file', 'new-file', 'CmdOrCtrl+N'),
    command('Open file…', 'open-file', 'CmdOrCtrl+O'),
    command('Open folder…', 'open-folder', 'CmdOrCtrl+Shift+O'),
    separator,
    command('Save', 'save', 'CmdOrCtrl+S'),
    command('Save as…', 'save-as', 'CmdOrCtrl+Shift+S'),
    separator,
    command('Close tab', 'close-tab', 'CmdOrCtrl+W'),
    ...(isMac ? [] : [separator, { role: 'quit' } satisfies Item]),
  ];

  const editing: Item[] = [
    edit('undo', 'CmdOrCtrl+Z'),
    edit('redo', isMac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
    separator,
    edit('cut', 'CmdOrCtrl+X'),
    edit('copy', 'CmdOrCtrl+C'),
    edit('paste', 'CmdOrCtrl+V'),
    edit('selectAll', 'CmdOrCtrl+A'),
  ];

  const board: Item[] = [
    command('Run', 'run', 'F5'),
    command('Stop', 'stop', 'Shift+F5'),
    command('Soft reset', 'soft-reset'),
    separator,
    command('Upload to the board', 'upload', 'CmdOrCtrl+U'),
  ];

  const view: Item[] = [
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'resetZoom' },
    separator,
    { role: 'togglefullscreen' },
    // A reload would throw unsaved work away, and a page's insides are for those who build it.
    ...(app.isPackaged
      ? []
      : [separator, { role: 'toggleDevTools' } satisfies Item, { role: 'reload' } satisfies Item]),
  ];

  const help: Item[] = [
    {
      label: 'MicroPython documentation',
      click: () => void shell.openExternal(DOCUMENTATION),
    },
    ...(isMac ? [] : [{ label: 'About Adder', click: () => void showAbout() }]),
  ];

  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies Item] : []),
    { label: '&File', submenu: file },
    { label: '&Edit', submenu: editing },
    { label: '&Board', submenu: board },
    { label: '&View', submenu: view },
    { label: '&Help', role: 'help', submenu: help },
  ];
}
