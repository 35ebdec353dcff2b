import { expect, test, vi } from 'vitest';
import { makeBridge } from '../../../src/ipc/bridge';
import { calls, eventsToMain } from '../../../src/ipc/contract';

function make() {
  const call = vi.fn(() => Promise.resolve({ ok: true as const, value: undefined }));
  const send = vi.fn();
  let fire: (name: string, args: unknown[]) => void = () => undefined;
  const bridge = makeBridge({
    call,
    send,
    listen: (take) => {
      fire = take;
    },
  });
  return { bridge, call, send, fire: (name: string, ...args: unknown[]) => fire(name, args) };
}

test('has exactly the verbs of the contract', () => {
  const { bridge } = make();
  expect(Object.keys(bridge).sort()).toEqual(
    [...Object.keys(calls), ...Object.keys(eventsToMain), 'on'].sort(),
  );
});

test('verbs carry their name and arguments', async () => {
  const { bridge, call, send } = make();
  await bridge.setInput('board-1', 15, 0);
  expect(call).toHaveBeenCalledExactlyOnceWith('setInput', ['board-1', 15, 0]);
  bridge.consoleTaken('board-1', 10);
  expect(send).toHaveBeenCalledExactlyOnceWith('consoleTaken', ['board-1', 10]);
});

test('a subscription hears its event until it ends', () => {
  const { bridge, fire } = make();
  const listener = vi.fn();
  const stop = bridge.on('menuCommand', listener);
  const stopTwin = bridge.on('menuCommand', listener);
  fire('menuCommand', 'run');
  expect(listener).toHaveBeenCalledTimes(2);
  stopTwin();
  fire('menuCommand', 'stop');
  expect(listener).toHaveBeenCalledTimes(3);
  stop();
  stop();
  fire('menuCommand', 'save');
  fire('nothing of ours');
  expect(listener).toHaveBeenCalledTimes(3);
});

test('an event that does not exist cannot be listened to', () => {
  const { bridge } = make();
  expect(() => bridge.on('__proto__' as 'menuCommand', () => undefined)).toThrow(TypeError);
});
