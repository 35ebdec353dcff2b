// Runs a command with a display: the one that is there, or else one in memory (Xvfb) that ends with the command.
//   node scripts/display.mjs COMMAND [ARG ...]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay } from './display/has-display.mjs';
import { makeXauthority } from './display/xauthority.mjs';
import { findProgram, isMainScript } from './setup/paths.mjs';
import { runInTerminal } from './setup/run.mjs';
import { SetupError, runMain } from './setup/say.mjs';

const SCREEN = '1280x800x24';

/**
 * @typedef {object} Display
 * @property {NodeJS.ProcessEnv} env what a program that opens windows needs in its environment
 * @property {() => Promise<void>} stop ends what was started, and nothing else
 */

/** @returns {Promise<Display>} */
export async function openDisplay() {
  if (hasDisplay()) return { env: {}, stop: () => Promise.resolve() };
  const xvfb = findProgram('Xvfb');
  if (xvfb === undefined)
    throw new SetupError(
      'There is no display and no Xvfb to make one: run `npm run setup -- --tests`.',
    );
  return startXvfb(xvfb);
}

/**
 * @param {string} program
 * @returns {Promise<Display>}
 */
function startXvfb(program) {
  const folder = mkdtempSync(join(tmpdir(), 'adder-display-'));
  const key = join(folder, 'Xauthority');
  writeFileSync(key, makeXauthority(), { mode: 0o600 });
  // Xvfb picks a free number itself and writes it to descriptor 3 once it listens.
  const args = [
    '-displayfd',
    '3',
    '-screen',
    '0',
    SCREEN,
    '-auth',
    key,
    '-nolisten',
    'tcp',
    '-noreset',
  ];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const cleanUp = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', cleanUp);

  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text) => (complaint += text));
    child.on('error', reject);
    child.on('close', () => {
      cleanUp();
      reject(new SetupError(`Xvfb ended: ${complaint.trim().slice(-500)}`));
    });
    const numbers = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    let number = '';
    numbers.setEncoding('utf8').on('data', (text) => {
      number += text;
      if (!number.endsWith('\n')) return;
      resolve({
        env: { DISPLAY: `:${number.trim()}`, XAUTHORITY: key },
        stop: async () => {
          process.off('exit', cleanUp);
          cleanUp();
          await ended;
        },
      });
    });
  });
}

/** @param {string[]} command */
async function main([command, ...args]) {
  if (command === undefined)
    throw new SetupError('usage: node scripts/display.mjs COMMAND [ARG ...]');
  const display = await openDisplay();
  try {
    return await runInTerminal(command, args, { env: { ...process.env, ...display.env } });
  } finally {
    await display.stop();
  }
}

if (isMainScript(import.meta.url)) await runMain(() => main(process.argv.slice(2)));
