// What another program gets through the one door of the engine: a board by its address, devices, ends.

import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Board, isAdderError, listDevices, watchDevices } from '../../../src/engine';
import { freshHome, rejection } from './support';

describe('a board that is connected by its address', () => {
  it('lives in the folder that the program names, and is closed at the end of its use', async () => {
    const dataDirectory = await freshHome();
    const first = await Board.connect('virtual:', { host: { dataDirectory } });
    await first.files.write('note.txt', 'kept: ä');
    await first[Symbol.asyncDispose]();
    expect(await first.closed).toEqual({ kind: 'closed' });
    const again = await Board.connect('virtual:', { host: { dataDirectory } });
    expect(await again.files.readText('note.txt')).toBe('kept: ä');
    await again.close();
  });

  it('names its holder to who comes second', async () => {
    const dataDirectory = await freshHome();
    const first = await Board.connect('virtual:', { host: { dataDirectory } });
    const error = await rejection(Board.connect('virtual:', { host: { dataDirectory } }));
    await first.close();
    expect(error).toMatchObject({ code: 'board-in-use' });
    expect(isAdderError(error) && error.detail).toContain(String(process.pid));
  });

  it.each([
    ['nonsense:', 'bad-address'],
    ['/dev/no-such-port', 'port-not-found'],
  ])('%s: %s', async (address, code) => {
    expect(await rejection(Board.connect(address))).toMatchObject({ code });
  });

  it('shows what its programs print, whatever the listener returns', async () => {
    const dataDirectory = await freshHome();
    let shown = '';
    const board = await Board.connect('virtual:', {
      host: { dataDirectory },
      onConsole: (bytes) => (shown += Buffer.from(bytes).toString()),
    });
    await board.run('print("for a person")');
    await board.close();
    expect(shown).toContain('for a person\r\n');
  });
});

describe('the devices of this computer', () => {
  it('begin with the virtual board, listed or watched', async () => {
    const [first] = await listDevices();
    expect(first).toMatchObject({ address: 'virtual:default', kind: 'virtual' });
    const stop = new AbortController();
    const news = new EventTarget();
    const told = once(news, 'devices');
    watchDevices(() => news.dispatchEvent(new Event('devices')), stop);
    await told;
    stop.abort();
  });
});
