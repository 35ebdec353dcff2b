// Speaks to main as the window does, for specs about what lies below the window.

import type { Answer, Bridge, CallArgs, CallName, CallResult } from '../../../src/ipc/contract';
import type { AdderApp } from './app';

/** The page's `window`, in functions that run there. */
export type WindowWithBridge = Window & { readonly adder: Bridge };

/** A call of the contract, as the window makes it. */
export function ask<Name extends CallName>(
  { page }: AdderApp,
  name: Name,
  ...args: CallArgs<Name>
): Promise<Answer<CallResult<Name>>> {
  return page.evaluate(
    ([verb, values]) => {
      const { adder } = window as unknown as WindowWithBridge;
      const call = adder[verb] as (...all: unknown[]) => Promise<unknown>;
      return call(...(values as unknown[]));
    },
    [name, args] as const,
  ) as Promise<Answer<CallResult<Name>>>;
}

/** The same, for a call that must succeed. */
export async function get<Name extends CallName>(
  adder: AdderApp,
  name: Name,
  ...args: CallArgs<Name>
): Promise<CallResult<Name>> {
  const answer = await ask(adder, name, ...args);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.detail ?? ''}`);
  return answer.value;
}
