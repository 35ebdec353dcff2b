// The fenced blocks of the documents. What follows the language says what is done with a block:
//
//   ```console                   a session in a shell: `$ command`, then what it prints; `...` stands for anything
//   ```sh                        commands of which each must end with 0
//   ```python file=blink.py      a file in the folder of the page's session; the same for any language
//   ```python                    a program that runs on the virtual board
//   ```js, ```ts                 a program that imports the library
//   ```output                    what the block before it prints, exactly
//   ```json                      must be JSON
//   ```sh not-run: REASON        cannot run here; listed in docs/testing.md
//   ```ts tested-by: FILE        another test runs it
//
// All blocks of a page are one session: the same folder, data directory and boards.

import { readdirSync, readFileSync } from 'node:fs';

export interface Block {
  readonly page: string;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** Written under this name and not run. */
  readonly file: string | undefined;
  readonly notRun: string | undefined;
  readonly testedBy: string | undefined;
  /** What the `output` block behind it says. */
  output?: string;
}

export function allPages(): string[] {
  const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' });
  const pages = docs.map((name) => `docs/${name.replaceAll('\\', '/')}`).sort();
  return ['README.md', 'CONTRIBUTING.md', ...pages].filter((name) => name.endsWith('.md'));
}

export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  const lines = readFileSync(page, 'utf8').split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [, language, info = ''] = /^```(\w+) ?(.*)$/.exec(lines[at] ?? '') ?? [];
    if (language === undefined) {
      if (lines[at]?.startsWith('```'))
        throw new Error(`${page}:${at + 1}: a block of no language`);
      continue;
    }
    const end = lines.indexOf('```', at);
    const code = lines.slice(at + 1, end).join('\n') + '\n';
    const previous = blocks.at(-1);
    if (language === 'output' && previous) previous.output = code;
    else blocks.push({ page, line: at + 1, language, code, ...readInfo(info) });
    at = end;
  }
  return blocks;
}

function readInfo(info: string): Pick<Block, 'file' | 'notRun' | 'testedBy'> {
  const value = (pattern: RegExp): string | undefined => pattern.exec(info)?.[1];
  const read = {
    file: value(/^file=(\S+)$/),
    notRun: value(/^not-run: (.+)$/),
    testedBy: value(/^tested-by: (\S+)$/),
  };
  if (info !== '' && Object.values(read).every((one) => one === undefined))
    throw new Error(`"${info}" says nothing about a block`);
  return read;
}

export function where({ page, line }: Block): string {
  return `${page}:${line}`;
}
