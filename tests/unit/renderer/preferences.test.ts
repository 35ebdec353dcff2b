// @vitest-environment happy-dom
import { getIndentUnit } from '@codemirror/language';
import { beforeEach, expect, it } from 'vitest';
import { checker } from '../../../src/renderer/checking/lint';
import { useSettings } from '../../../src/renderer/settings/settings';
import { useSaving } from '../../../src/renderer/tabs/saving';
import { useKeeping } from '../../../src/renderer/tabs/keeping';
import { useTabs } from '../../../src/renderer/tabs/tabs';
import { vi } from 'vitest';
import type { FakeMain } from './fake-bridge';
import { openWindow, settle } from './support';

let main: FakeMain;

beforeEach(() => {
  main = openWindow();
});

it('what is set for the editor reaches files that are open and those that are opened later', async () => {
  const tabs = useTabs();
  const settings = useSettings();
  const early = tabs.openNew();
  await settings.change({ indentWidth: '2' });
  const late = tabs.openNew();
  for (const { id } of [early, late]) {
    const { state } = tabs.documentOf(id);
    expect(getIndentUnit(state)).toBe(2);
    expect(state.tabSize).toBe(2);
  }
});

it('a program that cannot be tidied, or not in time, is saved as it is', async () => {
  vi.spyOn(checker, 'format').mockRejectedValue(new Error('no'));
  await useSettings().change({ tidyOnSave: true });
  const tab = useTabs().open(
    'a.py',
    { kind: 'computer', file: 'f' },
    { text: 'x=1\n', ends: 'lf', mark: false },
  );
  expect(await useSaving().save(tab)).toBe(true);
  expect(new TextDecoder().decode(main.localFiles.get('f'))).toBe('x=1\n');
});

it('without the files of the last time, only unsaved work comes back', async () => {
  const kept = {
    name: 'a.py',
    origin: { kind: 'new' },
    ends: 'lf',
    mark: false,
    cursor: 0,
    waiting: null,
    uploadedTo: null,
  } as const;
  main.journal = {
    ...main.journal,
    isFirst: false,
    tabs: [
      { ...kept, key: 'tab-1', text: 'saved', saved: null },
      { ...kept, key: 'tab-2', text: 'not saved', saved: '' },
    ],
  };
  await useSettings().change({ reopenTabs: false });
  await useKeeping().restore();
  await settle();
  expect(useTabs().tabs.map(({ key }) => key)).toEqual(['tab-2']);
  expect(main.of('forgetTab')).toEqual([['tab-1']]);
});
