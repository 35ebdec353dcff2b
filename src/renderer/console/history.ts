// What was entered at the prompts of boards, over all starts of the app. Answers to input() are not in it, since a password may be
// among them, and a line that looks as if it held one is kept only until Adder is closed.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { MAX_HISTORY, MAX_HISTORY_LINE } from '../../ipc/journal';
import { useAdder } from '../bridge/adder';
import { useProblems } from '../problems/problems';

const SECRET = /passw|passphrase|pwd|secret|token|api_?key|\bpsk\b|\.connect\s*\(/i;

export function looksSecret(line: string): boolean {
  return SECRET.test(line);
}

/** Each line once, where it was entered last. */
function without(lines: readonly string[], line: string): string[] {
  return lines.filter((other) => other !== line);
}

export const useHistory = defineStore('console-history', () => {
  const adder = useAdder();
  const { guard } = useProblems();
  /** The last one last. */
  const lines = shallowRef<readonly string[]>([]);

  async function load(): Promise<void> {
    const kept = (await guard(() => adder.call('getConsoleHistory'))) ?? [];
    // What was entered while it was read comes after it.
    lines.value = [...kept.filter((line) => !lines.value.includes(line)), ...lines.value];
  }

  function keep(): Promise<unknown> {
    const kept = lines.value.filter((line) => !looksSecret(line));
    return guard(() => adder.call('keepConsoleHistory', kept));
  }

  function add(line: string): void {
    if (line.trim() === '' || line.length > MAX_HISTORY_LINE) return;
    lines.value = [...without(lines.value, line), line].slice(-MAX_HISTORY);
    if (!looksSecret(line)) void keep();
  }

  async function forget(): Promise<void> {
    lines.value = [];
    await keep();
  }

  void load();
  return { lines, add, forget };
});
