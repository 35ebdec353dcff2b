import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import type { MenuCommand } from '../../../src/ipc/contract';

const electron = vi.hoisted(() => ({ isPackaged: false }));
vi.mock('electron', () => ({ app: electron, dialog: {}, shell: {} }));
const { menuTemplate } = await import('../../../src/main/menu');

const COMMANDS: Record<MenuCommand, true> = {
  run: true,
  stop: true,
  'soft-reset': true,
  save: true,
  'save-as': true,
  upload: true,
  'new-file': true,
  'open-file': true,
  'open-folder': true,
  'close-tab': true,
};

function items(send: (command: MenuCommand) => void = () => undefined) {
  return menuTemplate(send).flatMap(({ submenu }) => submenu as MenuItemConstructorOptions[]);
}

describe('the menu', () => {
  test('has every command once, and sends it', () => {
    const sent: MenuCommand[] = [];
    for (const item of items((command) => sent.push(command)))
      if (item.id !== undefined) (item.click as () => void)();
    expect(sent.sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  test('takes no key away from the page, and gives no key twice', () => {
    const keys = items().flatMap(({ accelerator }) => (accelerator ? [accelerator] : []));
    expect(new Set(keys).size).toBe(keys.length);
    for (const item of items())
      if (item.accelerator !== undefined) expect(item.registerAccelerator).toBe(false);
  });

  test('shows the insides of the page only to developers', () => {
    const roles = (): unknown[] => items().map(({ role }) => role);
    electron.isPackaged = true;
    expect(roles()).not.toContain('toggleDevTools');
    expect(roles()).not.toContain('reload');
    electron.isPackaged = false;
    expect(roles()).toContain('toggleDevTools');
  });
});
