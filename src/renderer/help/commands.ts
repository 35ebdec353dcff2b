// Commands that answer questions about Adder and MicroPython.

import type { CommandEntries } from '../app/command';
import { useAdder } from '../bridge/adder';
import { useQuestions } from '../dialogs/questions';
import { t } from '../i18n';

const DOCUMENTATION = 'https://docs.micropython.org/en/latest/';

export function helpCommands() {
  const adder = useAdder();
  const questions = useQuestions();

  return {
    documentation: {
      group: 'help',
      section: 'elsewhere',
      run: () => adder.call('openExternal', DOCUMENTATION),
    },
    about: {
      group: 'help',
      section: 'about',
      run: async () => {
        const { version, electron, chromium } = await adder.call('getAppInfo');
        await questions.choose({
          title: t('about.title', { version }),
          text: t('about.text', { electron, chromium }),
          choices: [{ id: 'ok', label: t('dialogs.close'), kind: 'primary' }],
        });
      },
    },
  } satisfies CommandEntries;
}
