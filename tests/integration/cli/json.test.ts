// --json: what is listed and what fails, for programs.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { JSON_LINES, JsonLine } from '../../../src/cli/json-lines';
import { Computer } from './command';

const computer = new Computer();
afterAll(() => computer.remove());

const forms = Object.values(JSON_LINES) as v.GenericSchema[];
const isKnown = (line: unknown): boolean => forms.some((form) => v.is(form, line));

async function listed(...args: string[]): Promise<unknown[]> {
  const { stdout, stderr, code } = await computer.adder('--json', 'connect', 'virtual:', ...args);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  const lines = stdout.split('\n').filter((line) => line !== '');
  const values = lines.map((line) => JSON.parse(line) as unknown);
  expect(values.filter((line) => !isKnown(line))).toEqual([]);
  return values;
}

describe('with --json', () => {
  it('each list is one line', async () => {
    await computer.adder(
      'connect',
      'virtual:',
      'exec',
      "import os; os.mkdir('d'); open('d/f', 'w').write('x')",
    );
    const hash = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
    const f = expect.objectContaining({ name: 'f', kind: 'file', size: 1 }) as unknown;
    const all = await listed(...['ls', 'd', '+', 'tree', 'd', '+', 'sha256sum', 'd/f', '+', 'rtc']);
    expect(all).toEqual([
      { path: 'd', entries: [f] },
      { path: 'd', entries: [f] },
      { path: 'd/f', algorithm: 'sha256', hash },
      expect.objectContaining({ month: expect.any(Number) as number }) as unknown,
    ]);
    expect(await listed('devs')).toEqual([
      expect.arrayContaining([expect.objectContaining({ address: 'virtual:default' })]),
    ]);
    const volume = expect.objectContaining({ path: '/', total: 2097152 }) as unknown;
    expect(await listed('df')).toEqual([[volume]]);
    expect(await listed('version')).toEqual([expect.objectContaining({ name: 'adder' })]);
  });

  it('the schema for others is that of the command', () => {
    const file = 'resources/schemas/adder-json.schema.json';
    const schema = `${JSON.stringify(toJsonSchema(JsonLine), null, 2)}\n`;
    if (process.env['ADDER_UPDATE_SCHEMA'] === '1') writeFileSync(file, schema);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(schema));
  });

  it('cp tells what was copied, and cat what is in a file', async () => {
    writeFileSync(computer.path('a.txt'), 'äöü');
    writeFileSync(computer.path('b.bin'), Buffer.of(0xff, 0));
    const all = await listed(
      ...['cp', 'a.txt', 'b.bin', ':', '+', 'cp', 'a.txt', ':', '+', 'cat', 'a.txt', 'b.bin'],
      ...['+', 'cp', ':a.txt', 'c.txt', '+', 'cp', ':a.txt', ':d.txt', '+', 'cp', 'a.txt', 'e.txt'],
    );
    expect(all).toEqual([
      {
        copied: [
          { to: ':./a.txt', kind: 'written' },
          { to: ':./b.bin', kind: 'written' },
        ],
      },
      { copied: [{ to: ':./a.txt', kind: 'same' }] },
      { path: 'a.txt', text: 'äöü' },
      { path: 'b.bin', base64: '/wA=' },
      { copied: [{ to: 'c.txt', kind: 'written' }] },
      { copied: [{ to: ':d.txt', kind: 'written' }] },
      { copied: [{ to: 'e.txt', kind: 'written' }] },
    ]);
    const line = ['--json', 'connect', 'virtual:', 'cp', 'a.txt', 'none', ':new.txt'];
    const { stdout, stderr, code } = await computer.adder(...line);
    expect(JSON.parse(stdout)).toEqual({ copied: [] });
    expect(isKnown(JSON.parse(stderr))).toBe(true);
    expect(code).toBe(1);
  });

  it('what sync, backup, mpy and several boards say is of the same schema', async () => {
    mkdirSync(computer.path('p'));
    writeFileSync(computer.path('p/m.py'), 'x = 1\n');
    const [plan, done] = await listed('sync', 'p', ':app');
    expect(plan).toMatchObject({ destination: '/app', new: [{ path: 'm.py', size: 6 }] });
    expect(done).toMatchObject({ written: 1, removed: 0 });
    await listed('backup', 'store');
    expect(await listed('backup', '--keep', '1', 'store')).toMatchObject([
      { files: expect.any(Number) as number },
      { pruned: { backups: 1 } },
    ]);
    await listed('backup', '--list', 'store');
    await listed('mpy', 'p/m.py');
    await listed('mip', 'list');
    await listed('romfs', 'query');
    const many = ['--json', 'connect', 'virtual:a,virtual:b', 'ls', '+', 'exec', 'print(1)'];
    const { stdout } = await computer.adder(...many);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toHaveLength(4);
    expect(lines.filter((line) => !v.is(JSON_LINES['several boards'], line))).toEqual([]);
  });

  it.each([
    [['ls', 'none'], { code: 'file-not-found', exitCode: 1 }],
    [['nonsense'], { code: 'bad-command-line', exitCode: 1 }],
    [['fs'], { code: 'bad-command-line', exitCode: 2 }],
    [['connect', '/dev/adder-none', 'ls'], { code: 'port-not-found', exitCode: 1 }],
    [['connect', 'nonsense:1', 'ls'], { code: 'bad-address', exitCode: 1 }],
    [['cp', 'none'], { code: 'bad-command-line', exitCode: 1 }],
    [['cp', '.', ':'], { code: 'bad-command-line', exitCode: 1 }],
    [['run', 'none.py'], { code: 'local-not-found', exitCode: 1 }],
  ])('an error is one line on stderr: %j', async (args, error) => {
    const { stderr, code } = await computer.adder('--json', 'connect', 'virtual:', ...args);
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        ...error,
        message: expect.any(String) as string,
        action: expect.any(String) as string,
      },
    });
    expect(code).toBe(error.exitCode);
  });

  it.each([[['--baud', 'x', 'ls']], [['--timeout', '0', 'ls']], [['--timeout']]])(
    'so is one of the options themselves: %j',
    async (args) => {
      const { stderr, code } = await computer.adder('--json', ...args);
      expect(JSON.parse(stderr)).toMatchObject({
        error: { code: 'bad-command-line', exitCode: 2 },
      });
      expect(code).toBe(2);
    },
  );

  it('a traceback is an error as well', async () => {
    const { stdout, stderr, code } = await computer.adder(
      '--json',
      'connect',
      'virtual:',
      'exec',
      '1/0',
    );
    expect(stdout).toContain('Traceback');
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'program-error', message: 'ZeroDivisionError: divide by zero', exitCode: 1 },
    });
    expect(code).toBe(1);
  });
});
