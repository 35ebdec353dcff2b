// Completions, as a real bash asks for them; the words behind those of the other shells are the same.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { candidates, FILES } from '../../../src/cli/completions/candidates';
import { completionScript, SHELLS } from '../../../src/cli/completions/scripts';
import { SHORTCUTS } from '../../../src/cli/grammar/shortcuts';
import { Computer } from './command';
import { builtCommand } from './build';

const computer = new Computer();
afterAll(() => computer.remove());

function after(line: string): string[] {
  const words = line.split(' ');
  return candidates(words.slice(0, -1), words.at(-1) ?? '', SHORTCUTS);
}

describe('candidates', () => {
  it.each([
    ['sle', ['sleep']],
    ['--js', ['--json']],
    ['--baud 9600 conn', ['connect']],
    ['connect a', ['all', 'auto']],
    ['connect virtual: mi', ['mip']],
    ['exec 1 + sle', ['sleep']],
    ['mip inst', ['install']],
    ['completions f', ['fish']],
    ['cp --rec', ['--recursive']],
    ['ls x', [FILES]],
    ['run --no-f', ['--no-follow']],
    ['nonsense x', []],
    ['--h', ['--help']],
    ['--baud ', []],
    ['fs tr', ['tree']],
    ['repl --capture ', [FILES]],
    ['romfs -p ', []],
  ])('of %j', (line, words) => {
    expect(after(line)).toEqual(words.sort());
  });
});

/** A folder that is first on PATH, where the command is `adder` and a program lies. */
async function installed(): Promise<NodeJS.ProcessEnv> {
  const { adder } = await builtCommand();
  const file = computer.path('adder');
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${adder}" "$@"\n`);
  chmodSync(file, 0o755);
  writeFileSync(computer.path('program.py'), '');
  const { PATH = '' } = process.env;
  return { ...process.env, PATH: `${computer.folder}:${PATH}`, HOME: computer.folder };
}

function runs(shell: string): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

describe.skipIf(!existsSync('/bin/bash'))('in bash', () => {
  it('come when Tab is pressed', async () => {
    const env = await installed();
    const { stdout } = await computer.adder('completions', 'bash');
    const ask = (line: string): string[] => {
      const word = line.split(' ').at(-1) ?? '';
      const program = `${stdout}\nCOMP_LINE="${line}" COMP_POINT=${String(line.length)}\n_adder_complete ./adder "${word}"\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
      const text = execFileSync('/bin/bash', ['-c', program], {
        cwd: computer.folder,
        encoding: 'utf8',
        env,
      });
      return text.trim().split('\n');
    };
    expect(ask('adder connect virtual:x soft')).toEqual(['soft-reset']);
    expect(ask('adder run prog')).toEqual(['program.py']);
    writeFileSync(computer.path('with blanks.py'), '');
    expect(ask('adder run with')).toEqual(['with blanks.py']);
  });
});

describe.skipIf(!runs('fish'))('in fish', () => {
  it('come when Tab is pressed', async () => {
    const env = await installed();
    const ask = (line: string): string[] =>
      execFileSync(
        'fish',
        ['--no-config', '-c', `adder completions fish | source; complete -C '${line}'`],
        {
          cwd: computer.folder,
          encoding: 'utf8',
          env,
        },
      )
        .trim()
        .split('\n');
    expect(ask('adder connect virtual:x soft')).toEqual(['soft-reset']);
    expect(ask('adder --js')).toEqual(['--json']);
    expect(ask('adder run prog')).toEqual(['program.py']);
  });
});

describe.skipIf(!runs('zsh'))('in zsh', () => {
  it('come when Tab is pressed', async () => {
    const env = await installed();
    const shell = computer.programOnTerminal('zsh', ['-f', '-i'], { ...env, PS1: 'ready> ' });
    await shell.printed(/ready> /);
    shell.type(
      'autoload -U compinit; compinit -u; source <(adder completions zsh); echo lo""aded\r',
    );
    await shell.printed(/loaded[^]*ready> /);
    shell.type('adder connect virtual:x sof\t');
    await shell.printed(/t-reset/); // behind what was typed
    shell.type('\x15adder run progr\t');
    await shell.printed(/am\.py/);
    shell.type('\x15exit\r');
    await shell.ended;
  });
});

describe('in PowerShell', () => {
  it('the words are those that PowerShell gives, an empty one quoted, and files are left to it', () => {
    const script = completionScript('powershell', 'adder');
    expect(script).toContain('Register-ArgumentCompleter -Native -CommandName adder');
    expect(script).toContain(`if ($current -eq '') { $words += '""' }`);
    expect(script).toContain("$_ -ne '@files'");
  });
});

describe('scripts', () => {
  it.each(SHELLS)('for %s name the program', (shell) => {
    expect(completionScript(shell, 'mpremote')).toMatch(/mpremote/);
    expect(completionScript(shell, 'mpremote')).not.toMatch(/PROGRAM/);
  });

  it('are refused for another shell', async () => {
    expect(await computer.adder('completions', 'csh')).toMatchObject({ code: 1, stdout: '' });
  });
});
