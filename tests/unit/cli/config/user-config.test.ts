// Where configuration is looked for, what may stand in it, and what goes before what.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { AdderConfig, readAdderConfig } from '../../../../src/cli/config/adder-config';
import { mpremoteConfigPlaces } from '../../../../src/cli/config/config-places';
import { loadUserConfig } from '../../../../src/cli/config/user-config';
import { expand } from '../../../../src/cli/grammar/expansion';
import { isAdderError } from '../../../../src/shared/errors';

describe('the places of config.py', () => {
  it.each([
    ['linux', {}, ['/home/x/.config/mpremote/config.py']],
    ['linux', { XDG_CONFIG_HOME: ' ' }, ['/home/x/.config/mpremote/config.py']],
    ['linux', { XDG_CONFIG_HOME: '/etc/x' }, ['/etc/x/mpremote/config.py']],
    [
      'darwin',
      { XDG_CONFIG_HOME: '/etc/x' },
      [
        '/etc/x/mpremote/config.py',
        '/home/x/Library/Application Support/mpremote/config.py',
        '/home/x/Library/Preferences/mpremote/config.py',
      ],
    ],
    [
      'darwin',
      {},
      [
        '/home/x/Library/Application Support/mpremote/config.py',
        '/home/x/Library/Preferences/mpremote/config.py',
        '/home/x/.config/mpremote/config.py',
      ],
    ],
    [
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\x\\AppData\\Local' },
      [
        'C:\\Users\\x\\AppData\\Local\\mpremote\\config.py',
        '\\home\\x\\.config\\mpremote\\config.py',
      ],
    ],
  ] as const)('on %s with %j', (platform, env, places) => {
    expect(mpremoteConfigPlaces({ platform, env, home: '/home/x' })).toEqual(places);
  });
});

describe('config.json', () => {
  it('is described by the schema that editors use', () => {
    const file = 'resources/schemas/adder-config.schema.json';
    const schema = `${JSON.stringify(toJsonSchema(AdderConfig), null, 2)}\n`;
    if (process.env['ADDER_UPDATE_SCHEMA'] === '1') writeFileSync(file, schema);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(schema));
  });

  it.each([
    ['{', /^f: .*JSON/],
    ['[]', /^f: this is a list/],
    ['{"boards": 1}', /^f: boards: /],
    ['{"board": ""}', /^f: board: /],
    ['{"options": {"baud": 1.5}}', /^f: options\.baud: /],
    ['{"options": {"timeout": 0}}', /^f: options\.timeout: /],
    ['{"shortcuts": {"x": 1}}', /^f: shortcuts\.x: /],
    ['{"shortcuts": {" ": "x"}}', /^f: shortcuts.*has no name/],
    ['{"shortcuts": {"x": {"help": "h"}}}', /^f: shortcuts\.x/],
  ])('%s is refused with a reason', (text, detail) => {
    let thrown: unknown;
    try {
      readAdderConfig(text, 'f');
    } catch (error) {
      thrown = error;
    }
    if (!isAdderError(thrown, 'bad-config')) throw new Error('it was accepted');
    expect(thrown.detail).toMatch(detail);
  });
});

describe('what is configured', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'adder-config-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
  });

  function given(name: string, text: string): void {
    const file = join(home, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  const load = (): ReturnType<typeof loadUserConfig> =>
    loadUserConfig({ platform: 'linux', home, env: { ADDER_HOME: join(home, 'adder') } });

  it('goes before mpremote, and config.json before config.py', async () => {
    given(
      '.config/mpremote/config.py',
      'commands = {"ls": "fs tree", "a b": "exec a", "c": {"command": ["exec", "1 2"], "help": "h"}, "d": f()}',
    );
    given(
      'adder/config.json',
      '{"board": "virtual:", "options": {"baud": 9600, "timeout": 5, "no-reset": true}, "shortcuts": {"a": "eval 1"}}',
    );
    const { shortcuts, board, options } = await load();
    expect({ board, options }).toEqual({
      board: 'virtual:',
      options: { baud: 9600, timeout: 5, noReset: true },
    });
    expect(shortcuts.get('ls')).toMatchObject({ words: ['fs', 'tree'] });
    expect(shortcuts.get('a')).toMatchObject({ words: ['eval', '1'], parameters: [] });
    expect(shortcuts.get('c')).toMatchObject({ words: ['exec', '1 2'], help: 'h' });
    expect(shortcuts.get('cp')).toMatchObject({ words: ['fs', 'cp'] });
    expect(() => expand(['d'], shortcuts)).toThrow(
      expect.objectContaining({
        code: 'bad-config',
        detail: expect.stringMatching(
          /config\.py:1: the shortcut "d": Adder cannot read f\(\)/,
        ) as string,
      }) as Error,
    );
  });

  it.each(['1', '[1]', '{"help": "h"}', '{"command": {}}', '{"command": [[]]}', '{f(): 1}'])(
    'as a shortcut %s fails when it is used',
    async (value) => {
      given('.config/mpremote/config.py', `commands = {"x": ${value}}`);
      const { shortcuts } = await load();
      expect(expand(['y'], shortcuts)).toEqual({ words: ['y'] });
      expect(() => expand(['x'], shortcuts)).toThrow(
        expect.objectContaining({ code: 'bad-config' }) as Error,
      );
    },
  );

  it('may be nothing', async () => {
    expect(await load()).toMatchObject({ board: 'auto' });
  });

  it('must be a file', async () => {
    mkdirSync(join(home, 'adder', 'config.json'), { recursive: true });
    await expect(load()).rejects.toMatchObject({ code: 'bad-config' });
  });

  it('is refused as a shortcut that stands for itself', async () => {
    given('adder/config.json', '{"shortcuts": {"x": "y", "y": "x 1"}}');
    const { shortcuts } = await load();
    expect(() => expand(['x'], shortcuts)).toThrow(
      expect.objectContaining({ code: 'bad-config' }) as Error,
    );
  });
});
