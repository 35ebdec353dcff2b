import { describe, expect, it } from 'vitest';
import { clockTuple, localClockTime, type ClockTime } from '../../../src/engine/board/clock';
import { replScript, ScriptedTransport } from './scripted-transport';
import { connect, settled, useFakeTime } from './settled';

useFakeTime();

const NOON: ClockTime = {
  year: 2026,
  month: 2,
  day: 28,
  weekday: 5,
  hours: 12,
  minutes: 5,
  seconds: 9,
  subseconds: 123000,
};

describe('the clock of a board', () => {
  it('is read in the order of RTC.datetime', async () => {
    const answer = '(2026, 2, 28, 5, 12, 5, 9, 123000)\r\n\x04';
    const board = await connect(new ScriptedTransport(replScript(() => answer)));
    expect(await settled(board.clock.read())).toEqual(NOON);
    expect(clockTuple(NOON)).toBe('(2026, 2, 28, 5, 12, 5, 9, 123000)');
  });

  it('is set to what the time is in the turn of the board', async () => {
    const programs: string[] = [];
    const script = replScript((program) => {
      programs.push(program);
      return '\x04';
    });
    const board = await connect(new ScriptedTransport(script));
    let asked = 0;
    const before = board.exec('pass');
    const set = board.clock.set(() => {
      asked = programs.length;
      return NOON;
    });
    await settled(Promise.all([before, set]));
    expect(asked).toBe(1);
    expect(programs[1]).toBe(
      'import machine\nmachine.RTC().datetime((2026, 2, 28, 5, 12, 5, 9, 123000))',
    );
  });

  it('is missed with a code and the board’s last word', async () => {
    const trace = 'Traceback (most recent call last):\r\nAttributeError: no RTC\r\n';
    const board = await connect(new ScriptedTransport(replScript(() => `\x04${trace}`)));
    expect(await settled(board.clock.read())).toEqual({ code: 'no-clock' });
    await expect(board.clock.set(() => NOON)).rejects.toMatchObject({
      code: 'no-clock',
      detail: 'AttributeError: no RTC',
    });
  });

  it.each(['', '(1, 2)', 'None', '(1, 2, 3, 4, 5, 6, 7, __import__)', '[1, 2, 3, 4, 5, 6, 7, 8]'])(
    'that says %j is not believed',
    async (said) => {
      const board = await connect(new ScriptedTransport(replScript(() => `${said}\r\n\x04`)));
      expect(await settled(board.clock.read())).toEqual({ code: 'protocol-damaged' });
    },
  );
});

describe('the time of the computer for a clock', () => {
  it('is the local one, with Monday as 0', () => {
    const monday = new Date(2026, 1, 2, 3, 4, 5, 678);
    expect(clockTuple(localClockTime(monday))).toBe('(2026, 2, 2, 0, 3, 4, 5, 678000)');
    expect(localClockTime(new Date(2026, 1, 1)).weekday).toBe(6);
  });
});
