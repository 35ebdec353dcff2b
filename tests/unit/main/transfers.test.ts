import { expect, test } from 'vitest';
import { Transfers } from '../../../src/main/transfers';
import { AdderError } from '../../../src/shared/errors';

test('the last progress is shown before the transfer ends', async () => {
  const shown: number[] = [];
  const transfers = new Transfers((_name, { done }) => shown.push(done));
  await transfers.run('one', async ({ onProgress }) => {
    for (let done = 0; done <= 100; done++) onProgress({ done, total: 100 });
    return Promise.resolve();
  });
  expect(shown).toEqual([0, 100]);
});

test('cancel reaches the one transfer that is meant', async () => {
  const transfers = new Transfers(() => undefined);
  const untilAborted = ({ signal }: { signal: AbortSignal }): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new AdderError('aborted'));
      });
    });
  let finish = (): void => undefined;
  const other = transfers.run('other', () => new Promise<void>((resolve) => (finish = resolve)));
  const one = transfers.run('one', untilAborted);
  transfers.cancel('one');
  transfers.cancel('nobody');
  await expect(one).rejects.toMatchObject({ code: 'aborted' });
  finish();
  await other;
});

test('two transfers of one name are refused', async () => {
  const transfers = new Transfers(() => undefined);
  let finish = (): void => undefined;
  const first = transfers.run('same', () => new Promise<void>((resolve) => (finish = resolve)));
  await expect(transfers.run('same', () => Promise.resolve())).rejects.toMatchObject({
    code: 'bad-request',
  });
  finish();
  await first;
});
