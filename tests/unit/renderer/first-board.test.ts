// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { useBoard } from '../../../src/renderer/devices/board';
import { useBoards } from '../../../src/renderer/devices/boards';
import { modeOf } from '../../../src/renderer/devices/connected';
import { connectFirst } from '../../../src/renderer/devices/first-board';
import { useProblems } from '../../../src/renderer/problems/problems';
import { DEFAULT_SETTINGS } from '../../../src/ipc/settings';
import { useSettings } from '../../../src/renderer/settings/settings';
import type { FakeMain } from './fake-bridge';
import { openWindow, settle } from './support';

let main: FakeMain;

beforeEach(() => {
  main = openWindow();
});

const there = (address: string): { address: string; absent: boolean } => ({
  address,
  absent: false,
});
const gone = (address: string): { address: string; absent: boolean } => ({ address, absent: true });

async function start(): Promise<void> {
  await connectFirst();
  await settle();
}

const all = (): string[] => useBoards().boards.map((board) => `${board.address} ${modeOf(board)}`);

describe('the boards that a window begins with', () => {
  it('are the virtual one where there was none', async () => {
    await start();
    expect(all()).toEqual(['virtual:default idle']);
    expect(main.of('boardShown')).toEqual([]);
    expect(main.of('boardsOpen').at(-1)).toEqual([['virtual:default']]);
  });

  it('are those of the last time, in their order, and the last one chosen is shown', async () => {
    main.lastTime = {
      chosen: 'serial:COM4',
      boards: [there('virtual:default'), there('serial:COM3'), there('serial:COM4')],
    };
    await start();
    expect(all()).toEqual(['virtual:default idle', 'serial:COM3 idle', 'serial:COM4 idle']);
    expect(useBoard().live?.address).toBe('serial:COM4');
    expect(main.of('boardsOpen').at(-1)).toEqual([
      ['virtual:default', 'serial:COM3', 'serial:COM4'],
    ]);
  });

  it('are not those of the last time where nobody wants that', async () => {
    main.settings = { ...DEFAULT_SETTINGS, lastBoard: false };
    await useSettings().load();
    main.lastTime = { chosen: 'serial:COM3', boards: [there('serial:COM3')] };
    await start();
    expect(all()).toEqual(['virtual:default idle']);
  });

  it('wait without a word when they are absent, and the virtual one stands in', async () => {
    main.lastTime = { chosen: 'serial:COM3', boards: [gone('serial:COM3')] };
    await start();
    expect(all()).toEqual(['serial:COM3 lost', 'virtual:default idle']);
    expect(useBoard().live?.address).toBe('virtual:default');
    expect(useProblems().problems).toEqual([]);
    // The stand-in is not what was open.
    expect(main.of('boardsOpen').at(-1)).toEqual([['serial:COM3']]);
  });

  it('show the last one as soon as it is plugged in', async () => {
    main.lastTime = { chosen: 'serial:COM3', boards: [gone('serial:COM3')] };
    await start();
    comeBack('serial:COM3');
    expect(useBoard().live?.address).toBe('serial:COM3');
    expect(useProblems().problems).toEqual([]);
  });

  it('leave what is shown when the person has chosen it meanwhile', async () => {
    main.lastTime = { chosen: 'serial:COM3', boards: [gone('serial:COM3')] };
    await start();
    const virtual = useBoards().at('virtual:default');
    if (virtual) useBoards().show(virtual);
    comeBack('serial:COM3');
    expect(useBoard().live?.address).toBe('virtual:default');
    expect(all()).toContain('serial:COM3 idle');
    await settle();
    expect(main.of('boardsOpen').at(-1)).toEqual([['serial:COM3', 'virtual:default']]);
  });

  it('leave what is shown while a program runs there', async () => {
    main.lastTime = { chosen: 'serial:COM3', boards: [gone('serial:COM3')] };
    await start();
    main.setMode('running');
    comeBack('serial:COM3');
    expect(useBoard().live?.address).toBe('virtual:default');
  });

  it('are no problem when one in the background cannot be reached', async () => {
    main.lastTime = {
      chosen: null,
      boards: [there('virtual:default'), there('tcp:bridge:23')],
    };
    main.unreachable.add('tcp:bridge:23');
    await start();
    expect(useBoard().live?.address).toBe('virtual:default');
    expect(all()).toEqual(['virtual:default idle', 'tcp:bridge:23 lost']);
    expect(useProblems().problems).toEqual([]);
  });

  it('are told when the one that was chosen cannot be reached, and another is shown', async () => {
    main.lastTime = {
      chosen: 'tcp:bridge:23',
      boards: [there('tcp:bridge:23'), there('serial:COM3')],
    };
    main.unreachable.add('tcp:bridge:23');
    await start();
    expect(useBoard().live?.address).toBe('serial:COM3');
    expect(all()).toEqual(['serial:COM3 idle']);
    expect(useProblems().problems).toHaveLength(1);
  });
});

/** The expected board of an address is plugged in. */
function comeBack(address: string): void {
  const replaces = useBoards().at(address)?.state?.board;
  main.emit('boardChanged', { ...main.stateOf(address), board: 'board-9', mode: 'idle', replaces });
}
