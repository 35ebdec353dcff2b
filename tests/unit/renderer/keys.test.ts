// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { commandOf, keysText } from '../../../src/renderer/app/keys';

const press = (key: string, options: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, ...options });
const ctrl = { ctrlKey: true };

describe('keys', () => {
  it.each([
    [press('F5'), 'run'],
    [press('F5', { shiftKey: true }), 'stop'],
    [press('.', ctrl), 'stop'],
    [press('s', ctrl), 'save'],
    [press('S', { ctrlKey: true, shiftKey: true }), 'save-as'],
    [press('U', { ctrlKey: true, shiftKey: true }), 'upload'],
    [press('w', ctrl), 'close-tab'],
    [press('s'), undefined],
    [press('s', { ctrlKey: true, altKey: true }), undefined],
  ])('%#', (event, command) => {
    expect(commandOf(event, false)).toBe(command);
  });

  it.each(['n', 'o', 'u', 'w'])(
    'Ctrl+%s belongs to the prompt while the console has the keys',
    (key) => {
      expect(commandOf(press(key, ctrl), false)).toBeDefined();
      expect(commandOf(press(key, ctrl), true)).toBeUndefined();
    },
  );

  it('are written as people know them', () => {
    expect(keysText('stop')).toBe('Shift+F5');
    expect(keysText('soft-reset')).toBeUndefined();
  });
});
