// Tells main what the application menu is: all commands that have a place in it, with what the browser does by itself.

import { watchEffect } from 'vue';
import type { Menu, MenuItem, MenuRole } from '../../ipc/menu';
import { useAdder } from '../bridge/adder';
import { t } from '../i18n';
import { accelerator, isMac } from './chords';
import { GROUPS, type Group } from './command';
import { useCommands, type Command } from './commands';

const LINE: MenuItem = { kind: 'separator' };

function role(name: MenuRole, keys?: string): MenuItem {
  return {
    kind: 'role',
    role: name,
    label: t(`menu.${name}`),
    ...(keys !== undefined && { keys }),
  };
}

/** What is Electron's own in a menu: before and after our commands. */
function roles(group: Group): { before?: MenuItem[]; after?: MenuItem[] } {
  switch (group) {
    case 'file':
      return isMac ? {} : { after: [role('quit')] };
    case 'edit':
      return {
        before: [
          role('undo', 'CmdOrCtrl+Z'),
          role('redo', isMac ? 'CmdOrCtrl+Shift+Z' : 'CmdOrCtrl+Y'),
          LINE,
          role('cut', 'CmdOrCtrl+X'),
          role('copy', 'CmdOrCtrl+C'),
          role('paste', 'CmdOrCtrl+V'),
          role('selectAll', 'CmdOrCtrl+A'),
        ],
      };
    case 'view':
      return { after: [role('togglefullscreen')] };
    default:
      return {};
  }
}

function itemOf({ id, title, keys }: Command): MenuItem {
  const shown = keys?.find(({ unseen }) => unseen !== true);
  // On a Mac a key in the menu works wherever the page leaves it.
  const isForMenu = shown && !(isMac && shown.consoleOnly === true);
  return {
    kind: 'command',
    id,
    label: title.value,
    ...(isForMenu && { keys: accelerator(shown) }),
  };
}

function itemsOf(commands: readonly Command[]): MenuItem[] {
  const sections = [...new Set(commands.map(({ section }) => section))];
  return sections.flatMap((section, index) => [
    ...(index > 0 ? [LINE] : []),
    ...commands.filter((command) => command.section === section).map(itemOf),
  ]);
}

export function menuBar(commands: readonly Command[]): Menu[] {
  return GROUPS.flatMap((group) => {
    const own = itemsOf(commands.filter((one) => one.group === group && one.hidden !== true));
    const { before = [], after = [] } = roles(group);
    const parts = [before, own, after].filter((part) => part.length > 0);
    const items = parts.flatMap((part, index) => (index > 0 ? [LINE, ...part] : part));
    return items.length > 0 ? [{ id: group, label: t(`groups.${group}`), items }] : [];
  });
}

/** Must be called in a component's set-up. */
export function useMenu(): void {
  const adder = useAdder();
  const commands = useCommands();
  watchEffect(() => {
    adder.tell('menuChanged', menuBar(commands.all));
  });
  adder.on('menuCommand', (id) => {
    if (commands.isCommand(id)) commands.execute(id);
  });
}
