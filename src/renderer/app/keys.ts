// The window's keys. They are taken before the editor and the console see them; in the console the plain Ctrl keys belong
// to the board's prompt (Ctrl-N, Ctrl-O, Ctrl-U, Ctrl-W mean something there).

import { useEventListener } from '@vueuse/core';
import type { MenuCommand } from '../../ipc/contract';
import { useQuestions } from '../dialogs/questions';
import { useTabs } from '../tabs/tabs';

export const isMac = navigator.platform.startsWith('Mac');

interface Chord {
  readonly key: string;
  readonly mod?: boolean;
  readonly shift?: boolean;
  /** The console keeps it to itself, except on a Mac, where Cmd is not a key of the prompt. */
  readonly notInConsole?: boolean;
}

const CHORDS: Record<MenuCommand, readonly Chord[]> = {
  run: [{ key: 'f5' }],
  stop: [
    { key: 'f5', shift: true },
    { key: '.', mod: true },
  ],
  'soft-reset': [],
  save: [{ key: 's', mod: true }],
  'save-as': [{ key: 's', mod: true, shift: true }],
  upload: [
    { key: 'u', mod: true, shift: true },
    { key: 'u', mod: true, notInConsole: true },
  ],
  'new-file': [{ key: 'n', mod: true, notInConsole: true }],
  'open-file': [{ key: 'o', mod: true, notInConsole: true }],
  'open-folder': [{ key: 'o', mod: true, shift: true }],
  'close-tab': [{ key: 'w', mod: true, notInConsole: true }],
};

function matches(chord: Chord, event: KeyboardEvent): boolean {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const otherMod = isMac ? event.ctrlKey : event.metaKey;
  return (
    event.key.toLowerCase() === chord.key &&
    mod === (chord.mod ?? false) &&
    !otherMod &&
    !event.altKey &&
    event.shiftKey === (chord.shift ?? false)
  );
}

export function commandOf(event: KeyboardEvent, inConsole: boolean): MenuCommand | undefined {
  for (const [command, chords] of Object.entries(CHORDS) as [MenuCommand, readonly Chord[]][])
    for (const chord of chords)
      if (matches(chord, event) && !(inConsole && !isMac && chord.notInConsole === true))
        return command;
  return undefined;
}

/** `Ctrl+Shift+U`, `⇧⌘U` */
export function keysText(command: MenuCommand): string | undefined {
  const [chord] = CHORDS[command];
  if (!chord) return undefined;
  const key = chord.key.toUpperCase();
  const { mod = false, shift = false } = chord;
  if (isMac) return `${shift ? '⇧' : ''}${mod ? '⌘' : ''}${key}`;
  return [...(mod ? ['Ctrl'] : []), ...(shift ? ['Shift'] : []), key].join('+');
}

function tabStep(event: KeyboardEvent): 1 | -1 | undefined {
  if (!event.ctrlKey || event.altKey || event.metaKey) return undefined;
  if (event.key === 'Tab') return event.shiftKey ? -1 : 1;
  if (event.key === 'PageDown') return 1;
  return event.key === 'PageUp' ? -1 : undefined;
}

/** Must be called in a component's set-up. */
export function useKeys(execute: (command: MenuCommand) => void): void {
  useEventListener(
    window,
    'keydown',
    (event) => {
      // A dialog has the keys to itself.
      if (useQuestions().current) return;
      const inConsole =
        event.target instanceof Element && event.target.closest('[data-testid="console"]') !== null;
      const command = commandOf(event, inConsole);
      const step = command === undefined ? tabStep(event) : undefined;
      if (command === undefined && step === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (command !== undefined && !event.repeat) execute(command);
      if (step !== undefined) useTabs().step(step);
    },
    { capture: true },
  );
}
