// The boards that were connected once, as main keeps them.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { RememberedBoard } from '../../ipc/contract';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useQuestions } from '../dialogs/questions';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';

const MAX_NAME = 48;

export const useRemembered = defineStore('remembered', () => {
  const adder = useAdder();
  const problems = useProblems();
  const boards = shallowRef<readonly RememberedBoard[]>([]);

  adder.on('rememberedChanged', (list) => {
    boards.value = list;
  });

  async function refresh(): Promise<void> {
    const list = await problems.guard(() => adder.call('rememberedBoards'));
    if (list) boards.value = list;
  }

  function at(address: string): RememberedBoard | undefined {
    return boards.value.find((board) => board.address === address);
  }

  async function rename({ address, name }: RememberedBoard): Promise<void> {
    const next = await useQuestions().askText({
      title: t('boards.renameTitle', { name: visibleName(name) }),
      text: t('boards.renameText'),
      label: t('files.nameLabel'),
      value: name,
      button: t('files.renameButton'),
      complaint: (text) =>
        Array.from(text.trim()).length > MAX_NAME ? t('files.nameLong') : undefined,
    });
    if (next !== undefined) await problems.guard(() => adder.call('renameBoard', address, next));
  }

  async function forget({ address }: RememberedBoard): Promise<void> {
    await problems.guard(() => adder.call('forgetBoard', address));
  }

  return { boards, refresh, at, rename, forget };
});
