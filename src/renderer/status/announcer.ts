// Small news: what people who cannot see the window hear, politely, and what all others may read for a moment.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

const SHOWN_MS = 4000;
/** With something to press it must be found first. */
const SHOWN_WITH_ACTION_MS = 12_000;

export interface NoticeAction {
  readonly label: string;
  readonly run: () => unknown;
}

export const useAnnouncer = defineStore('announcer', () => {
  /** For screen readers. */
  const message = shallowRef('');
  /** On the screen, for a moment. */
  const notice = shallowRef<string>();
  /** What can be done about it, in one press. */
  const action = shallowRef<NoticeAction>();
  let last = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function announce(text: string): void {
    // The same words twice are read twice only if they differ.
    last = !last;
    message.value = last ? text : `${text}\u00a0`;
  }

  /** For what a person has asked for and cannot see otherwise. */
  function show(text: string, what?: NoticeAction): void {
    announce(text);
    notice.value = text;
    action.value = what;
    clearTimeout(timer);
    timer = setTimeout(hide, what ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
  }

  function hide(): void {
    notice.value = undefined;
    action.value = undefined;
  }

  return { message, notice, action, announce, show, hide };
});
