// Whether Chromium's sandbox can work for this user. It needs user namespaces, or a helper that belongs to root.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot } from '../linux.mjs';

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** @param {string} dist Electron's folder */
function hasRootHelper(dist) {
  try {
    const { uid, mode } = statSync(join(dist, 'chrome-sandbox'));
    return uid === 0 && (mode & 0o4755) === 0o4755;
  } catch {
    return false;
  }
}

/**
 * @param {string} dist Electron's folder
 * @returns {string | undefined} why there can be no sandbox; undefined where there can
 */
export function whyNoSandbox(dist) {
  if (process.platform !== 'linux') return undefined;
  if (isRoot()) return 'root can’t use it';
  if (hasRootHelper(dist)) return undefined;
  const forbidden =
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    read('/proc/sys/user/max_user_namespaces') === '0' ||
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  return forbidden
    ? 'this system keeps user namespaces from programs that are not installed'
    : undefined;
}
