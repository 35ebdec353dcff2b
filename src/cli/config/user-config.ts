// What a person has configured: shortcuts of mpremote's config.py and of Adder's config.json, and Adder's options. Later ones win:
// mpremote's own shortcuts, its config.py, config.json. Without such files this costs two looks that find nothing; what reads them
// is loaded only when there is one.

import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { SHORTCUTS, type Shortcut, type Shortcuts } from '../grammar/shortcuts';
import { badConfig } from './bad-config';
import { adderConfigPlace, mpremoteConfigPlaces, type Surroundings } from './config-places';

export interface UserConfig {
  /** All there are: mpremote's and those of the person. */
  readonly shortcuts: Shortcuts;
  /** `auto`, or the address of the board that lines work with which name none. */
  readonly board: string;
  readonly options: {
    readonly noReset: boolean;
    readonly baud: number | undefined;
    readonly timeout: number | undefined;
  };
}

/** Throws `bad-config`. */
export async function loadUserConfig(
  at: Surroundings = { platform: process.platform, env: process.env, home: homedir() },
): Promise<UserConfig> {
  const known = new Map<string, Shortcut>(SHORTCUTS);
  let unnamed: string | undefined;
  for (const file of mpremoteConfigPlaces(at)) {
    const text = readIfThere(file);
    if (text === undefined) continue;
    const { readMpremoteCommands } = await import('./mpremote-commands');
    const { shortcutFromPython } = await import('./user-shortcuts');
    const read = readMpremoteCommands(text, file);
    for (const [key, value] of read.commands) known.set(...shortcutFromPython(key, value, file));
    if (read.unnamed) unnamed = `${read.unnamed.what} (${file}:${String(read.unnamed.line)})`;
    break;
  }
  const shortcuts: Shortcuts = Object.assign(known, unnamed !== undefined && { unnamed });
  const file = adderConfigPlace(at.env);
  const text = readIfThere(file);
  if (text === undefined)
    return {
      shortcuts,
      board: 'auto',
      options: { noReset: false, baud: undefined, timeout: undefined },
    };
  const { readAdderConfig } = await import('./adder-config');
  const { shortcutOf } = await import('./user-shortcuts');
  const { board = 'auto', options = {}, shortcuts: own = {} } = readAdderConfig(text, file);
  for (const [key, written] of Object.entries(own)) known.set(...shortcutOf(key, written));
  return {
    shortcuts,
    board,
    options: {
      noReset: options['no-reset'] ?? false,
      baud: options.baud,
      timeout: options.timeout,
    },
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw badConfig(file, undefined, message);
  }
}
