// rtc: what the clock of the board says, as Python prints it, or sets it to the time of the computer.

import { clockTuple, localClockTime } from '../../engine/board/clock';
import type { Context } from './context';

export async function doClock({ session, out, options }: Context, set: boolean): Promise<void> {
  if (set) {
    await session.use((board, operation) =>
      board.clock.set(() => localClockTime(new Date()), operation),
    );
    return;
  }
  const time = await session.use((board, operation) => board.clock.read(operation));
  await out.line(options.json ? JSON.stringify(time) : clockTuple(time));
}
