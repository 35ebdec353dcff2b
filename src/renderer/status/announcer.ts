// Small news: what people who cannot see the window hear, politely, and what all others may read for a moment.

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

const SHOWN_MS = 4000;
/** With something to press it must be found first. */
const SHOWN_WITH_ACTION_MS = 12_000;

export interface NoticeAction {
  readonly label: string;
  readonly run: () => unknown;
}

interface Notice {
  readonly text: string;
  readonly action: NoticeAction | undefined;
}

/** What stays on the screen while something goes on. */
export interface StayingNotice {
  /** Other words in its place, which are not read out. */
  readonly change: (text: string) => void;
  readonly end: () => void;
}

export const useAnnouncer = defineStore('announcer', () => {
  /** For screen readers. */
  const message = shallowRef('');
  const passing = shallowRef<Notice>();
  const staying = shallowRef<Notice>();
  const shown = computed(() => passing.value ?? staying.value);
  /** On the screen, for a moment or while something goes on. */
  const notice = computed(() => shown.value?.text);
  /** What can be done about it, in one press. */
  const action = computed(() => shown.value?.action);
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
    passing.value = { text, action: what };
    clearTimeout(timer);
    timer = setTimeout(hide, what ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
  }

  /** One at a time: the last one has the place. */
  function stay(text: string, what: NoticeAction): StayingNotice {
    announce(text);
    let mine: Notice = { text, action: what };
    const put = (next: Notice | undefined): void => {
      if (staying.value === mine) staying.value = next;
      if (next) mine = next;
    };
    staying.value = mine;
    return {
      change: (words) => {
        put({ text: words, action: what });
      },
      end: () => {
        put(undefined);
      },
    };
  }

  function hide(): void {
    passing.value = undefined;
  }

  return { message, notice, action, announce, show, stay, hide };
});
