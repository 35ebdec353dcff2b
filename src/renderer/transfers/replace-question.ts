// The one question about all that lies there already and is different, wherever it is to go.

import type { ListQuestion } from '../dialogs/questions';
import { visibleName } from '../bridge/visible';
import { t } from '../i18n';

/** @param paths below the folder that takes them */
export function replaceQuestion(
  way: 'upload' | 'download' | 'copy',
  paths: readonly string[],
  look: ListQuestion['look'],
): ListQuestion {
  const [first = ''] = paths;
  const count = paths.length;
  return {
    kind: 'list',
    title: t(`conflicts.title.${way}`, { name: visibleName(first), count }, count),
    text: t('conflicts.text', {}, count),
    items: paths,
    cancel: t(`conflicts.cancel.${way}`),
    keep: t('conflicts.keep', {}, count),
    replace: (chosen) =>
      chosen === count
        ? t('conflicts.replaceAll', {}, count)
        : t('conflicts.replaceSome', { count: chosen }),
    look,
    heads: { before: t(`conflicts.before.${way}`), after: t(`conflicts.after.${way}`) },
  };
}
