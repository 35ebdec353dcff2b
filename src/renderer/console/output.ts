// What boards print, on its way to the screen. Each part is answered when it has been drawn, not before: main holds a board
// back that prints faster than the window can show. Output that nobody will show is answered at once.

import { useAdder } from '../bridge/adder';

export interface Screen {
  /** Calls back when the bytes are drawn. */
  readonly write: (bytes: Uint8Array, drawn: () => void) => void;
}

/**
 * Ends with the component or scope that it is called in.
 *
 * @param isShown whether the console shows this board
 */
export function pumpOutput(
  screen: Screen,
  isShown: (board: string) => boolean,
  onOutput: () => void,
): void {
  const adder = useAdder();
  adder.on('consoleOutput', (board, bytes) => {
    const count = bytes.byteLength;
    const taken = (): void => {
      adder.tell('consoleTaken', board, count);
    };
    if (!isShown(board)) {
      taken();
      return;
    }
    screen.write(bytes, taken);
    onOutput();
  });
}
