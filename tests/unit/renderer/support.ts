// A window without a window: the stores over a fake main.

import { createPinia, setActivePinia } from 'pinia';
import { nextTick } from 'vue';
import { useBoard, VIRTUAL_BOARD } from '../../../src/renderer/devices/board';
import { useQuestions, type Question } from '../../../src/renderer/dialogs/questions';
import { FakeMain } from './fake-bridge';

/** A fresh window over a fresh main. */
export function openWindow(): FakeMain {
  const main = new FakeMain();
  Object.assign(window, { adder: main.bridge });
  setActivePinia(createPinia());
  return main;
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
export async function answer(value?: string, ticked = false): Promise<Question> {
  await settle();
  const questions = useQuestions();
  const { current } = questions;
  if (!current) throw new Error('nothing was asked');
  questions.answer(current, value === undefined ? undefined : { value, ticked });
  await settle();
  return current;
}
