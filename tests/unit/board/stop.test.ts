// Stop for what does not stop, at the friendly REPL.

import { expect, it } from 'vitest';
import { connect, settled, useFakeTime } from './settled';
import { ScriptedTransport } from './scripted-transport';

useFakeTime();

it('names a board that says nothing so, after Ctrl-C again and again', async () => {
  const transport = new ScriptedTransport(() => undefined);
  const board = await connect(transport);
  expect(await settled(board.interrupt())).toEqual({ code: 'board-silent' });
  expect(transport.sent.split('\x03')).toHaveLength(1 + 1 + 2 + 4 + 16);
  expect(board.mode).toBe('silent');
});

it('gives up a program that goes on talking', async () => {
  const transport = new ScriptedTransport((_, say) => say('caught\r\n'));
  const board = await connect(transport);
  expect(await settled(board.interrupt())).toEqual({ code: 'program-unstoppable' });
  expect(transport.sent.split('\x03')).toHaveLength(1 + 1 + 2 + 4 + 16);
});

it('has the same deadline where the link never takes the Ctrl-C', async () => {
  const transport = new ScriptedTransport(() => undefined);
  const board = await connect(transport);
  transport.write = () => new Promise(() => undefined);
  expect(await settled(board.interrupt())).toEqual({ code: 'board-silent' });
});
