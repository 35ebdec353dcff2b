// Asks the person for the password of a board, when main says that the board wants one.

import { passwordFault, WEBREPL_PASSWORD } from '../../shared/webrepl';
import type { PasswordQuestion } from '../../ipc/contract';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useQuestions, type TextQuestion } from '../dialogs/questions';
import { t } from '../i18n';

export function usePasswords(): void {
  const adder = useAdder();
  const questions = useQuestions();
  const shown = new Map<string, TextQuestion>();

  async function ask(asked: PasswordQuestion): Promise<void> {
    const question = textQuestion(asked);
    shown.set(asked.question, question);
    const reply = await questions.ask(question);
    // One that was withdrawn needs no answer.
    if (shown.delete(asked.question))
      adder.tell('passwordAnswered', asked.question, reply?.value ?? null);
  }

  adder.on('passwordAsked', (asked) => void ask(asked));
  adder.on('passwordWithdrawn', (id) => {
    const question = shown.get(id);
    shown.delete(id);
    if (question) questions.withdraw(question);
  });
}

function textQuestion({ address, wrong, remembered }: PasswordQuestion): TextQuestion {
  return {
    kind: 'text',
    title: t('passwords.title', { address: visibleName(address) }),
    text: [
      ...(wrong ? [t('passwords.wrong')] : []),
      t('passwords.text', WEBREPL_PASSWORD),
      t(remembered ? 'passwords.kept' : 'passwords.notKept'),
    ].join(' '),
    label: t('passwords.label'),
    value: '',
    button: t('devices.connectButton'),
    hidden: true,
    complaint: (text) => {
      switch (passwordFault(text)) {
        case 'empty':
          return t('passwords.empty');
        case 'too-long':
          return t('passwords.tooLong', WEBREPL_PASSWORD);
        case undefined:
          return undefined;
      }
    },
  };
}
