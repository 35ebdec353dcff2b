// What boards print, on its way to their screens. Each part is answered when it has been drawn, not before: main holds a board
// back that prints faster than the window can show. Output that nobody will show is answered at once.

import type { BoardId } from '../../ipc/contract';
import { useAdder } from '../bridge/adder';

export interface Screen {
  /** Calls back when the bytes are drawn. */
  readonly write: (bytes: Uint8Array, drawn: () => void) => void;
}

/** `later`: the board is being connected, and what it is called is not known yet. */
export type ScreenOf = (board: BoardId) => Screen | 'later' | undefined;

export interface OutputPump {
  /** To be called when a board has become known, or will not become known any more. */
  readonly lookAgain: () => void;
}

/** Ends with the component or scope that it is called in. */
export function pumpOutput(screenOf: ScreenOf): OutputPump {
  const adder = useAdder();
  let waiting: (readonly [BoardId, Uint8Array])[] = [];

  function take(board: BoardId, bytes: Uint8Array): void {
    const screen = screenOf(board);
    if (screen === 'later') {
      waiting.push([board, bytes]); // not answered, so that main bounds it
      return;
    }
    const taken = (): void => {
      adder.tell('consoleTaken', board, bytes.byteLength);
    };
    if (screen) screen.write(bytes, taken);
    else taken();
  }

  adder.on('consoleOutput', take);
  return {
    lookAgain() {
      const parts = waiting;
      waiting = [];
      for (const [board, bytes] of parts) take(board, bytes);
    },
  };
}
