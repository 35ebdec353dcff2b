// Main's side of the contract, without Electron: takes what arrived from the window, checks it with the contract's
// schemas and answers calls with data. Who may call is not decided here (src/main/ipc.ts does).

import * as v from 'valibot';
import { AdderError, toAdderError } from '../shared/errors';
import {
  calls,
  eventsToMain,
  type Answer,
  type CallArgs,
  type CallName,
  type CallResult,
  type EventToMain,
  type EventToMainArgs,
} from './contract';

/** One function for every call of the contract: a missing one does not compile. */
export type CallHandlers = {
  readonly [Name in CallName]: (...args: CallArgs<Name>) => Promise<CallResult<Name>>;
};

/** One function for every event from the window. */
export type EventHandlers = {
  readonly [Name in EventToMain]: (...args: EventToMainArgs<Name>) => void;
};

/** Hears of what is a fault in Adder: requests that break the contract, and errors without a code. */
export type FaultReport = (name: string, error: unknown) => void;

function has<T extends object>(table: T, name: unknown): name is keyof T & string {
  return typeof name === 'string' && Object.hasOwn(table, name);
}

/** The payload as the contract wants it; rejects with `bad-request`, which names the place and not the value. */
function parse<Schema extends v.GenericSchema<unknown, unknown[]>>(
  schema: Schema,
  name: string,
  payload: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, payload, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new AdderError('bad-request', { detail: `${name}: ${v.getDotPath(issue) ?? 'arguments'}` });
}

/** A name from outside, for a message: never long, never more than a name. */
function printable(name: unknown): string {
  return typeof name === 'string' ? name.slice(0, 64) : typeof name;
}

export async function answerCall(
  handlers: CallHandlers,
  name: unknown,
  payload: unknown,
  report: FaultReport,
): Promise<Answer<unknown>> {
  try {
    if (!has(calls, name)) throw new AdderError('bad-request', { detail: printable(name) });
    // The schema of `name` made these arguments; TypeScript cannot follow that through the union of names.
    const handler = handlers[name] as (...args: readonly unknown[]) => Promise<unknown>;
    return { ok: true, value: await handler(...parse(calls[name].args, name, payload)) };
  } catch (thrown) {
    const error = toAdderError(thrown);
    if (error.code === 'internal' || error.code === 'bad-request') report(printable(name), thrown);
    return { ok: false, error: error.toData() };
  }
}

export function takeEvent(
  handlers: EventHandlers,
  name: unknown,
  payload: unknown,
  report: FaultReport,
): void {
  try {
    if (!has(eventsToMain, name)) throw new AdderError('bad-request', { detail: printable(name) });
    const handler = handlers[name] as (...args: readonly unknown[]) => void;
    handler(...parse(eventsToMain[name], name, payload));
  } catch (error) {
    report(printable(name), error);
  }
}
