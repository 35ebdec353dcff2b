// What a command line asks for: steps, done one after the other.

/** Those with a shortcut of their own; besides these there is one for each hash, such as `md5sum`. */
export const FS_COMMANDS = [
  'cat',
  'cp',
  'ls',
  'mkdir',
  'rm',
  'rmdir',
  'sha256sum',
  'touch',
  'tree',
] as const;

export type FsCommand = (typeof FS_COMMANDS)[number];

export interface FsOptions {
  readonly recursive: boolean;
  /** Copy even what is the same already. */
  readonly force: boolean;
  /** Undefined: as the command has it by itself. */
  readonly verbose: boolean | undefined;
  /** How `tree` shows sizes, if at all. */
  readonly sizes: 'bytes' | 'human' | undefined;
}

export type Step =
  | { readonly kind: 'connect'; readonly device: string }
  | ConnectManyStep
  | { readonly kind: 'devices' }
  | { readonly kind: 'bluetooth-devices' }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'soft-reset' }
  | { readonly kind: 'reset'; readonly into: 'program' | 'bootloader' }
  | { readonly kind: 'sleep'; readonly seconds: number }
  | ReplStep
  | { readonly kind: 'exec'; readonly code: string; readonly follow: boolean }
  | { readonly kind: 'eval'; readonly expression: string }
  | { readonly kind: 'run'; readonly file: string; readonly follow: boolean }
  | {
      readonly kind: 'fs';
      readonly command: Exclude<FsCommand, 'sha256sum'>;
      /** As typed; at least one. */
      readonly paths: readonly string[];
      readonly options: FsOptions;
    }
  | {
      readonly kind: 'hash';
      readonly algorithm: string;
      readonly paths: readonly string[];
      readonly verbose: boolean;
    }
  | { readonly kind: 'df' }
  | { readonly kind: 'edit'; readonly files: readonly string[] }
  | { readonly kind: 'mount'; readonly folder: string; readonly unsafeLinks: boolean }
  | { readonly kind: 'umount' }
  | { readonly kind: 'rtc'; readonly set: boolean }
  | MipStep
  | RomfsStep
  | MpyStep
  | {
      readonly kind: 'sync';
      readonly folder: string;
      readonly destination: string;
      readonly remove: boolean;
      readonly yes: boolean;
      readonly dryRun: boolean;
      readonly watch: boolean;
    }
  | {
      readonly kind: 'backup';
      readonly store: string;
      readonly include: string | undefined;
      readonly list: boolean;
      /** So many of each board stay. */
      readonly keep: number | undefined;
    }
  | {
      readonly kind: 'restore';
      readonly store: string;
      readonly id: string | undefined;
      readonly dryRun: boolean;
      readonly remove: boolean;
      readonly yes: boolean;
    }
  | { readonly kind: 'completions'; readonly shell: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'command-help'; readonly page: string }
  /** The arguments of a shortcut are wrong. */
  | { readonly kind: 'shortcut-usage'; readonly text: string }
  | { readonly kind: 'version' };

export interface ConnectManyStep {
  readonly kind: 'connect-many';
  readonly boards: 'all' | readonly string[];
  /** The rest of the line, which each board does. */
  readonly rest: readonly string[];
}

export interface ReplStep {
  readonly kind: 'repl';
  /** Nobody asked for it: no other command of the line did anything. */
  readonly implicit: boolean;
  readonly escapeNonPrintable: boolean;
  readonly capture: string | undefined;
  readonly injectCode: string | undefined;
  readonly injectFile: string | undefined;
}

export interface MipStep {
  readonly kind: 'mip';
  readonly command: string;
  readonly packages: readonly string[];
  readonly mpy: boolean;
  readonly target: string | undefined;
  readonly index: string | undefined;
}

export interface RomfsStep {
  readonly kind: 'romfs';
  readonly command: string;
  readonly path: string | undefined;
  readonly mpy: boolean;
  readonly partition: number;
  readonly output: string | undefined;
}

export interface MpyStep {
  readonly kind: 'mpy';
  /** Files, and with `recursive` folders, too. */
  readonly files: readonly string[];
  readonly output: string | undefined;
  readonly recursive: boolean;
  /** 0 to 3. */
  readonly optimize: number;
  /** The version of .mpy files. */
  readonly abi: number;
}
