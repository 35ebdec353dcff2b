// The application menu. The window describes it (src/ipc/menu.ts), since it knows the commands, their words and their keys; before
// it has, and on a Mac after it is closed, the menu has what Electron does by itself. Keys stand here for the eye only: the page
// handles them, and they are not registered, so that no key does its work twice.

import { app, type MenuItemConstructorOptions } from 'electron';
import type { Menu, MenuItem } from '../ipc/menu';
import { t } from './i18n';

const isMac = process.platform === 'darwin';

type Item = MenuItemConstructorOptions;

/** What the menu must have on a Mac even before there is a window: without it its keys do nothing there. */
const EDIT: Menu = {
  id: 'edit',
  label: t('menu.edit'),
  items: (['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const).map((role) => ({
    kind: 'role',
    role,
    label: role,
  })),
};

function shown(item: MenuItem, send: (command: string) => void): Item {
  if (item.kind === 'separator') return { type: 'separator' };
  // macOS offers a key to the page first and has no such switch.
  const keys: Item =
    item.keys === undefined ? {} : { accelerator: item.keys, registerAccelerator: false };
  // On other systems "&" underlines the letter behind it.
  const label = isMac ? item.label : item.label.replaceAll('&', '&&');
  if (item.kind === 'role') return { role: item.role, label, ...keys };
  return {
    label,
    id: item.id,
    click: () => {
      send(item.id);
    },
    ...keys,
  };
}

/** For those who build Adder. A reload would throw unsaved work away, and a page's insides are no concern of a person's. */
function insides(): Item[] {
  if (app.isPackaged) return [];
  return [{ type: 'separator' }, { role: 'toggleDevTools' }, { role: 'reload' }];
}

export function menuTemplate(
  bar: readonly Menu[] | undefined,
  send: (command: string) => void,
): Item[] {
  const menus = bar ?? (isMac ? [EDIT] : []);
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies Item] : []),
    ...menus.map(({ id, label, items }): Item => ({
      label: `&${label}`,
      ...(id === 'help' && { role: 'help' as const }),
      submenu: [...items.map((item) => shown(item, send)), ...(id === 'view' ? insides() : [])],
    })),
  ];
}
