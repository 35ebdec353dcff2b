// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { TooltipProvider } from 'reka-ui';
import { afterEach, describe, expect, it } from 'vitest';
import { h, nextTick, type Component } from 'vue';
import ActionButton from '../../../src/renderer/controls/ActionButton.vue';
import QuestionDialog from '../../../src/renderer/dialogs/QuestionDialog.vue';
import { useQuestions } from '../../../src/renderer/dialogs/questions';
import ProblemCards from '../../../src/renderer/problems/ProblemCards.vue';
import HelpPage from '../../../src/renderer/help/HelpPage.vue';
import { usePages } from '../../../src/renderer/pages/pages';
import { useProblems } from '../../../src/renderer/problems/problems';
import { useTabs } from '../../../src/renderer/tabs/tabs';
import TabBar from '../../../src/renderer/tabs/TabBar.vue';
import { AdderError } from '../../../src/shared/errors';
import { openWindow, settle } from './support';

let mounted: VueWrapper | undefined;

function show(component: Component, props: Record<string, unknown> = {}): VueWrapper {
  mounted = mount(TooltipProvider, {
    slots: { default: () => h(component, props) },
    attachTo: document.body,
  });
  return mounted;
}

afterEach(() => {
  mounted?.unmount();
  mounted = undefined;
});

describe('a button', () => {
  it('that cannot be pressed keeps the focus within reach and says why', async () => {
    openWindow();
    let presses = 0;
    const window = show(ActionButton, {
      label: 'Run',
      reason: 'First connect a board.',
      onPress: () => presses++,
    });
    const button = window.get('button');
    expect(button.attributes()).toMatchObject({
      'aria-disabled': 'true',
      'aria-description': 'First connect a board.',
    });
    expect(button.attributes('disabled')).toBeUndefined();
    await button.trigger('click');
    expect(presses).toBe(0);
    await button.trigger('focus');
    await settle();
    expect(document.querySelector('[role="tooltip"]')?.textContent).toContain('First connect');
  });
});

describe('a question', () => {
  it('is a dialog with its name, and leaving it is no answer', async () => {
    openWindow();
    show(QuestionDialog);
    const reply = useQuestions().choose({
      title: 'Remove it?',
      text: 'For ever.',
      choices: [{ id: 'yes', label: 'Remove', kind: 'danger' }],
    });
    await settle();
    const dialog = document.querySelector('[role="dialog"]');
    expect(dialog?.textContent).toContain('Remove it?');
    dialog?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(await reply).toBeUndefined();
    await nextTick();
    expect(useQuestions().current).toBeUndefined();
  });

  it('for a name refuses a bad one', async () => {
    openWindow();
    show(QuestionDialog);
    const reply = useQuestions().askText({
      title: 'New file',
      text: '',
      label: 'Name',
      value: '',
      button: 'Create',
      complaint: (text) => (text === '' ? 'Type a name.' : undefined),
    });
    await settle();
    const form = document.querySelector('form');
    form?.requestSubmit();
    await settle();
    expect(document.querySelector('[role="status"]')?.textContent).toContain('Type a name.');
    const input = document.querySelector<HTMLInputElement>('.dialog input');
    if (!input) throw new Error('there is no field');
    input.value = 'a.py';
    input.dispatchEvent(new Event('input'));
    await settle();
    form?.requestSubmit();
    expect(await reply).toBe('a.py');
  });
});

describe('a problem', () => {
  it('shows hostile details as text, written out', async () => {
    openWindow();
    const window = show(ProblemCards);
    useProblems().report(
      new AdderError('file-not-found', { detail: '<img src=x onerror=alert(1)>\u202E\u001b[31m' }),
    );
    await settle();
    expect(window.find('img').exists()).toBe(false);
    expect(window.get('.detail').text()).toBe('<img src=x onerror=alert(1)>\\u202e\\x1b[31m');
    expect(window.get('[data-testid="problem-code"]').text()).toBe('file-not-found');
    expect(window.get('[data-testid="problem"]').attributes('role')).toBe('alert');
  });
});

describe('the help of a problem', () => {
  it('is the page about it, where there is one', async () => {
    openWindow();
    const window = show(ProblemCards);
    useProblems().report(new AdderError('board-full'));
    await settle();
    await window.get('[data-testid="problem-help"]').trigger('click');
    expect(usePages()).toMatchObject({ shown: 'help', part: 'files' });
    useProblems().dismiss(useProblems().problems[0]?.id ?? 0);
    useProblems().report(new AdderError('internal'));
    await settle();
    expect(window.find('[data-testid="problem-help"]').exists()).toBe(false);
  });

  it('is shown with the focus on its title', async () => {
    openWindow();
    usePages().open('help', 'files');
    show(HelpPage);
    await settle();
    await new Promise(requestAnimationFrame);
    expect(document.activeElement?.id).toBe('help-files');
  });
});

describe('tabs', () => {
  it('are named, marked and closed with the middle button', async () => {
    openWindow();
    const window = show(TabBar, { side: 'left' });
    useTabs().openNew();
    await settle();
    const tab = window.get('[data-testid="tab"]');
    expect(tab.attributes()).toMatchObject({ 'data-name': 'untitled.py', 'data-unsaved': 'false' });
    expect(window.get('[role="tab"]').attributes('aria-selected')).toBe('true');
    await tab.trigger('auxclick', { button: 1 });
    await settle();
    expect(useTabs().tabs).toEqual([]);
  });
});
