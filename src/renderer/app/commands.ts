// Everything a person can tell the window to do, once: for buttons, keys, the palette and the application menu. One more command
// is one entry in the commands.ts of the room that it belongs to, and its title in src/renderer/i18n/en.ts.

import { useLocalStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, effectScope, markRaw, type ComputedRef } from 'vue';
import { deviceCommands } from '../devices/commands';
import { doctorCommands } from '../doctor/commands';
import { consoleCommands } from '../console/commands';
import { compareCommands } from '../compare/commands';
import { editCommands } from '../editor/commands';
import { fileTreeCommands } from '../files/commands';
import { t, te } from '../i18n';
import { pageCommands } from '../pages/commands';
import { paletteCommands } from '../palette/commands';
import { useProblems } from '../problems/problems';
import { runCommands } from '../run/commands';
import { searchCommands } from '../search/commands';
import { useAnnouncer } from '../status/announcer';
import { fileCommands } from '../tabs/commands';
import { chordText } from './chords';
import type { CommandEntries, CommandEntry } from './command';
import { helpCommands } from '../help/commands';
import { viewCommands } from './view-commands';

function everyEntry() {
  return {
    ...fileCommands(),
    ...compareCommands(),
    ...editCommands(),
    ...searchCommands(),
    ...runCommands(),
    ...fileTreeCommands(),
    ...deviceCommands(),
    ...doctorCommands(),
    ...consoleCommands(),
    ...viewCommands(),
    ...paletteCommands(),
    ...pageCommands(),
    ...helpCommands(),
  } satisfies CommandEntries;
}

export type CommandId = keyof ReturnType<typeof everyEntry>;

export interface Command extends CommandEntry {
  readonly id: CommandId;
  readonly title: ComputedRef<string>;
  /** What it does, in a sentence. */
  readonly tip: ComputedRef<string | undefined>;
  /** Why it cannot be done now. */
  readonly why: ComputedRef<string | undefined>;
  /** `Ctrl+S` */
  readonly shortcut: string | undefined;
}

function makeCommand(id: CommandId, entry: CommandEntry): Command {
  const shown = entry.keys?.find(({ unseen }) => unseen !== true);
  return {
    ...entry,
    id,
    title: computed(() => t(`commands.${id}`)),
    tip: computed(() => (te(`tips.${id}`) ? t(`tips.${id}`) : undefined)),
    why: computed(() => entry.reason?.()),
    shortcut: shown && chordText(shown),
  };
}

/** So many are remembered as used last. */
const RECENT = 8;

export const useCommands = defineStore('commands', () => {
  const all = markRaw(
    (Object.entries(everyEntry()) as [CommandId, CommandEntry][]).map(([id, entry]) =>
      makeCommand(id, entry),
    ),
  );
  const byId = markRaw(new Map(all.map((command) => [command.id, command])));
  /** Those that were used last, also before this start, the last one first. */
  const kept = effectScope(true).run(() => useLocalStorage<string[]>('adder.recent', []));
  const recent = computed(() => (kept?.value ?? []).filter(isCommand));

  function get(id: CommandId): Command {
    const command = byId.get(id);
    if (!command) throw new Error(`there is no command ${id}`);
    return command;
  }

  /** Does it, or says why not. */
  function execute(id: CommandId): void {
    const { why, run } = get(id);
    if (why.value !== undefined) {
      useAnnouncer().show(why.value);
      return;
    }
    if (kept) kept.value = [id, ...recent.value.filter((other) => other !== id)].slice(0, RECENT);
    void useProblems().guard(() => Promise.resolve(run()));
  }

  /** For what comes from outside, such as the menu. */
  function isCommand(id: string): id is CommandId {
    return byId.has(id as CommandId);
  }

  return { all, recent, get, execute, isCommand };
});
