// How a call of the contract is written down: the schema of what the window gives, checked in main, and the type of the answer.

import type * as v from 'valibot';

export interface Call<Schema, Result> {
  readonly args: Schema;
  /** Only a type, never a value: main is trusted to answer what it declares. */
  readonly result?: () => Result;
}

export function call<const Schema extends v.GenericSchema<unknown, unknown[]>>(args: Schema) {
  return { returns: <Result>(): Call<Schema, Result> => ({ args }) };
}
