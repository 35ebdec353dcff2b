// Folders and files of the computer, below the window.

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, get } from './support/bridge';
import { answerOpenDialogs, answerSaveDialogs } from './support/dialogs';
import { expect, test } from './support/test';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

test('a picked folder is listed, its files open and are saved, and it is remembered', async ({
  adder,
}) => {
  const project = join(adder.folder, 'project');
  mkdirSync(join(project, 'lib'), { recursive: true });
  writeFileSync(join(project, 'main.py'), 'print(1)\n');
  symlinkSync(adder.folder, join(project, 'out'));
  await answerOpenDialogs(adder, project);

  const picked = await get(adder, 'pickFolder');
  expect(picked).toMatchObject({ name: 'project' });
  const folder = picked?.folder ?? '';
  const entries = await get(adder, 'listFolder', folder, []);
  expect(entries.map(({ name }) => name).sort()).toEqual(['lib', 'main.py']);
  expect(await ask(adder, 'listFolder', folder, ['out'])).toMatchObject({
    ok: false,
    error: { code: 'local-denied' },
  });

  const { file } = await get(adder, 'openFolderFile', folder, ['main.py']);
  await get(adder, 'saveLocalFile', file, text('print(2)\n'), null);
  expect(readFileSync(join(project, 'main.py'), 'utf8')).toBe('print(2)\n');

  await adder.relaunch();
  expect(await get(adder, 'restoreFolder')).toMatchObject({ name: 'project' });
});

test('a dialog that is closed is no choice and no error', async ({ adder }) => {
  await answerOpenDialogs(adder);
  await answerSaveDialogs(adder, '');
  expect(await get(adder, 'pickFolder')).toBeNull();
  expect(await get(adder, 'pickFile')).toBeNull();
  expect(await get(adder, 'saveLocalFileAs', 'main.py', text('x'))).toBeNull();
});

test('save as makes the file, and later saves go there', async ({ adder }) => {
  const path = join(adder.folder, 'new.py');
  await answerSaveDialogs(adder, path);
  const made = await get(adder, 'saveLocalFileAs', 'new.py', text('one'));
  expect(made).toMatchObject({ name: 'new.py' });
  await get(adder, 'saveLocalFile', made?.file ?? '', text('two'), null);
  expect(readFileSync(path, 'utf8')).toBe('two');
});
