// Which page of the help is about an error: where the sentences of its card are not enough.

import type { ErrorCode } from '../../shared/errors';
import type { Topic } from './topics';

const ABOUT: Readonly<Partial<Record<ErrorCode, Topic>>> = {
  'port-not-found': 'notFound',
  'device-not-found': 'notFound',
  'no-raw-repl': 'notFound',
  'host-not-found': 'boards',
  'host-refused': 'boards',
  'host-unreachable': 'boards',
  'host-timeout': 'boards',
  'no-webrepl': 'boards',
  'no-uart-service': 'boards',
  'bluetooth-unavailable': 'boards',
  'bluetooth-denied': 'boards',
  'link-lost': 'trouble',
  'board-silent': 'trouble',
  'no-response': 'trouble',
  'program-unstoppable': 'powerOn',
  'board-busy': 'run',
  'board-full': 'files',
  'board-read-only': 'files',
  'file-too-large': 'files',
  'file-damaged': 'files',
  'board-file-changed': 'saved',
  'local-changed': 'saved',
  'local-denied': 'saved',
  'local-folder-gone': 'saved',
  'local-full': 'saved',
  'local-read-only': 'saved',
  'local-timeout': 'saved',
};

export function topicAbout(code: ErrorCode): Topic | undefined {
  return ABOUT[code];
}
