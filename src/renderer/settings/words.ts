// How the values of a setting are called.

import type { SettingName } from '../../ipc/settings';
import { t, te } from '../i18n';

/** A value that is a number needs no words of its own. */
export function valueText(name: SettingName, value: string): string {
  const key = `setting.${name}.values.${value}`;
  return te(key) ? t(key) : value;
}
