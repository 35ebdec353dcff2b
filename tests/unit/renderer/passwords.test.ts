// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { TooltipProvider } from 'reka-ui';
import { beforeEach, describe, expect, it } from 'vitest';
import { h } from 'vue';
import { usePasswords } from '../../../src/renderer/devices/passwords';
import TextForm from '../../../src/renderer/dialogs/TextForm.vue';
import { useQuestions } from '../../../src/renderer/dialogs/questions';
import type { FakeMain } from './fake-bridge';
import { answer, openWindow, settle } from './support';

let main: FakeMain;

beforeEach(() => {
  main = openWindow();
  usePasswords();
});

const QUESTION = { question: 'p1', address: 'ws:board:8266', wrong: false, remembered: true };

describe("a board's password", () => {
  it('is asked for, and answered to main alone', async () => {
    main.emit('passwordAsked', QUESTION);
    const question = await answer('secret12');
    expect(question).toMatchObject({ kind: 'text', hidden: true, value: '' });
    expect(question.title).toContain('ws:board:8266');
    expect(question.text).toContain('encrypted');
    expect(main.of('passwordAnswered')).toEqual([['p1', 'secret12']]);
  });

  it('may be withheld', async () => {
    main.emit('passwordAsked', { ...QUESTION, wrong: true, remembered: false });
    const question = await answer();
    expect(question.text).toContain('That was not the password.');
    expect(question.text).toContain('does not keep it');
    expect(main.of('passwordAnswered')).toEqual([['p1', null]]);
  });

  it('is complained of when no board could have it', async () => {
    main.emit('passwordAsked', QUESTION);
    const question = await answer();
    if (question.kind !== 'text') throw new Error('another question');
    expect(question.complaint('')).toBeDefined();
    expect(question.complaint('1234567890')).toContain('9');
    expect(question.complaint('123')).toBeUndefined();
  });

  it('is not asked for any longer when main takes the question back', async () => {
    main.emit('passwordAsked', QUESTION);
    main.emit('passwordAsked', { ...QUESTION, question: 'p2' });
    await settle();
    main.emit('passwordWithdrawn', 'p2');
    main.emit('passwordWithdrawn', 'p1');
    main.emit('passwordWithdrawn', 'p3');
    await settle();
    expect(useQuestions().current).toBeUndefined();
    expect(main.of('passwordAnswered')).toEqual([]);
  });

  it('is typed into a field that does not show it', async () => {
    main.emit('passwordAsked', QUESTION);
    await settle();
    const { current } = useQuestions();
    if (current?.kind !== 'text') throw new Error('nothing was asked');
    const form = mount(TooltipProvider, {
      slots: { default: () => h(TextForm, { question: current }) },
    });
    expect(form.get('input').attributes('type')).toBe('password');
    form.unmount();
  });
});
