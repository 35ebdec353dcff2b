// Errors of packages in mpremote's words, where it has some. It says of these that a part may be installed; with Adder none ever is, but
// scripts may look for the line.

import { AdderError, type ErrorCode } from '../../../shared/errors';
import { CommandError } from '../../command-error';
import { fileFailure } from '../../files/file-failure';
import type { Telling } from './telling';

/** The detail of these is mpremote's own sentence. */
const SAID: readonly ErrorCode[] = [
  'package-not-found',
  'package-file-not-found',
  'download-failed',
  'local-not-found',
  'local-failed',
];

export async function mipFailure(error: unknown, told: Telling): Promise<unknown> {
  if (!(error instanceof AdderError)) return error;
  if (error.code === 'no-lib-folder')
    return new CommandError('Unable to find lib dir in sys.path, use --target to override', error);
  if (!SAID.includes(error.code) || error.detail === undefined)
    return fileFailure('mip', error.detail ?? '', error);
  await told.line('Package may be partially installed');
  return new CommandError(error.detail, error);
}
