// What is wrong with an address that is typed.

import { parseAddress } from '../../shared/address';
import { isAdderError } from '../../shared/errors';
import { t } from '../i18n';

/** In words; undefined where it is an address. Blanks around it do not count. */
export function addressComplaint(text: string): string | undefined {
  const address = text.trim();
  if (address === '') return t('devices.addressEmpty');
  try {
    parseAddress(address);
    return undefined;
  } catch (error) {
    if (isAdderError(error, 'bad-address')) return t('devices.addressFault');
    throw error;
  }
}
