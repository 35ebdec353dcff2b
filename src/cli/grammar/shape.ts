// What a command takes: its arguments and options, with the words of its help page. Reading the words, the usage line, the help
// page and the shells' completions all follow from this one description.

export interface Positional {
  readonly name: string;
  readonly help: string;
  /** Only the last one may be anything but `one`. `many` is one or more, up to the next `+`. */
  readonly count: 'one' | 'optional' | 'many';
}

/** Its name stands here without the dashes. */
export type Option =
  /** Has a second form, `--no-NAME`. */
  | {
      readonly kind: 'switch';
      readonly name: string;
      readonly short: string;
      readonly help: string;
    }
  | {
      readonly kind: 'flag';
      readonly name: string;
      readonly short?: string;
      readonly help: string;
      /** Of the flags of one group only one may be given. */
      readonly group?: string;
    }
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly short?: string;
      readonly type: 'text' | 'number';
      readonly help: string;
    };

export interface Shape {
  readonly command: string;
  readonly description: string;
  readonly positionals: readonly Positional[];
  readonly options: readonly Option[];
  /** Of the first positional: with these words the last one may be missing. */
  readonly aloneWith?: readonly string[];
  /** mpremote has it as `exec` with a program, which is its argument. */
  readonly isProgram?: boolean;
  /** `-h` is an option of its own here, so that only `--help` shows the help page. */
  readonly ownsH?: boolean;
}

export type OptionValue = boolean | number | string;
export type Options = ReadonlyMap<string, OptionValue>;

export function one(name: string, help: string): Positional {
  return { name, help, count: 'one' };
}

export function optional(name: string, help: string): Positional {
  return { name, help, count: 'optional' };
}

export function many(name: string, help: string): Positional {
  return { name, help, count: 'many' };
}

export function toggle(name: string, short: string, help: string): Option {
  return { kind: 'switch', name, short, help };
}

export function flag(
  name: string,
  help: string,
  more: { short?: string; group?: string } = {},
): Option {
  return { kind: 'flag', name, help, ...more };
}

export function text(name: string, help: string, short?: string): Option {
  return { kind: 'value', type: 'text', name, help, ...(short !== undefined && { short }) };
}

export function number(name: string, help: string, short?: string): Option {
  return { kind: 'value', type: 'number', name, help, ...(short !== undefined && { short }) };
}

export function takesMany({ positionals }: Shape): boolean {
  return positionals.at(-1)?.count === 'many';
}

/** What stands for the value of an option in messages, as argparse has it: `--inject-code INJECT_CODE`. */
export function metavar(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** As a person writes it in a message, as argparse does: `--size/-s`. */
export function spelled({
  name,
  short,
}: {
  readonly name: string;
  readonly short?: string;
}): string {
  return short === undefined ? `--${name}` : `--${name}/-${short}`;
}
