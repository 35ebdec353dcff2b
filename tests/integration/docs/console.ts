// Sessions as pages show them: `$ ` begins a command, `> ` goes on with it, everything else is printed by it.

export interface Example {
  readonly command: string;
  /** `...` alone in a line stands for any lines, within a line for any text. */
  readonly printed: string;
}

export function examplesOf(code: string): Example[] {
  const examples: { command: string; printed: string }[] = [];
  for (const line of code.split('\n').slice(0, -1)) {
    const current = examples.at(-1);
    if (line.startsWith('$ ')) examples.push({ command: line.slice(2), printed: '' });
    else if (!current) throw new Error(`"${line}" stands before all commands`);
    else if (line.startsWith('> ') && current.printed === '')
      current.command += `\n${line.slice(2)}`;
    else current.printed += `${line}\n`;
  }
  return examples;
}

/** What such a page promises to be printed. */
export function patternOf(printed: string): RegExp {
  const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const lines = printed.split('\n').slice(0, -1);
  const patterns = lines.map((line) =>
    line === '...' ? '(?:.*\n)*?' : `${line.split('...').map(escape).join('.*')}\n`,
  );
  return new RegExp(`^${patterns.join('')}$`);
}
