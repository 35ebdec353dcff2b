// A look at Adder where there is no display: an example runs on a virtual board, and the terminal shows what it prints and
// its LED. Ends with Ctrl-C, or by itself where nobody can press it.

import { Board } from '../engine/board/board';
import { dataDirectory } from '../engine/host/data-directory';
import { createTransport } from '../engine/transport/resolve';
import { isAdderError } from '../shared/errors';
import { VIRTUAL_BOARD_PINS } from '../virtual-board';
import example from '../../resources/examples/blink.py?raw';
import { describeFailure } from './failure';
import { Output } from './output';
import { watchSignals } from './signals';

const PROGRAM = 'adder';
/** A board of the demo's own, so that it disturbs nobody's files. */
const BOARD = 'virtual:demo';
/** How long it goes on where no Ctrl-C can come, ms. */
const UNATTENDED_MS = 10_000;

const end = new AbortController();
const out = new Output(process.stdout, () => end.abort());

async function demo(): Promise<void> {
  watchSignals(() => end.abort());
  const stops = out.isTerminal ? 'Ctrl-C stops it' : 'It stops after ten seconds';
  await out.text(
    `The example blink.py runs on a virtual board; ● and ○ show the board's LED. ${stops}.\n`,
  );
  const transport = createTransport(BOARD, {
    dataDirectory: dataDirectory(),
    holder: "Adder's demo",
  });
  const { signal } = end;
  const board = await Board.connect(transport, { signal, probe: false });
  if (!out.isTerminal) setTimeout(() => end.abort(), UNATTENDED_MS);
  const showLed = ledLines();
  transport.parts?.onPins((pins) => {
    for (const { pin, value } of pins) if (pin === VIRTUAL_BOARD_PINS.led) showLed(value);
  });
  try {
    const { stderr } = await board.exec(example, {
      signal,
      interrupt: true,
      onOutput: (bytes) => out.bytes(bytes),
    });
    await out.text(stderr);
  } finally {
    await board.close();
  }
}

/** One line a change. A program sets the same value again and again. */
function ledLines(): (value: 0 | 1) => void {
  let last: 0 | 1 | undefined;
  return (value) => {
    if (value === last) return;
    last = value;
    void out.text(value === 1 ? '● LED on\n' : '○ LED off\n');
  };
}

async function main(): Promise<number> {
  try {
    await demo();
    return 0;
  } catch (error) {
    if (isAdderError(error, 'aborted')) return 0;
    const { lines, advice, exitCode } = describeFailure(error, PROGRAM);
    process.stderr.write([...lines, ...advice, ''].join('\n'));
    return exitCode;
  } finally {
    await out.flush();
  }
}

void main().then((code) => process.exit(code));
