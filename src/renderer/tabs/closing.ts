// The one question before a tab with unsaved work is closed.

import { visibleName } from '../bridge/visible';
import type { ChoiceQuestion } from '../dialogs/questions';
import { t } from '../i18n';
import { liveBoard } from '../saved/theirs';
import type { Tab } from './tabs';

export function closingChoices({ name, origin }: Tab): Omit<ChoiceQuestion, 'kind'> {
  const hasNoBoard = origin.kind === 'board' && !liveBoard(origin.address);
  return {
    title: t('editor.closeTitle', { name: visibleName(name) }),
    text: t(hasNoBoard ? 'editor.closeNoBoard' : 'editor.closeText'),
    choices: [
      { id: 'discard', label: t('editor.closeDiscard') },
      { id: 'cancel', label: t('editor.cancel') },
      hasNoBoard
        ? { id: 'copy', label: t('editor.closeCopy'), kind: 'primary' }
        : { id: 'save', label: t('editor.closeSave'), kind: 'primary' },
    ],
  };
}
