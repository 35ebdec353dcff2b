// Where the files lie that a person may write for this command: mpremote's own config.py, where mpremote looks for it, and Adder's
// config.json. Opens nothing.

import { join, posix, win32 } from 'node:path';
import { configDirectory } from '../../engine/host/data-directory';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The home folder. */
  readonly home: string;
}

/**
 * Where mpremote's config.py may be: the first that exists is it. By platformdirs' user_config_dir("mpremote"): its Unix rule; on
 * Windows the local data; on macOS XDG_CONFIG_HOME where it is set (from 4.6 on), the application support, and the preferences of old
 * versions. Before its version 1.25, mpremote itself looked into XDG_CONFIG_HOME and ~/.config on every system: they come last.
 */
export function mpremoteConfigPlaces({ platform, env, home }: Surroundings): readonly string[] {
  const path = platform === 'win32' ? win32 : posix;
  const xdg = env['XDG_CONFIG_HOME']?.trim() ?? '';
  const unix = xdg === '' ? path.join(home, '.config') : xdg;
  const roots = [
    ...(platform === 'win32' ? [env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local')] : []),
    ...(platform === 'darwin'
      ? [
          ...(xdg === '' ? [] : [xdg]),
          path.join(home, 'Library', 'Application Support'),
          path.join(home, 'Library', 'Preferences'),
        ]
      : []),
    unix,
  ];
  return [...new Set(roots)].map((root) => path.join(root, 'mpremote', 'config.py'));
}

export function adderConfigPlace(env: NodeJS.ProcessEnv): string {
  return join(configDirectory(env), 'config.json');
}
