// The commands as the palette lists them: those used last first, then as they stand in the menu.

import { useCommands, type Command } from '../app/commands';
import { t } from '../i18n';
import type { PaletteEntry } from './palette';

export function commandsList(): PaletteEntry[] {
  const commands = useCommands();
  const recent = commands.recent.map((id) => commands.get(id));
  const others = commands.all.filter((command) => !recent.includes(command));
  return [...recent, ...others]
    .filter(({ id }) => id !== 'palette')
    .map(({ id, title, tip, why, shortcut, group }: Command) => ({
      id,
      title: title.value,
      detail: t(`groups.${group}`),
      also: tip.value,
      shortcut,
      reason: why.value,
      run: () => {
        commands.execute(id);
      },
    }));
}
