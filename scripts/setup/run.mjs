// Starts other programs: with their arguments as a list, never through a shell.
import { spawn } from 'node:child_process';
import { say } from './say.mjs';

/** How often a quiet program's last line is shown, so that nobody thinks that it hangs. */
const HEARTBEAT_MS = 10_000;
const FORWARDED_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * @typedef {object} RunResult
 * @property {boolean} ok
 * @property {string} output stdout and stderr, in the order in which they came
 */

/**
 * Runs a program and keeps its output; shows its last line from time to time.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ label?: string, env?: NodeJS.ProcessEnv, cwd?: string, timeoutMs?: number }} [options]
 *   label: what to call it in progress lines; none are shown without
 * @returns {Promise<RunResult>} never rejects: a program that can't be started is `ok: false`
 */
export function run(command, args, { label, env, cwd, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      windowsHide: true,
    });
    let output = '';
    const collect = (/** @type {string} */ text) => (output += text);
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    const heartbeat =
      label && setInterval(() => say(`${label} ... ${lastLine(output)}`), HEARTBEAT_MS);
    child.on('error', (error) => collect(`${command}: ${error.message}\n`));
    child.on('close', (code) => {
      if (heartbeat) clearInterval(heartbeat);
      resolve({ ok: code === 0, output });
    });
  });
}

/**
 * Runs a program in this terminal and passes signals on to it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, stdin?: 'inherit' | 'ignore' }} [options]
 * @returns {Promise<number>} its exit code; 128 + the signal's number where one ended it, as a shell says it
 */
export function runInTerminal(command, args, { env, cwd, stdin = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: [stdin, 'inherit', 'inherit'],
    });
    // The terminal sends Ctrl-C to the whole group, so the child has it already; it must only not end us first.
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
    const stopForwarding = () => {
      for (const signal of FORWARDED_SIGNALS) process.off(signal, forward);
    };
    child.on('error', (error) => {
      stopForwarding();
      reject(error);
    });
    child.on('close', (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal ?? 'SIGTERM'] ?? 15));
    });
  });
}

/** @type {Record<string, number>} */
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** @param {string} output */
export function lastLine(output) {
  return (
    output
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1) ?? ''
  );
}
