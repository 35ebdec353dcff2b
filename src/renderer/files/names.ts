// What a name on the board may be, said before it is tried.

import { t } from '../i18n';

/** As long as FAT and littlefs let a name be. */
const MAX_BYTES = 255;

export function nameComplaint(name: string, taken: readonly string[]): string | undefined {
  if (name.trim() === '') return t('files.nameEmpty');
  if (name.includes('/')) return t('files.nameSlash');
  if (name === '.' || name === '..') return t('files.nameDots');
  if (new TextEncoder().encode(name).length > MAX_BYTES) return t('files.nameLong');
  if (taken.includes(name)) return t('files.nameTaken');
  return undefined;
}

export function join(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

export function parentOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end <= 0 ? '/' : path.slice(0, end);
}

/** `/lib/a.py` to `lib`, `a.py` */
export function stepsOf(path: string): string[] {
  return path.split('/').filter((step) => step !== '');
}
