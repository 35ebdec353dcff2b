// A window without a window: the stores over a fake main.

import { createHash } from 'node:crypto';
import { createPinia, disposePinia, setActivePinia } from 'pinia';
import { onTestFinished, vi } from 'vitest';
import { nextTick } from 'vue';
import { useBoard, VIRTUAL_BOARD } from '../../../src/renderer/devices/board';
import { useQuestions, type Question } from '../../../src/renderer/dialogs/questions';
import { FakeMain } from './fake-bridge';

/** A fresh window over a fresh main. */
export function openWindow(): FakeMain {
  const main = new FakeMain();
  Object.assign(window, { adder: main.bridge });
  const pinia = createPinia();
  setActivePinia(pinia);
  hashAtOnce();
  // What is still under way must not reach into the window of the next test.
  onTestFinished(async () => {
    await settle();
    disposePinia(pinia);
  });
  return main;
}

/** The browser hashes beside everything else; for `settle` it must be nothing but a promise. */
function hashAtOnce(): void {
  vi.spyOn(crypto.subtle, 'digest').mockImplementation((_, data) => {
    const bytes = new Uint8Array(data as ArrayBuffer);
    const hash = createHash('sha256').update(bytes).digest();
    return Promise.resolve(new Uint8Array(hash).buffer);
  });
}

export async function openConnectedWindow(): Promise<FakeMain> {
  const main = openWindow();
  await useBoard().connect(VIRTUAL_BOARD);
  await settle();
  return main;
}

/** Lets everything that waits for nothing but promises happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await nextTick();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Waits for a question and answers it. */
export async function answer(value?: string): Promise<Question> {
  await settle();
  const questions = useQuestions();
  const { current } = questions;
  if (!current) throw new Error('nothing was asked');
  questions.answer(current, value === undefined ? undefined : { value });
  await settle();
  return current;
}
