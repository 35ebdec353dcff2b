// What kind of Linux this is, and what the user may do on it.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Distribution
 * @property {string} id such as 'debian'; '' where unknown
 * @property {string[]} like what it is derived from
 * @property {string} codename such as 'bookworm'; '' where it has none
 */

/**
 * @param {string} osRelease the text of /etc/os-release
 * @returns {Distribution}
 */
export function parseOsRelease(osRelease) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const line of osRelease.split('\n')) {
    const [, key, value] = /^([A-Z_]+)=["']?(.*?)["']?\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) fields[key] = value;
  }
  return {
    id: fields['ID'] ?? '',
    like: (fields['ID_LIKE'] ?? '').split(' ').filter(Boolean),
    codename: fields['VERSION_CODENAME'] ?? '',
  };
}

/** @returns {Distribution} */
export function distribution() {
  try {
    return parseOsRelease(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return parseOsRelease('');
  }
}

/**
 * Has apt, and Debian's names for packages.
 *
 * @param {Distribution} linux
 */
export function usesApt({ id, like }) {
  return [id, ...like].some((name) => name === 'debian' || name === 'ubuntu');
}

export function isRoot() {
  return process.getuid?.() === 0;
}
