// Connecting from a form: the form stays until the board is there, and shows itself why it is not.

import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import type { AdderError } from '../../../shared/errors';
import { useAdder } from '../../bridge/adder';
import { useProblems } from '../../problems/problems';
import { useBoards } from '../boards';

export interface Attempt {
  readonly connecting: Readonly<ShallowRef<boolean>>;
  readonly error: ShallowRef<AdderError | undefined>;
  /** Whether the board is there. */
  readonly connect: (address: string) => Promise<boolean>;
}

/** What is under way ends with the component that it is called in. */
export function useAttempt(): Attempt {
  const boards = useBoards();
  const connecting = shallowRef(false);
  const error = shallowRef<AdderError>();
  let current: string | undefined;

  async function connect(address: string): Promise<boolean> {
    if (connecting.value) return false;
    connecting.value = true;
    error.value = undefined;
    current = address;
    const failure = await boards.tryConnect(address);
    connecting.value = false;
    current = undefined;
    // Who gave no password knows that nothing was connected.
    if (failure?.code !== 'aborted') error.value = failure;
    return failure === undefined;
  }

  onScopeDispose(() => {
    const address = current;
    if (address !== undefined)
      void useProblems().guard(() => useAdder().call('cancelConnecting', address));
  });

  return { connecting, error, connect };
}
