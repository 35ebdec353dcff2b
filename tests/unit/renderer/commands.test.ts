// @vitest-environment happy-dom
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { menuBar as menuBarSchema } from '../../../src/ipc/menu';
import { useCommands } from '../../../src/renderer/app/commands';
import { menuBar } from '../../../src/renderer/app/menu';
import { useAnnouncer } from '../../../src/renderer/status/announcer';
import { useTabs } from '../../../src/renderer/tabs/tabs';
import { te } from '../../../src/renderer/i18n';
import { openWindow, settle } from './support';

beforeEach(() => {
  localStorage.clear();
  openWindow();
});

/** `Ctrl+S` and the like, once for each way of pressing it. */
function spellings(): string[] {
  return useCommands().all.flatMap(({ keys = [] }) =>
    keys.map(({ key, mod, ctrl, shift, alt, consoleOnly }) =>
      JSON.stringify([key, ...[mod ?? ctrl, shift, alt, consoleOnly].map(Boolean)]),
    ),
  );
}

describe('the commands', () => {
  it('all have a title, and no key does two things', () => {
    for (const { id } of useCommands().all) expect(te(`commands.${id}`), id).toBe(true);
    expect(new Set(spellings()).size).toBe(spellings().length);
  });

  it('that cannot be done say why and are not done', () => {
    const commands = useCommands();
    commands.execute('save');
    expect(useAnnouncer().notice).toBe('First open a file or start a new one.');
    expect(commands.recent).toEqual([]);
  });

  it('that are done are remembered, the last one first and each once', async () => {
    const commands = useCommands();
    for (const id of ['new-file', 'zoom-reset', 'new-file'] as const) commands.execute(id);
    await settle();
    expect(commands.recent).toEqual(['new-file', 'zoom-reset']);
    expect(useTabs().tabs).toHaveLength(2);
  });

  it('are the menu, as main accepts it, each once and with no empty section', () => {
    const commands = useCommands();
    const bar = menuBar(commands.all);
    expect(v.parse(menuBarSchema, bar)).toEqual(bar);
    const items = bar.flatMap((menu) => menu.items);
    const ids = items.flatMap((item) => (item.kind === 'command' ? [item.id] : []));
    const wanted = commands.all.filter(({ hidden }) => hidden !== true).map(({ id }) => id);
    expect([...ids].sort()).toEqual([...wanted].sort());
    for (const { items: own } of bar) {
      expect(own[0]?.kind).not.toBe('separator');
      expect(own.at(-1)?.kind).not.toBe('separator');
    }
  });
});
