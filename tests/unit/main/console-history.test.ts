import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConsoleHistory } from '../../../src/main/console-history';

let folder: string;
let file: string;
const log = vi.fn();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adder-history-'));
  file = join(folder, 'below', 'console-history.json');
  log.mockClear();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('what is kept is there at the next start, the last one of several writes', async () => {
  const history = await ConsoleHistory.open(file, log);
  expect(history.lines).toEqual([]);
  await Promise.all([history.keep(['a']), history.keep(['a', 'b = "é"'])]);
  expect((await ConsoleHistory.open(file, log)).lines).toEqual(['a', 'b = "é"']);
  expect(log).not.toHaveBeenCalled();
});

test('a file that makes no sense is kept aside', async () => {
  file = join(folder, 'console-history.json');
  writeFileSync(file, '[1');
  expect((await ConsoleHistory.open(file, log)).lines).toEqual([]);
  expect(readFileSync(`${file}.broken`, 'utf8')).toBe('[1');
});

test('a folder that cannot be written is told, and the next time is tried anew', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  const history = await ConsoleHistory.open(join(folder, 'a-file', 'history.json'), log);
  await expect(history.keep(['a'])).rejects.toMatchObject({ name: 'AdderError' });
  rmSync(join(folder, 'a-file'));
  await history.keep(['a', 'b']);
  expect(history.lines).toEqual(['a', 'b']);
  await history.flush();
});
