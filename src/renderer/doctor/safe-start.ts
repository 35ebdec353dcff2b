// A safe start, as the person sees it: asked for, its steps, and what it has done. The deed is main's.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { SafeStartResult, SafeStartStep } from '../../ipc/doctor';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoards } from '../devices/boards';
import { useQuestions } from '../dialogs/questions';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';

interface Running {
  readonly name: string;
  /** In their order; the last one is being done. */
  readonly steps: readonly SafeStartStep[];
}

export const useSafeStart = defineStore('safe-start', () => {
  const adder = useAdder();
  const questions = useQuestions();
  const running = shallowRef<Running>();

  adder.on('safeStartStep', (step) => {
    const { value } = running;
    if (value && !value.steps.includes(step))
      running.value = { ...value, steps: [...value.steps, step] };
  });

  async function begin(address: string, name: string): Promise<void> {
    if (running.value) return;
    const agreed = await questions.choose({
      title: t('safeStart.title', { name }),
      text: t('safeStart.askText'),
      choices: [
        { id: 'cancel', label: t('safeStart.cancel') },
        { id: 'begin', label: t('safeStart.begin'), kind: 'primary' },
      ],
    });
    if (agreed !== 'begin') return;
    running.value = { name, steps: ['stopping'] };
    let result: SafeStartResult | undefined;
    try {
      result = await adder.call('safeStart', address);
    } catch (error) {
      useProblems().report(error, undefined, { address, name });
    }
    running.value = undefined;
    await useBoards().connect(address);
    if (result !== undefined) await tell(result, name);
  }

  async function tell(result: SafeStartResult, name: string): Promise<void> {
    const text = result
      ? t('safeStart.kept', { from: result.from, to: visibleName(result.to) })
      : t('safeStart.nothing');
    await questions.choose({
      title: t('safeStart.done', { name }),
      text,
      choices: [{ id: 'ok', label: t('safeStart.understood'), kind: 'primary' }],
    });
  }

  function cancel(): void {
    void useProblems().guard(() => adder.call('cancelSafeStart'));
  }

  return { running, begin, cancel };
});
