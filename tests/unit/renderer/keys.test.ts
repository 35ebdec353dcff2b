// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { accelerator, chordText } from '../../../src/renderer/app/chords';
import { useCommands } from '../../../src/renderer/app/commands';
import { commandOf } from '../../../src/renderer/app/keys';
import { openWindow } from './support';

const press = (key: string, options: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, ...options });
const ctrl = { ctrlKey: true };

beforeEach(() => {
  openWindow();
});

describe('keys', () => {
  it.each([
    [press('F5'), 'run'],
    [press('F5', { shiftKey: true }), 'stop'],
    [press('.', ctrl), 'stop'],
    [press('s', ctrl), 'save'],
    [press('S', { ctrlKey: true, shiftKey: true }), 'save-as'],
    [press('U', { ctrlKey: true, shiftKey: true }), 'upload'],
    [press('w', ctrl), 'close-tab'],
    [press('Tab', ctrl), 'next-tab'],
    [press('Tab', { ctrlKey: true, shiftKey: true }), 'previous-tab'],
    [press('PageUp', ctrl), 'previous-tab'],
    [press('=', ctrl), 'zoom-in'],
    [press('+', { ctrlKey: true, shiftKey: true }), 'zoom-in'],
    [press('s'), undefined],
    [press('Tab'), undefined],
    [press('s', { ctrlKey: true, altKey: true }), undefined],
  ])('%#', (event, command) => {
    expect(commandOf(event, 'window')?.id).toBe(command);
  });

  it.each(['n', 'o', 'u', 'w'])(
    'Ctrl+%s belongs to the prompt while the console has the keys',
    (key) => {
      expect(commandOf(press(key, ctrl), 'window')).toBeDefined();
      expect(commandOf(press(key, ctrl), 'console')).toBeUndefined();
    },
  );

  it.each([
    ['f', 'find', 'console-find'],
    ['r', undefined, 'console-history'],
    ['l', undefined, 'console-clear'],
  ] as const)('Ctrl+%s is the console’s alone there, and shown as such', (key, window, own) => {
    expect(commandOf(press(key, ctrl), 'console')).toBeUndefined();
    expect(commandOf(press(key, ctrl), 'window')?.id).toBe(window);
    expect(useCommands().get(own).shortcut).toBe(`Ctrl+${key.toUpperCase()}`);
  });

  it('belong to a dialog that is open, except those that help to read it', () => {
    expect(commandOf(press('s', ctrl), 'dialog')).toBeUndefined();
    expect(commandOf(press('-', ctrl), 'dialog')?.id).toBe('zoom-out');
  });

  it('are written as people know them, and as the menu wants them', () => {
    expect(useCommands().get('stop').shortcut).toBe('Shift+F5');
    expect(useCommands().get('soft-reset').shortcut).toBeUndefined();
    expect(chordText({ key: '+', mod: true })).toBe('Ctrl++');
    expect(accelerator({ key: '+', mod: true })).toBe('CmdOrCtrl+Plus');
    expect(accelerator({ key: 'tab', ctrl: true, shift: true })).toBe('Ctrl+Shift+Tab');
  });
});
