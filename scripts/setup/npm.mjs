// The npm that came with this Node, run without a shell.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram } from './paths.mjs';
import { run } from './run.mjs';

/** @returns {[command: string, ...args: string[]]} */
function npmCommand() {
  const started = process.env['npm_execpath'];
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'); // Windows
  const onPath = findProgram('npm');
  const script = [started, beside, onPath && realpathSync(onPath)].find(
    (file) => file?.endsWith('.js') && existsSync(file),
  );
  return script ? [process.execPath, script] : ['npm'];
}

/**
 * @param {string[]} args
 * @param {{ label: string, cwd: string }} options
 */
export function npm(args, options) {
  const [command, ...first] = npmCommand();
  return run(command, [...first, ...args], options);
}
