// Out of the raw REPL, and through a soft reset in it.

import { describe, expect, it } from 'vitest';
import { leaveRaw } from '../../../src/engine/protocol/leave-raw';
import { resetRaw } from '../../../src/engine/protocol/reset-raw';
import { everySplit, INTERRUPT, runMachine, TIMEOUT } from './run-machine';

const FRIENDLY = '\r\nMicroPython v1.27.0 on 2025-12-10; Board\r\nType "help()" for more.\r\n>>> ';
const RAW = 'raw REPL; CTRL-B to exit\r\n>';

describe('leaving the raw REPL', () => {
  it('ends at a prompt at the start of a line, however the answer is cut', () => {
    for (const split of everySplit(`${FRIENDLY}next`)) {
      const told = runMachine(leaveRaw(), split);
      expect(told).toMatchObject({ sent: '\x02', rest: 'next' });
      expect(Buffer.from(told.result?.before ?? '').toString()).toBe(FRIENDLY.slice(0, -4));
    }
  });

  it('does not take a prompt inside a line for one', () => {
    expect(runMachine(leaveRaw(), ['a >>> ']).result).toBeUndefined();
  });

  it('asks three times, whatever is heard, and gives up with what was', () => {
    const told = runMachine(leaveRaw(), ['?', TIMEOUT, INTERRUPT, TIMEOUT, '!', TIMEOUT]);
    expect(told.sent).toBe('\x02\x02\x02');
    expect(told.failure).toMatchObject({ reason: 'timeout', during: 'leaving the raw REPL' });
    expect(told.unread).toBe('?!');
  });

  it('finds the prompt behind a flood, of which it holds little', () => {
    const told = runMachine(leaveRaw(), ['x'.repeat(100_000), '\r\n>>> ']);
    expect(told.result).toBeDefined();
    expect(told.discarded).toHaveLength(100_000 - 4096);
  });
});

describe('a soft reset in the raw REPL', () => {
  it.each(['OK\r\nMPY: soft reboot\r\n', 'OK\r\nsoft reboot\r\n', 'MPY: soft reboot\r\n'])(
    'passes on what boot.py prints and nothing else: %j',
    (reboot) => {
      for (const split of everySplit(`${reboot}boot\r\n${RAW}next`)) {
        const told = runMachine(resetRaw(), split);
        expect(told).toMatchObject({ sent: '\x04', rest: 'next' });
        expect(told.discarded).toBe('boot\r\n');
        expect(told.failure).toBeUndefined();
      }
    },
  );

  it('fails when the board does not say that it resets, and when boot.py never ends', () => {
    const silent = runMachine(resetRaw(), ['OK', TIMEOUT]);
    expect(silent.failure).toMatchObject({ reason: 'timeout', during: 'a soft reset' });
    const endless = runMachine(resetRaw(), ['OK\r\nMPY: soft reboot\r\nwifi', TIMEOUT]);
    expect(endless.failure).toMatchObject({ during: 'waiting for the end of boot.py' });
    expect(endless.discarded).toBe('wifi');
  });

  it('waits longer for boot.py than for the reset, and from each sign of life anew', () => {
    expect(runMachine(resetRaw(), []).timer).toBe(3000);
    expect(runMachine(resetRaw(), ['MPY: soft reboot\r\n']).timer).toBe(10_000);
    expect(runMachine(resetRaw(), ['MPY: soft reboot\r\n', 'a']).timer).toBe(10_000);
  });

  it('interrupts a boot.py that lasts, and holds little of a flood in front of it', () => {
    const told = runMachine(resetRaw(), [
      'x'.repeat(100_000),
      'MPY: soft reboot\r\n',
      INTERRUPT,
      `KeyboardInterrupt: \r\n${RAW}`,
    ]);
    expect(told.sent).toBe('\x04\x03');
    expect(told.discarded).toBe(`${'x'.repeat(100_000)}KeyboardInterrupt: \r\n`);
    expect(told.rest).toBe('');
  });
});
