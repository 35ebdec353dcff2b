import { describe, expect, it } from 'vitest';
import { withoutFriendlyBanner } from '../../../src/engine/protocol/banner';
import { leaveRaw } from '../../../src/engine/protocol/leave-raw';
import { resetRaw } from '../../../src/engine/protocol/reset-raw';
import { everySplit, INTERRUPT, runMachine, TIMEOUT } from './run-machine';

const BANNER =
  '\r\nMicroPython v1.27.0 on 2025-12-10; Board\r\nType "help()" for more information.\r\n';
const RAW = 'raw REPL; CTRL-B to exit\r\n>';

describe('leaving the raw REPL', () => {
  it('takes one Ctrl-B and ends at the prompt, however the answer is cut', () => {
    for (const split of everySplit(`${BANNER}>>> late`)) {
      const told = runMachine(leaveRaw(), split);
      expect(told).toMatchObject({ sent: '\x02', rest: 'late' });
      expect(Buffer.from(told.result?.before ?? '').toString()).toBe(BANNER);
    }
  });

  it('asks again where the Ctrl-B or the prompt was lost, and gives up within 2 s', () => {
    expect(runMachine(leaveRaw(), [TIMEOUT, `${BANNER}>>> `])).toMatchObject({ sent: '\x02\x02' });
    expect(runMachine(leaveRaw(), [`${BANNER}>> `, TIMEOUT, `${BANNER}>>> `]).result).toBeDefined();
    const told = runMachine(leaveRaw(), ['word', TIMEOUT, TIMEOUT, TIMEOUT]);
    expect(told.failure).toMatchObject({ reason: 'timeout' });
    expect(told.unread).toBe('word');
  });

  it('sends nothing more when interrupted, and holds little of a flood', () => {
    expect(runMachine(leaveRaw(), [INTERRUPT, `${BANNER}>>> `]).sent).toBe('\x02');
    expect(runMachine(leaveRaw(), ['x'.repeat(10_000)]).discarded).toHaveLength(10_000 - 4096);
  });

  it.each([
    [BANNER, ''],
    [`${BANNER}tick\r\n`, 'tick\r\n'],
    [`tick\r\n${BANNER}`, 'tick\r\n'],
    ['\r\nPycom MicroPython 1.20.2 [v1.11] on 2021-01-01; FiPy with ESP32\r\n', ''],
    ['\r\nAdafruit CircuitPython 9.0.0 on 2024-03-19; Board with samd21\r\n', ''],
    ['\r\n', ''],
  ])('what a callback printed is told from the banner: %j', (said, left) => {
    expect(withoutFriendlyBanner(said)).toBe(left);
  });
});

describe('a soft reset in the raw REPL', () => {
  it.each(['OK\r\nMPY: soft reboot\r\n', 'OK\r\nsoft reboot\r\n', 'OK\nMPY: soft reboot\n'])(
    'passes on what boot.py prints, and nothing of its own: %j',
    (line) => {
      for (const split of everySplit(`${line}from boot\r\nraw RE${RAW}late`)) {
        const told = runMachine(resetRaw(), split);
        expect(told).toMatchObject({
          sent: '\x04',
          discarded: 'from boot\r\nraw RE',
          rest: 'late',
        });
      }
    },
  );

  it('passes on what comes in front of it, as it comes where it is much', () => {
    const told = runMachine(resetRaw(), [`tick\r\nOK\r\nMPY: soft reboot\r\n${RAW}`]);
    expect(told.discarded).toBe('tick\r\n');
    expect(runMachine(resetRaw(), ['x'.repeat(10_000)]).discarded).toHaveLength(10_000 - 4096);
  });

  it('stops boot.py with Ctrl-C, and has a deadline for each part', () => {
    expect(runMachine(resetRaw(), ['OK\r\nMPY: soft reboot\r\n', INTERRUPT]).sent).toBe('\x04\x03');
    expect(runMachine(resetRaw(), []).timer).toBe(3000);
    const told = runMachine(resetRaw(), ['OK\r\nMPY: soft reboot\r\nraw', TIMEOUT]);
    expect(told.failure).toMatchObject({
      reason: 'timeout',
      during: 'waiting for the end of boot.py',
    });
    expect(told.unread).toBe('raw');
    expect(runMachine(resetRaw(), ['OK', TIMEOUT])).toMatchObject({ unread: 'OK' });
  });
});
