// Everything that the shown console holds: to the clipboard, or into a file of the computer.

import { useAdder } from '../bridge/adder';
import { copyText } from '../bridge/clipboard';
import { visibleName } from '../bridge/visible';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { useConsoles } from './consoles';
import { wholeText } from './prompt';

export function copyAll(): void {
  const { shown } = useConsoles();
  if (shown && copyText(wholeText(shown.terminal))) useAnnouncer().show(t('console.copied'));
}

export async function saveAll(): Promise<void> {
  const { shown } = useConsoles();
  if (!shown) return;
  const bytes = new TextEncoder().encode(wholeText(shown.terminal));
  const saved = await useProblems().guard(() =>
    useAdder().call('saveLocalFileAs', 'console.txt', bytes),
  );
  if (saved) useAnnouncer().show(t('console.saved', { name: visibleName(saved.name) }));
}
