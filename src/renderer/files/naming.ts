// Asks for the name of something new, or a new name: the same dialog on the board and on the computer.

import { visibleName } from '../bridge/visible';
import { useQuestions } from '../dialogs/questions';
import { t } from '../i18n';
import type { Side } from './drag';
import { nameComplaint } from './names';

export type Kind = 'file' | 'folder';

/** @param taken what is in the folder already */
export function askNewName(
  side: Side,
  kind: Kind,
  folder: string,
  taken: readonly string[],
): Promise<string | undefined> {
  return useQuestions().askText({
    title: t(`files.new.${side}.${kind}`),
    text: folder === '/' ? '' : t('files.inFolder', { folder: visibleName(folder) }),
    label: t('files.nameLabel'),
    value: freeName(kind, taken),
    button: t('files.create'),
    complaint: (text) => nameComplaint(text, taken),
  });
}

export async function askOtherName(
  name: string,
  taken: readonly string[],
): Promise<string | undefined> {
  const others = taken.filter((other) => other !== name);
  const answer = await useQuestions().askText({
    title: t('files.renameTitle', { name: visibleName(name) }),
    text: '',
    label: t('files.nameLabel'),
    value: name,
    button: t('files.renameButton'),
    complaint: (text) => nameComplaint(text, others),
  });
  return answer === name ? undefined : answer;
}

function freeName(kind: Kind, taken: readonly string[]): string {
  const [stem, end] = kind === 'file' ? ['main', '.py'] : ['lib', ''];
  let name = stem + end;
  for (let number = 2; taken.includes(name); number++) name = `${stem}-${number}${end}`;
  return name;
}
