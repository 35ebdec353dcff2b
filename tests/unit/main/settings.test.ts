import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/ipc/settings';
import { SettingsFile } from '../../../src/main/settings';

let folder: string;
let file: string;
const log = vi.fn();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adder-settings-'));
  file = join(folder, 'below', 'settings.json');
  log.mockClear();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('what is set is there at the next start', async () => {
  const settings = await SettingsFile.open(file, log);
  expect(settings.get('lastFolder')).toBeUndefined();
  settings.set('lastFolder', '/home/ada/project');
  settings.set('window', { x: -5, y: 10, width: 1280, height: 800, maximized: true });
  await settings.flush();
  const again = await SettingsFile.open(file, log);
  expect(again.get('lastFolder')).toBe('/home/ada/project');
  expect(again.get('window')).toMatchObject({ x: -5, maximized: true });
  expect(log).not.toHaveBeenCalled();
});

test.each(['{"lastFolder": ', '[]', '', 'null'])(
  'a file with %j is kept aside and the defaults are used',
  async (content) => {
    file = join(folder, 'settings.json');
    writeFileSync(file, content);
    const settings = await SettingsFile.open(file, log);
    expect(settings.get('lastFolder')).toBeUndefined();
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe(content);
    expect(settings.damaged).toBe(true);
    expect(existsSync(file)).toBe(false);
    expect(log).toHaveBeenCalledOnce();
  },
);

test('one wrong value spoils no other, and what a newer version wrote stays', async () => {
  file = join(folder, 'settings.json');
  writeFileSync(file, '{"window": {"x": "left"}, "lastFolder": "/a", "future": [1]}');
  const settings = await SettingsFile.open(file, log);
  expect(settings.get('window')).toBeUndefined();
  expect(settings.get('lastFolder')).toBe('/a');
  settings.set('lastFolder', '/b');
  await settings.flush();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ lastFolder: '/b', future: [1] });
});

test('a folder that cannot be written is logged, not thrown', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  const settings = await SettingsFile.open(join(folder, 'a-file', 'settings.json'), log);
  settings.set('lastFolder', '/a');
  await settings.flush();
  expect(log).toHaveBeenCalled();
});

test('what a person sets is in force at once, told, kept, and can be set back', async () => {
  const settings = await SettingsFile.open(file, log);
  const heard: Settings[] = [];
  settings.onChange((now) => heard.push(now));
  const written = settings.change({ zoom: 120, theme: 'dark' });
  expect(settings.settings).toEqual({ ...DEFAULT_SETTINGS, zoom: 120, theme: 'dark' });
  await written;
  const again = await SettingsFile.open(file, log);
  expect(again.settings).toMatchObject({ zoom: 120, theme: 'dark' });
  await again.reset(['zoom']);
  expect(again.settings).toMatchObject({ zoom: 100, theme: 'dark' });
  expect(heard).toEqual([{ ...DEFAULT_SETTINGS, zoom: 120, theme: 'dark' }]);
  // Only what was chosen stands in the file.
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ settings: { theme: 'dark' } });
});

test('a setting that makes no sense is the default, and spoils no other', async () => {
  file = join(folder, 'settings.json');
  writeFileSync(file, '{"settings": {"zoom": 5000, "wordWrap": "yes", "theme": "dark", "new": 1}}');
  const settings = await SettingsFile.open(file, log);
  expect(settings.settings).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
  expect(settings.damaged).toBe(false);
  await settings.change({ zoom: 90 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ settings: { zoom: 90, new: 1 } });
});

test('a setting that cannot be kept says so and is in force', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  const settings = await SettingsFile.open(join(folder, 'a-file', 'settings.json'), log);
  await expect(settings.change({ wordWrap: true })).rejects.toMatchObject({
    code: 'local-failed',
  });
  expect(settings.settings.wordWrap).toBe(true);
  await settings.flush();
});
