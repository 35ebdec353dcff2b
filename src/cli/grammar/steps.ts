// What a command line asks for: a list of steps, done in this order.

export const FS_COMMANDS = [
  'cat',
  'cp',
  'ls',
  'mkdir',
  'rm',
  'rmdir',
  'sha256sum',
  'touch',
] as const;

export type FsCommand = (typeof FS_COMMANDS)[number];

export interface FsOptions {
  readonly recursive: boolean;
  /** Copy even what is the same already. */
  readonly force: boolean;
  /** Undefined: as the command has it by itself. */
  readonly verbose: boolean | undefined;
}

export type Step =
  | { readonly kind: 'connect'; readonly device: string }
  | { readonly kind: 'devices' }
  | { readonly kind: 'bluetooth-devices' }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'soft-reset' }
  | { readonly kind: 'sleep'; readonly seconds: number }
  | { readonly kind: 'exec'; readonly code: string }
  | { readonly kind: 'eval'; readonly expression: string }
  | { readonly kind: 'run'; readonly file: string }
  | {
      readonly kind: 'fs';
      readonly command: FsCommand;
      /** As typed; at least one. */
      readonly paths: readonly string[];
      readonly options: FsOptions;
    }
  | { readonly kind: 'df' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };
