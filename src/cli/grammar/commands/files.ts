// Commands about files: on the board, on the computer, and both.

import { CommandLineError } from '../command-line-error';
import { isOn, textOf, type Command } from '../command';
import { flag, many, number, one, text, toggle, type Options, type Shape } from '../shape';
import { FS_COMMANDS, type FsCommand, type FsOptions, type Step } from '../steps';
import { usageError } from '../usage';

export const FS: Shape = {
  command: 'fs',
  description: 'execute filesystem commands on the device',
  positionals: [
    one('command', 'filesystem command (e.g. cat, cp, sha256sum, ls, rm, rmdir, touch, tree)'),
    many('path', 'local and remote paths'),
  ],
  options: [
    toggle('recursive', 'r', 'recursive (for cp and rm commands)'),
    toggle('force', 'f', 'force copy even if file is unchanged (for cp command only)'),
    toggle('verbose', 'v', 'enable verbose output (defaults to True for all commands except cat)'),
    flag('size', 'show file size in bytes(tree command only)', { short: 's', group: 'size' }),
    flag('human', 'show file size in a more human readable way (tree command only)', {
      short: 'h',
      group: 'size',
    }),
  ],
  ownsH: true,
};

const EDIT: Shape = {
  command: 'edit',
  description: 'edit files on the device',
  positionals: [many('files', 'list of remote paths')],
  options: [],
};

const MOUNT: Shape = {
  command: 'mount',
  description: 'mount local directory on device',
  positionals: [one('path', 'local path to mount')],
  options: [
    toggle('unsafe-links', 'l', 'follow symbolic links pointing outside of local directory'),
  ],
};

const SYNC: Shape = {
  command: 'sync',
  description: 'make a folder on the board the same as one on this computer',
  positionals: [one('folder', 'local folder'), one('destination', 'folder on the board')],
  options: [
    flag('delete', 'remove what only the board has, after showing it'),
    flag('yes', 'do not ask', { short: 'y' }),
    flag('dry-run', 'only show what would be done', { short: 'n' }),
    flag('watch', 'go on whenever a file changes', { short: 'w' }),
  ],
};

const BACKUP: Shape = {
  command: 'backup',
  description: 'save all files of the board on this computer',
  positionals: [one('store', 'local folder that keeps the backups')],
  options: [
    text(
      'include',
      'save another file system too, such as an SD card, by the path where it is mounted',
    ),
    flag('list', 'only list the backups that are there', { short: 'l' }),
    number('keep', 'then remove all but the newest so many of each board'),
  ],
};

const RESTORE: Shape = {
  command: 'restore',
  description: 'bring a backup back onto the board',
  positionals: [one('store', 'local folder that keeps the backups')],
  options: [
    text('id', 'which backup; without it, the newest'),
    flag('delete', 'remove what is not in the backup'),
    flag('yes', 'do not ask', { short: 'y' }),
    flag('dry-run', 'only show what would be done', { short: 'n' }),
  ],
};

function fsOptions(options: Options): FsOptions {
  const verbose = options.get('verbose');
  return {
    recursive: isOn(options, 'recursive'),
    force: isOn(options, 'force'),
    verbose: typeof verbose === 'boolean' ? verbose : undefined,
    sizes: isOn(options, 'size') ? 'bytes' : isOn(options, 'human') ? 'human' : undefined,
  };
}

function fsStep([name = '', ...paths]: readonly string[], given: Options): Step {
  const options = fsOptions(given);
  if (name === 'cp' && paths.length === 1)
    throw new CommandLineError('cp: missing destination path', 1);
  const algorithm = HASHES.find((hash) => name === `${hash}sum`);
  if (algorithm !== undefined)
    return { kind: 'hash', algorithm, paths, verbose: options.verbose ?? true };
  if (isFsCommand(name)) return { kind: 'fs', command: name, paths, options };
  const all = FS_COMMANDS.map((one) => `'${one}'`).join(', ');
  throw usageError(FS, `argument command: invalid choice: '${name}' (choose from ${all})`);
}

/** Python's hashlib has these everywhere. */
const HASHES = [
  'sha256',
  'md5',
  'sha1',
  'sha224',
  'sha384',
  'sha512',
  'sha3_224',
  'sha3_256',
  'sha3_384',
  'sha3_512',
];

function isFsCommand(name: string): name is Exclude<FsCommand, 'sha256sum'> {
  return (FS_COMMANDS as readonly string[]).includes(name);
}

export const FILE_COMMANDS: readonly Command[] = [
  { shape: FS, toStep: fsStep },
  {
    shape: {
      command: 'df',
      description: 'show how full the file systems of the board are',
      positionals: [],
      options: [],
      isProgram: true,
    },
    toStep: () => ({ kind: 'df' }),
  },
  { shape: EDIT, toStep: (files) => ({ kind: 'edit', files }) },
  {
    shape: MOUNT,
    toStep: ([folder = ''], options) => ({
      kind: 'mount',
      folder,
      unsafeLinks: isOn(options, 'unsafe-links'),
    }),
    prepares: true,
  },
  {
    shape: {
      command: 'umount',
      description: 'unmount the local directory',
      positionals: [],
      options: [],
    },
    toStep: () => ({ kind: 'umount' }),
    prepares: true,
  },
  {
    shape: SYNC,
    own: true,
    toStep: ([folder = '', destination = ''], options) => ({
      kind: 'sync',
      folder,
      destination,
      remove: isOn(options, 'delete'),
      yes: isOn(options, 'yes'),
      dryRun: isOn(options, 'dry-run'),
      watch: isOn(options, 'watch'),
    }),
  },
  {
    shape: BACKUP,
    own: true,
    toStep: ([store = ''], options) => ({
      kind: 'backup',
      store,
      include: textOf(options, 'include'),
      list: isOn(options, 'list'),
      keep: keptOf(options),
    }),
  },
  {
    shape: RESTORE,
    own: true,
    toStep: ([store = ''], options) => ({
      kind: 'restore',
      store,
      id: textOf(options, 'id'),
      dryRun: isOn(options, 'dry-run'),
      remove: isOn(options, 'delete'),
      yes: isOn(options, 'yes'),
    }),
  },
];

function keptOf(options: Options): number | undefined {
  const keep = options.get('keep');
  if (typeof keep !== 'number') return undefined;
  if (keep >= 1) return keep;
  throw usageError(BACKUP, 'argument --keep: wants a number from 1');
}
