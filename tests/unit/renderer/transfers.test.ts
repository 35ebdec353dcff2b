// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { useTransfers, type Upload } from '../../../src/renderer/transfers/transfers';
import { bytesOf, type FakeMain } from './fake-bridge';
import { answer, openConnectedWindow, settle } from './support';

let main: FakeMain;

beforeEach(async () => {
  main = await openConnectedWindow();
});

function file(path: string, text = path): Upload {
  const bytes = bytesOf(text);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    path,
    source: { kind: 'file', name, size: bytes.length, read: () => Promise.resolve(bytes) },
  };
}

const states = (): string[] => useTransfers().transfers.map(({ state }) => state);

describe('uploads', () => {
  it('go one after another, with the folders that they need', async () => {
    useTransfers().upload([
      { path: '/lib', source: { kind: 'folder', name: 'lib' } },
      file('/lib/a.py'),
      file('/lib/deep/b.py'),
    ]);
    await settle();
    expect(states()).toEqual(['done', 'done']);
    expect([...main.boardFiles.keys()]).toEqual([
      '/lib/',
      '/lib/a.py',
      '/lib/deep/',
      '/lib/deep/b.py',
    ]);
  });

  it('show what the board has confirmed', async () => {
    main.holdWrites = true;
    const transfers = useTransfers();
    transfers.upload([file('/a.bin', 'x'.repeat(100))]);
    await settle();
    const [transfer] = transfers.transfers;
    main.emit('transferProgress', transfer?.id, { done: 40, total: 100 });
    expect(transfer).toMatchObject({ state: 'active', done: 40, total: 100 });
    main.finishWrites();
    await settle();
    expect(states()).toEqual(['done']);
  });

  it('are cancelled one by one: the rest goes on', async () => {
    main.holdWrites = true;
    const transfers = useTransfers();
    transfers.upload([file('/a'), file('/b'), file('/c')]);
    await settle();
    const [first, second] = transfers.transfers;
    if (!first || !second) throw new Error('two transfers were expected');
    await transfers.cancel(second);
    await transfers.cancel(first);
    await settle();
    main.finishWrites();
    await settle();
    expect(states()).toEqual(['cancelled', 'cancelled', 'done']);
    expect([...main.boardFiles.keys()]).toEqual(['/c']);
  });

  it('that fail say why and can be tried again', async () => {
    main.failures.set('writeBoardFile', 'board-full');
    const transfers = useTransfers();
    transfers.upload([file('/a')]);
    await settle();
    const [failed] = transfers.transfers;
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'board-full' } });
    main.failures.clear();
    if (failed) transfers.retry(failed);
    await settle();
    expect(states()).toEqual(['done']);
  });

  it('do not replace a file before the person agreed', async () => {
    main.boardFiles.set('/a', bytesOf('old'));
    useTransfers().upload([file('/a', 'new')]);
    await answer('skip');
    expect(states()).toEqual(['skipped']);
    expect(main.boardFiles.get('/a')).toEqual(bytesOf('old'));
    useTransfers().upload([file('/a', 'new')]);
    await answer('replace');
    expect(main.boardFiles.get('/a')).toEqual(bytesOf('new'));
  });

  it('ask once for all that was dropped together', async () => {
    for (const path of ['/a', '/b', '/c']) main.boardFiles.set(path, bytesOf('old'));
    useTransfers().upload([file('/a'), file('/b'), file('/c')]);
    await answer('replace', true);
    expect(states()).toEqual(['done', 'done', 'done']);
  });

  it('ask once to stop a running program, and none goes when it is kept', async () => {
    main.setMode('running');
    useTransfers().upload([file('/a'), file('/b')]);
    await answer('keep');
    expect(states()).toEqual(['cancelled', 'cancelled']);
    expect(main.of('stopProgram')).toEqual([]);
    useTransfers().upload([file('/a'), file('/b')]);
    await answer('stop');
    expect(states()).toEqual(['done', 'done']);
  });

  it('of a file that cannot be read on the computer fail alone', async () => {
    const broken = file('/a');
    const source = { ...broken.source, read: () => Promise.reject(new Error('gone')) };
    useTransfers().upload([{ ...broken, source }, file('/b')]);
    await settle();
    expect(states()).toEqual(['failed', 'done']);
    expect(useTransfers().transfers[0]?.error?.code).toBe('local-failed');
  });
});
