// Every example in the documents is run. Programs that import the library are run by tests/integration/library.

import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../targets/micropython';
import { allPages, blocksOf, where, type Block } from './blocks';
import { examplesOf, patternOf } from './console';
import { PageSession, PORT } from './page-session';

/** Run elsewhere, or read by people only: with the reason. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  wire: 'tests/integration/engine/protocol-page.test.ts',
  packet: 'tests/integration/engine/protocol-page.test.ts',
  frame: 'tests/integration/engine/protocol-page.test.ts',
  ts: 'tests/integration/library/package.test.ts',
  js: 'tests/integration/library/package.test.ts',
};
const HERE = ['console', 'sh', 'python', 'json'];
/** Drawings. */
const NO_EXAMPLES = ['text'];

const all = allPages().flatMap(blocksOf);
const runHere = all.filter(
  ({ language, notRun, testedBy }) => HERE.includes(language) && !notRun && !testedBy,
);

describe('the examples in the documents', () => {
  it('are all run by some test, or say why not', () => {
    const testedBy = all.flatMap(
      ({ testedBy, language, notRun }) => testedBy ?? (notRun ? [] : (ELSEWHERE[language] ?? [])),
    );
    expect([...new Set(testedBy)].filter((file) => !existsSync(file))).toEqual([]);
    const nobody = all.filter(
      ({ language, notRun, testedBy }) =>
        !notRun &&
        !testedBy &&
        ![...HERE, ...NO_EXAMPLES].includes(language) &&
        !(language in ELSEWHERE),
    );
    expect(nobody.map(where)).toEqual([]);
  });

  it('that are not run are listed', () => {
    const list = readFileSync('docs/testing.md', 'utf8');
    const rows = all.flatMap(({ page, notRun, code }) =>
      notRun ? [`| \`${page}\` | \`${code.split('\n', 1)[0] ?? ''}\` | ${notRun} |`] : [],
    );
    expect(rows.filter((row) => !list.includes(row))).toEqual([]);
    const listed = list.match(/^\| `[\w./-]+\.md` \| `/gm) ?? [];
    expect(listed).toHaveLength(rows.length);
  });
});

for (const page of new Set(runHere.map((block) => block.page))) {
  const blocks = runHere.filter((block) => block.page === page);
  const withPort = blocks.some(({ code }) => code.includes(PORT));
  const missing =
    process.platform === 'win32' ? 'examples are for a POSIX shell' : withPort ? whyMissing() : '';
  const mayRun = missing === '' || process.env['ADDER_REQUIRE_ALL'] === '1';
  describe.runIf(mayRun)(`${page}${missing && ` (${missing})`}`, () => {
    let session: PageSession;
    beforeAll(async () => {
      session = await PageSession.start(withPort);
    });
    afterAll(() => session.end());

    it.each(blocks.map((block) => [block.line, block] as const))('line %i', (_, block) =>
      check(block, session),
    );
  });
}

async function check(block: Block, session: PageSession): Promise<void> {
  const { language, code, file, output } = block;
  if (file !== undefined) {
    session.write(file, code);
    return;
  }
  if (language === 'json') {
    expect(() => void JSON.parse(code)).not.toThrow();
    return;
  }
  if (language === 'console') {
    const examples = examplesOf(code);
    const commands = examples.map(({ command }) => command);
    const { outputs } = await session.run(commands, { stopsAtErrors: false });
    for (const [index, { command, printed }] of examples.entries())
      expect(wholeLines(outputs[index]), command).toMatch(patternOf(printed));
    return;
  }
  if (language === 'python') session.write('example.py', code);
  const script = language === 'python' ? 'adder connect virtual: run example.py' : code;
  const { outputs, exitCode } = await session.run([script], { stopsAtErrors: true });
  const [printed = ''] = outputs;
  expect(exitCode, printed).toBe(0);
  if (output !== undefined) expect(printed).toBe(output);
}

/** Where a command prints no line end, a shell's prompt comes behind it; a page shows a line. */
function wholeLines(printed = ''): string {
  return printed === '' || printed.endsWith('\n') ? printed : `${printed}\n`;
}
