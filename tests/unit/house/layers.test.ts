import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

// The layer table of eslint.config.js, seen failing. Only the import rules are asked: the type-checked ones need real files.
const RULES = ['no-restricted-imports', 'no-restricted-syntax'];

async function complaints(filePath: string, code: string): Promise<string[]> {
  const eslint = new ESLint({
    ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { project: null } },
    },
  });
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

describe('the layer table', () => {
  it.each([
    ['src/shared/x.ts', "import '../engine/board/board';"],
    ['src/shared/x.ts', "import 'node:fs';"],
    ['src/engine/x.ts', "import '../main/index';"],
    ['src/engine/board/x.ts', "import '../../cli/adder';"],
    ['src/engine/x.ts', "import 'electron';"],
    ['src/virtual-board/x.ts', "import '../engine/board/board';"],
    ['src/renderer/editor/x.ts', "import '../../engine/board/board';"],
    ['src/renderer/x.ts', "import 'node:fs';"],
    ['src/preload/x.ts', "import '../main/index';"],
    ['src/cli/x.ts', "import '../main/index';"],
    ['src/main/x.ts', "import '../cli/adder';"],
    ['src/main/x.ts', "import '../../tests/targets/targets';"],
  ])('refuses in %s: %s', async (file, code) => {
    expect(await complaints(file, code)).toContain('no-restricted-imports');
  });

  it.each([
    ['src/engine/board/x.ts', "import '../protocol/bytes'; import '../../shared/errors';"],
    ['src/engine/transport/x.ts', "import '../../virtual-board';"],
    [
      'src/main/x.ts',
      "import '../engine/board/board'; import '../ipc/contract'; import 'electron';",
    ],
    ['src/renderer/editor/x.ts', "import '../../ipc/contract'; import '../../shared/errors';"],
    ['src/cli/x.ts', "import '../engine/board/board'; import 'node:fs';"],
  ])('allows in %s: %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });

  it('refuses IPC past the contract', async () => {
    const found = await complaints('src/main/x.ts', "import { ipcMain } from 'electron'; ipcMain;");
    expect(found).toContain('no-restricted-syntax');
  });
});
