// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, SECTIONS, SETTINGS, settingNames } from '../../../src/ipc/settings';
import { te } from '../../../src/renderer/i18n';
import { useProblems } from '../../../src/renderer/problems/problems';
import { useSettings } from '../../../src/renderer/settings/settings';
import type { FakeMain } from './fake-bridge';
import { openWindow, settle } from './support';

let main: FakeMain;

beforeEach(() => {
  main = openWindow();
});

it('are the defaults until they are read, and what main has from then on', async () => {
  const settings = useSettings();
  expect(settings.values).toEqual(DEFAULT_SETTINGS);
  main.settings = { ...DEFAULT_SETTINGS, editorFontSize: 20 };
  await settings.load();
  expect(settings.values.editorFontSize).toBe(20);
  expect(useProblems().problems).toEqual([]);
});

it('are changed at once, kept by main, and set back', async () => {
  const settings = useSettings();
  const wrap = settings.one('wordWrap');
  wrap.value = true;
  expect(settings.values.wordWrap).toBe(true);
  await settle();
  expect(main.settings.wordWrap).toBe(true);
  await settings.reset(settingNames);
  expect(settings.values).toEqual(DEFAULT_SETTINGS);
});

it('that were damaged, or cannot be kept, are told', async () => {
  main.settingsDamaged = true;
  const settings = useSettings();
  await settings.load();
  main.failures.set('changeSettings', 'local-full');
  await settings.change({ zoom: 120 });
  expect(settings.values.zoom).toBe(120);
  expect(useProblems().problems.map(({ error }) => error.code)).toEqual([
    'settings-damaged',
    'local-full',
  ]);
});

it('all have their words', () => {
  for (const section of SECTIONS) expect(te(`sections.${section}`), section).toBe(true);
  for (const name of settingNames) {
    const setting = SETTINGS[name];
    for (const key of ['name', 'text']) expect(te(`setting.${name}.${key}`), name).toBe(true);
    if (setting.kind !== 'choice') continue;
    for (const value of setting.values)
      if (!/^\d+$/.test(value)) expect(te(`setting.${name}.values.${value}`), value).toBe(true);
  }
});
