import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import type { Menu } from '../../../src/ipc/menu';

const electron = vi.hoisted(() => ({ isPackaged: false }));
vi.mock('electron', () => ({ app: electron }));
const { menuTemplate } = await import('../../../src/main/menu');

const BAR: Menu[] = [
  {
    id: 'file',
    label: 'File',
    items: [
      { kind: 'command', id: 'save', label: 'Save & go', keys: 'CmdOrCtrl+S' },
      { kind: 'separator' },
      { kind: 'role', role: 'quit', label: 'Quit' },
    ],
  },
  { id: 'view', label: 'View', items: [{ kind: 'command', id: 'zoom-in', label: 'Larger' }] },
];

function items(send: (command: string) => void = () => undefined) {
  return menuTemplate(BAR, send).flatMap(({ submenu }) => submenu as MenuItemConstructorOptions[]);
}

describe('the menu', () => {
  test('is what the window says, and sends what is chosen', () => {
    const sent: string[] = [];
    for (const item of items((command) => sent.push(command)))
      if (item.id !== undefined) (item.click as () => void)();
    expect(sent).toEqual(['save', 'zoom-in']);
    expect(menuTemplate(BAR, () => undefined).map(({ label }) => label)).toEqual([
      '&File',
      '&View',
    ]);
    expect(items()[0]).toMatchObject({ label: 'Save && go', accelerator: 'CmdOrCtrl+S' });
    expect(items()[2]).toMatchObject({ role: 'quit', label: 'Quit' });
  });

  test('takes no key away from the page', () => {
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

  test('before the window has said anything there is nothing to choose', () => {
    expect(menuTemplate(undefined, () => undefined)).toEqual([]);
  });
});
