// The window's side of the contract, without Electron: makes the verbs of `window.adder` from the contract's names. The
// preload gives it the wires.

import {
  calls,
  eventsToMain,
  eventsToWindow,
  type Answer,
  type Bridge,
  type EventToWindow,
} from './contract';

export interface Wires {
  readonly call: (name: string, args: unknown[]) => Promise<Answer<unknown>>;
  readonly send: (name: string, args: unknown[]) => void;
  /** All events from main, for ever; subscriptions are kept here. */
  readonly listen: (take: (name: string, args: unknown[]) => void) => void;
}

type Listener = (...args: unknown[]) => void;

export function makeBridge({ call, send, listen }: Wires): Bridge {
  const listeners = new Map<string, Set<Listener>>(eventsToWindow.map((name) => [name, new Set()]));

  listen((name, args) => {
    for (const listener of [...(listeners.get(name) ?? [])]) listener(...args);
  });

  const verbs: Record<string, unknown> = {
    on(event: EventToWindow, listener: Listener) {
      const set = listeners.get(event);
      if (set === undefined || typeof listener !== 'function')
        throw new TypeError('on(event, listener): no such event');
      // The same function twice is two subscriptions, and ends one at a time.
      const own: Listener = (...args) => {
        listener(...args);
      };
      set.add(own);
      return () => {
        set.delete(own);
      };
    },
  };
  for (const name of Object.keys(calls)) verbs[name] = (...args: unknown[]) => call(name, args);
  for (const name of Object.keys(eventsToMain))
    verbs[name] = (...args: unknown[]) => {
      send(name, args);
    };
  // Made from the contract's own keys; the types of all verbs at once are beyond what TypeScript can follow.
  return verbs as unknown as Bridge;
}
