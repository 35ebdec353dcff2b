// Keys that no command of ours has: the editor's (CodeMirror), the lists of files' and the console's own, for the list of shortcuts. Their words are
// `shortcuts.<id>.<name>` in the catalogue.

import type { Chord } from '../app/chords';
import { isMac } from '../app/chords';

interface OtherKeys {
  readonly id: 'editing' | 'trees' | 'prompt';
  readonly keys: readonly (readonly [name: string, ...chords: Chord[]])[];
}

export const OTHER_KEYS: readonly OtherKeys[] = [
  {
    id: 'editing',
    keys: [
      ['complete', { key: 'space', ctrl: true }],
      ['lineUp', { key: 'arrowup', alt: true }],
      ['lineDown', { key: 'arrowdown', alt: true }],
      ['copyLine', { key: 'arrowdown', alt: true, shift: true }],
      ['removeLine', { key: 'k', mod: true, shift: true }],
      ['indent', { key: 'tab' }],
      ['outdent', { key: 'tab', shift: true }],
      ['leave', { key: 'escape' }, { key: 'tab' }],
    ],
  },
  {
    id: 'trees',
    keys: [
      ['open', { key: 'enter' }],
      ['more', { key: 'arrowdown', shift: true }],
      ['add', { key: 'space' }],
      ['all', { key: 'a', mod: true }],
      ['rename', { key: 'f2' }],
      ['remove', { key: 'delete' }],
      ['undo', { key: 'z', mod: true }],
      ['carry', { key: 'c', mod: true }, { key: 'v', mod: true }],
      ['move', { key: 'x', mod: true }, { key: 'v', mod: true }],
      ['menu', { key: 'f10', shift: true }],
    ],
  },
  {
    id: 'prompt',
    keys: [
      ['interrupt', { key: 'c', ctrl: true }],
      ['copy', isMac ? { key: 'c', mod: true } : { key: 'c', ctrl: true, shift: true }],
      ['paste', { key: 'v', mod: true }],
      ['earlier', { key: 'arrowup' }],
      ['leave', { key: 'escape' }, { key: 'tab' }],
    ],
  },
];
