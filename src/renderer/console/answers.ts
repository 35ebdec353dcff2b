// Brings the keys into the console when the program that was started asks for something. Whoever has typed or clicked since Run has
// chosen where the keys go, and is only told (AnswerHint.vue), as is whoever runs a program that does not look as if it asked.

import { useEventListener } from '@vueuse/core';
import { watch } from 'vue';
import { useQuestions } from '../dialogs/questions';
import { t } from '../i18n';
import { usePanels } from '../panel/panels';
import { useProgram } from '../run/program';
import { useAnnouncer } from '../status/announcer';
import { useConsoles } from './consoles';

const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta'];

function isInDialog(): boolean {
  return (
    useQuestions().current !== undefined ||
    document.activeElement?.closest('[role="dialog"]') instanceof Element
  );
}

/** Must be called in a component's set-up. */
export function useAnswers(): void {
  const consoles = useConsoles();
  const panels = usePanels();
  const program = useProgram();
  /** By the clock of events: the press that runs a program comes before its start. */
  let startedAt = 0;
  let touchedAt = 0;

  useEventListener(
    window,
    ['keydown', 'pointerdown'],
    (event) => {
      // The key that ran the program may be held down.
      if (event instanceof KeyboardEvent && (event.repeat || MODIFIERS.includes(event.key))) return;
      touchedAt = event.timeStamp;
    },
    { capture: true },
  );

  watch(
    () => program.started,
    () => {
      startedAt = performance.now();
    },
    { flush: 'sync' },
  );

  watch(
    () => consoles.asks,
    (asks) => {
      if (!asks) return;
      panels.tell('console', t('console.asksNews'));
      if (!consoles.hasKeys) useAnnouncer().announce(t('console.asks'));
      const mayMove = touchedAt < startedAt && panels.shown === 'console' && !isInDialog();
      if (mayMove && program.current?.readsKeys === true) consoles.focus();
    },
  );
}
