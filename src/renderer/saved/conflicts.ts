// What is to be done when another program has changed what a tab came from: keep the person's text, or take what is there. Until that is
// said, nothing is written over.

import { visibleName } from '../bridge/visible';
import { useComparing } from '../compare/comparing';
import { useQuestions } from '../dialogs/questions';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useTabs, type Origin, type Tab } from '../tabs/tabs';
import { asText } from '../tabs/text';
import { readTheirs, type Place, type Theirs } from './theirs';

export interface Conflicts {
  /** What is there now may be written over; the tab stays unsaved. */
  readonly keepMine: (tab: Tab) => Promise<void>;
  /** The tab becomes what is there; this can be undone. */
  readonly takeTheirs: (tab: Tab) => Promise<void>;
  /** Asked when a save was refused. `mine`: save over it; `theirs`: done, it is as it is there. */
  readonly ask: (tab: Tab) => Promise<'mine' | 'theirs' | undefined>;
}

export function placeOf(origin: Origin): Place | undefined {
  return origin.kind === 'computer' || origin.kind === 'board' ? origin : undefined;
}

export function useConflicts(): Conflicts {
  const tabs = useTabs();
  const problems = useProblems();

  async function look(tab: Tab): Promise<Theirs | undefined> {
    const place = placeOf(tab.origin);
    return place && problems.guard(() => readTheirs(place));
  }

  function agree(tab: Tab, theirs: Theirs): void {
    const { ends } = tabs.documentOf(tab.id);
    if (theirs.kind === 'missing') tabs.noteConflict(tab, 'removed');
    else
      tabs.noteThere(tab, {
        base: theirs.digest,
        ...(theirs.kind === 'text' && { saved: asText(theirs.file.text, ends) }),
      });
  }

  async function keepMine(tab: Tab): Promise<void> {
    const theirs = await look(tab);
    if (theirs) agree(tab, theirs);
  }

  async function takeTheirs(tab: Tab): Promise<void> {
    const theirs = await look(tab);
    if (theirs?.kind === 'text') tabs.follow(tab, theirs.file);
    else if (theirs?.kind === 'missing') tabs.noteConflict(tab, 'removed');
    else if (theirs) await useComparing().tellData(tab, theirs.digest);
  }

  async function ask(tab: Tab): Promise<'mine' | 'theirs' | undefined> {
    const where = tab.origin.kind === 'board' ? 'Board' : 'Computer';
    const isGone = tab.conflict === 'removed';
    const answer = await useQuestions().choose({
      title: t(isGone ? `conflict.removed${where}` : `conflict.changed${where}`, {
        name: visibleName(tab.name),
      }),
      text: t(isGone ? 'conflict.askRemoved' : 'conflict.askChanged'),
      choices: [
        { id: 'cancel', label: t('dialogs.cancel') },
        ...(isGone ? [] : [{ id: 'theirs', label: t('conflict.theirs') }]),
        { id: 'mine', label: t(isGone ? 'conflict.anew' : 'conflict.mineOver') },
        ...(isGone
          ? []
          : [{ id: 'look', label: t('conflict.differences'), kind: 'primary' as const }]),
      ],
    });
    if (answer === 'look') await useComparing().compareWithOrigin(tab);
    if (answer === 'mine') {
      await keepMine(tab);
      return 'mine';
    }
    if (answer !== 'theirs') return undefined;
    await takeTheirs(tab);
    return tab.conflict === undefined ? 'theirs' : undefined;
  }

  return { keepMine, takeTheirs, ask };
}
