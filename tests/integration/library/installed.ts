// The package as somebody has it who installed it: packed by npm from the build of now, unpacked into the node_modules of a fresh folder, with
// its dependencies linked from here, since tests use no network.

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { rollUpTypes } from '../../../scripts/library/types.mjs';
import { builtCommand } from '../cli/build';

const run = promisify(execFile);
const MODULES = resolve('node_modules');
/** Beside what the package itself wants: what a TypeScript program has. */
const FOR_TYPES = ['@types/node', 'undici-types'];

export interface Installed {
  /** A project of its own, with `adder` in its node_modules. */
  readonly folder: string;
  /** The names of all files in the package. */
  readonly files: readonly string[];
  /** Runs a program of the project. Rejects when it fails, with what it wrote to stderr. */
  node(name: string, program: string): Promise<string>;
  /** What TypeScript has to say about programs of the project, by their names; '' when all is well. */
  types(programs: Readonly<Record<string, string>>): Promise<string>;
  remove(): void;
}

export async function installPackage(): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), 'adder-library-'));
  const tarball = await pack(join(folder, 'package'));
  const modules = join(folder, 'project', 'node_modules');
  mkdirSync(join(modules, 'adder'), { recursive: true });
  await run('tar', ['-xzf', tarball.path, '-C', join(modules, 'adder'), '--strip-components=1']);
  for (const name of [...dependenciesOf(join(modules, 'adder')), ...FOR_TYPES]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(MODULES, name), join(modules, name), 'junction');
  }
  const project = join(folder, 'project');
  const env = { ...process.env, ADDER_HOME: join(folder, 'home') };
  return {
    folder: project,
    files: tarball.files,
    node: async (name, program) => {
      await writeFile(join(project, name), program);
      return (await run(process.execPath, [name], { cwd: project, env })).stdout;
    },
    types: async (programs) => {
      const names = Object.keys(programs);
      for (const name of names) await writeFile(join(project, name), programs[name] ?? '');
      const compiler = join(MODULES, 'typescript', 'bin', 'tsc');
      return run(process.execPath, [compiler, ...COMPILER_OPTIONS, ...names], {
        cwd: project,
      }).then(
        () => '',
        (error: unknown) => (error as { stdout: string }).stdout,
      );
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const COMPILER_OPTIONS = [
  ...['--noEmit', '--strict', '--exactOptionalPropertyTypes'],
  ...['--module', 'node16', '--target', 'es2022', '--types', 'node'],
];

/** What `npm pack` makes of the build. */
async function pack(folder: string): Promise<{ path: string; files: string[] }> {
  const { folder: build } = await builtCommand();
  mkdirSync(folder);
  for (const name of ['package.json', 'README.md', 'LICENSE']) cpSync(name, join(folder, name));
  cpSync(build, join(folder, 'out'), { recursive: true });
  await rollUpTypes(join(folder, 'out/engine/index.d.cts'));
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  return { path: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

function dependenciesOf(folder: string): string[] {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> };
  return Object.keys(dependencies);
}
