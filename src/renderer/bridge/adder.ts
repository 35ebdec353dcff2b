// The one way from the window to main. Answers are unwrapped here: a call gives its value or throws the AdderError that
// main answered. Knows what the contract says and nothing of what the window shows.

import { tryOnScopeDispose } from '@vueuse/core';
import type {
  Answer,
  Bridge,
  CallArgs,
  CallName,
  CallResult,
  EventToMain,
  EventToMainArgs,
  EventToWindow,
  EventsToWindow,
} from '../../ipc/contract';
import { AdderError, toAdderError } from '../../shared/errors';
import type { Unsubscribe } from '../../shared/unsubscribe';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly adder: Bridge;
  }
}

export interface Adder {
  readonly call: <Name extends CallName>(
    name: Name,
    ...args: CallArgs<Name>
  ) => Promise<CallResult<Name>>;
  readonly tell: <Name extends EventToMain>(name: Name, ...args: EventToMainArgs<Name>) => void;
  /** Ends with the component or scope that it is called in, if there is one. */
  readonly on: <Name extends EventToWindow>(
    event: Name,
    listener: (...args: EventsToWindow[Name]) => void,
  ) => Unsubscribe;
}

async function call<Name extends CallName>(
  name: Name,
  ...args: CallArgs<Name>
): Promise<CallResult<Name>> {
  const verb = window.adder[name] as (...all: CallArgs<Name>) => Promise<Answer<CallResult<Name>>>;
  let answer;
  try {
    answer = await verb(...args);
  } catch (error) {
    throw toAdderError(error);
  }
  if (!answer.ok) throw AdderError.fromData(answer.error);
  return answer.value;
}

function tell<Name extends EventToMain>(name: Name, ...args: EventToMainArgs<Name>): void {
  const verb = window.adder[name] as (...all: EventToMainArgs<Name>) => void;
  verb(...args);
}

function on<Name extends EventToWindow>(
  event: Name,
  listener: (...args: EventsToWindow[Name]) => void,
): Unsubscribe {
  const unsubscribe = window.adder.on(event, listener);
  tryOnScopeDispose(unsubscribe);
  return unsubscribe;
}

export function useAdder(): Adder {
  return { call, tell, on };
}
