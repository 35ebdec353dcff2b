// What a person or a package calls a package: `name[@version]` of the index, a place on the web (`github:`, `gitlab:`, `codeberg:`,
// `http://`, `https://`), or a file of the computer. The words are those of MicroPython's own mip
// (https://docs.micropython.org/en/latest/reference/packages.html). Knows no network.

import { hasControlCharacter } from '../../shared/control-characters';
import { AdderError } from '../../shared/errors';
import { isForge } from './forges';

export type PackageSpec =
  | { readonly kind: 'index'; readonly name: string; readonly version?: string | undefined }
  /** `location` is as written, without the version, which is a branch or a tag. */
  | { readonly kind: 'remote'; readonly location: string; readonly version?: string | undefined }
  | { readonly kind: 'local'; readonly path: string; readonly version?: string | undefined };

const MAX_LENGTH = 2000;
const LOCAL_FILE = /\.(json|py|mpy)$/;
/** What the index has as names and versions becomes part of an address. */
const INDEX_WORD = /^(?=.*[\p{L}\p{N}])[^\s\\?#%:]+$/u;

/** A spec as typed. Throws `bad-package-spec`. */
export function parsePackageSpec(text: string): PackageSpec {
  const at = versionMark(text);
  return at < 0 ? packageSpec(text) : packageSpec(text.slice(0, at), text.slice(at + 1));
}

/** A spec whose version stands apart, as in the `deps` of a package. Throws `bad-package-spec`. */
export function packageSpec(location: string, version?: string): PackageSpec {
  const wanted = version === '' ? undefined : version;
  const all = `${location}@${wanted ?? ''}`;
  if (location === '' || all.length > MAX_LENGTH || hasControlCharacter(all)) throw bad(all);
  if (isRemote(location))
    return { kind: 'remote', location: checkedUrl(location), version: wanted };
  if (LOCAL_FILE.test(location)) return { kind: 'local', path: location, version: wanted };
  if (!isIndexWord(location) || (wanted !== undefined && !isIndexWord(wanted))) throw bad(all);
  return { kind: 'index', name: location, version: wanted };
}

/** What it is called in the record of a board and in messages: without the version. */
export function nameOf(spec: PackageSpec): string {
  switch (spec.kind) {
    case 'index':
      return spec.name;
    case 'remote':
      return spec.location;
    case 'local':
      return spec.path;
  }
}

export function isWeb(location: string): boolean {
  return location.startsWith('http://') || location.startsWith('https://');
}

export function isRemote(location: string): boolean {
  return isWeb(location) || isForge(location);
}

/**
 * Where the `@` of the version is, or -1. One at the beginning of a name (`@scope`) is a part of it; in a web address so is every one before
 * the last name and in its query; a file of the computer may have them too.
 */
function versionMark(text: string): number {
  if (isWeb(text)) {
    const query = /[?#]/.exec(text)?.index ?? text.length;
    const last = text.lastIndexOf('/', query) + 1;
    const at = text.indexOf('@', last + 1);
    return at > 0 && at < query ? at : -1;
  }
  if (isForge(text)) return /(?<=[^/:])@/.exec(text)?.index ?? -1;
  if (LOCAL_FILE.test(text)) return -1;
  const at = text.lastIndexOf('@');
  if (LOCAL_FILE.test(text.slice(0, Math.max(at, 0)))) return at;
  return text.indexOf('@', 1);
}

function isIndexWord(word: string): boolean {
  return INDEX_WORD.test(word) && !word.split('/').some((part) => ['', '.', '..'].includes(part));
}

function checkedUrl(location: string): string {
  if (isForge(location)) {
    const [owner = '', repository = ''] = location.slice(location.indexOf(':') + 1).split('/');
    if (owner === '' || repository === '') throw bad(location);
    return location;
  }
  const url = parsedUrl(location);
  // A password would stand in messages and in the record on the board.
  if (url?.username !== '' || url.password !== '') throw bad(withoutUser(location));
  return location;
}

function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function withoutUser(location: string): string {
  return location.replace(/\/\/[^/]*@/, '//***@');
}

function bad(text: string): AdderError {
  return new AdderError('bad-package-spec', { detail: text.replace(/@$/, '').slice(0, 200) });
}
