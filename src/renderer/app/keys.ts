// The window's keys. They are taken before the editor and the console see them; in the console the plain Ctrl keys belong
// to the board's prompt (Ctrl-N, Ctrl-O, Ctrl-U, Ctrl-W mean something there).

import { useEventListener } from '@vueuse/core';
import { useQuestions } from '../dialogs/questions';
import { matches, worksIn, type Place } from './chords';
import { useCommands, type Command } from './commands';

export function commandOf(event: KeyboardEvent, place: Place): Command | undefined {
  const { all } = useCommands();
  const isConsoles = ({ keys = [] }: Command): boolean =>
    keys.some((chord) => chord.consoleOnly === true && matches(chord, event));
  if (place === 'console' && all.some(isConsoles)) return undefined;
  return all.find(
    ({ keys = [], inDialogs = false }) =>
      (place !== 'dialog' || inDialogs) &&
      keys.some((chord) => worksIn(place, chord) && matches(chord, event)),
  );
}

function placeOf({ target }: KeyboardEvent): Place {
  if (useQuestions().current) return 'dialog';
  if (!(target instanceof Element)) return 'window';
  if (target.closest('[role="dialog"]')) return 'dialog';
  return target.closest('[data-testid="console"]') ? 'console' : 'window';
}

/** Must be called in a component's set-up. */
export function useKeys(): void {
  useEventListener(
    window,
    'keydown',
    (event) => {
      const command = commandOf(event, placeOf(event));
      if (!command) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat || command.repeats === true) useCommands().execute(command.id);
    },
    { capture: true },
  );
}
