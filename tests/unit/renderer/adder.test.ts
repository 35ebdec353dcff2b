// @vitest-environment happy-dom
import { effectScope } from 'vue';
import { describe, expect, it } from 'vitest';
import { useAdder } from '../../../src/renderer/bridge/adder';
import { useProblems } from '../../../src/renderer/problems/problems';
import { AdderError } from '../../../src/shared/errors';
import { openWindow } from './support';

describe('calls', () => {
  it('give the value of an answer', async () => {
    openWindow();
    expect(await useAdder().call('getAppInfo')).toMatchObject({ version: '0', platform: 'test' });
  });

  it('throw the error of an answer', async () => {
    const main = openWindow();
    main.failures.set('listDevices', 'port-denied');
    await expect(useAdder().call('listDevices')).rejects.toMatchObject({
      code: 'port-denied',
      detail: 'as the test wants',
    });
  });

  it('throw an error of ours when main itself refuses', async () => {
    openWindow();
    Object.assign(window.adder, { getAppInfo: () => Promise.reject(new Error('refused')) });
    await expect(useAdder().call('getAppInfo')).rejects.toMatchObject({ code: 'internal' });
  });
});

it('a subscription ends with its scope', () => {
  const main = openWindow();
  const heard: unknown[] = [];
  const scope = effectScope();
  scope.run(() => useAdder().on('menuCommand', (command) => heard.push(command)));
  main.emit('menuCommand', 'run');
  scope.stop();
  main.emit('menuCommand', 'stop');
  expect(heard).toEqual(['run']);
});

describe('problems', () => {
  it('are shown once, newest last, and not when the person cancelled', async () => {
    openWindow();
    const problems = useProblems();
    problems.report(new AdderError('port-busy', { detail: 'COM3' }));
    problems.report(new AdderError('board-full'));
    problems.report(new AdderError('port-busy', { detail: 'COM3' }));
    problems.report(new AdderError('aborted'));
    expect(problems.problems.map(({ error }) => error.code)).toEqual(['board-full', 'port-busy']);
    const failed = await problems.guard<string>(() => Promise.reject(new Error('a bug')));
    expect(failed).toBeUndefined();
    expect(problems.problems.at(-1)?.error).toMatchObject({ code: 'internal', detail: 'a bug' });
  });
});
