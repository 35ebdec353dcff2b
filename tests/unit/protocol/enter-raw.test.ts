import { describe, expect, it } from 'vitest';
import { enterRaw } from '../../../src/engine/protocol/enter-raw';
import { everySplit, INTERRUPT, runMachine, TIMEOUT, type Scripted } from './run-machine';

const BANNER = '\r\nraw REPL; CTRL-B to exit\r\n>';
const SYNC = "print('N')\x04";
const MARK = 'OKN\r\n\x04\x04>';

function enter(force: boolean, script: readonly Scripted[]) {
  return runMachine(enterRaw({ force, nonce: 'N' }), script);
}

describe('entering the raw REPL', () => {
  it('at an empty prompt takes one Ctrl-A, however the answer is cut', () => {
    for (const split of everySplit(BANNER)) {
      const told = enter(false, split);
      expect(told).toMatchObject({ sent: '\x01', rest: '' });
      expect(Buffer.from(told.result?.before ?? '').toString()).toBe('\r\n');
    }
  });

  it('from anywhere else takes Ctrl-C first, and gives back what the program printed', () => {
    for (const split of everySplit(`12\r\nKeyboardInterrupt: \r\n>>> ${BANNER}`)) {
      const told = enter(true, split);
      expect(told.sent).toBe('\x03\x01');
      expect(Buffer.from(told.result?.before ?? '').toString()).toContain('KeyboardInterrupt');
    }
  });

  it('answers a prompt that appears late, as after a boot, and synchronises', () => {
    const told = enter(true, [
      'ets Jul 29 2019 rst:0x1\r\n',
      TIMEOUT,
      'MicroPython v1.27.0 on 2025-12-10; ESP32\r\n>>> ',
      TIMEOUT,
      BANNER,
      `${BANNER}${MARK}`,
    ]);
    expect(told.sent).toBe(`\x03\x01\x03\x01\x01${SYNC}`);
    expect(told.result).toBeDefined();
    expect(told.rest).toBe('');
    expect(told.discarded).toContain('rst:0x1');
  });

  it('tries again when a program catches KeyboardInterrupt', () => {
    const told = enter(true, ['caught\r\n', TIMEOUT, 'caught\r\n', TIMEOUT, BANNER, MARK]);
    expect(told.sent).toBe(`\x03\x01\x03\x01\x03\x01${SYNC}`);
    expect(told.result).toBeDefined();
  });

  it('passes on what comes between the banner and its mark, but for more banners', () => {
    const told = enter(true, [TIMEOUT, BANNER, `${BANNER}tick\r\n${BANNER}tock\r\n${MARK}`]);
    expect(told.result).toBeDefined();
    expect(told.discarded).toBe('\r\n\r\ntick\r\n\r\ntock\r\n');
  });

  it('accepts the bare line ends of MicroPython as a process', () => {
    expect(enter(true, [TIMEOUT, BANNER, 'OKN\n\x04\x04>']).result).toBeDefined();
  });

  it('says silent when nothing was ever heard, timeout when something was', () => {
    const silence = [TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT];
    expect(enter(true, silence).failure).toMatchObject({ reason: 'silent' });
    expect(enter(true, ['boot', ...silence]).failure).toMatchObject({ reason: 'timeout' });
    expect(enter(false, [TIMEOUT]).failure).toMatchObject({ reason: 'silent' });
  });

  it('says no-raw-repl when prompts come and never the banner', () => {
    const prompt = ['\r\n>>> ', TIMEOUT];
    expect(enter(true, [...prompt, ...prompt, ...prompt, ...prompt]).failure).toMatchObject({
      reason: 'no-raw-repl',
    });
  });

  it('when cancelled tries nothing more, but still takes the answer', () => {
    for (const force of [false, true]) {
      const given = enter(force, [INTERRUPT, TIMEOUT]);
      expect(given.sent).toBe(force ? '\x03\x01' : '\x01');
      expect(given.failure).toMatchObject({ reason: 'silent' });
      expect(enter(force, [INTERRUPT, BANNER]).result).toBeDefined();
      expect(enter(force, [INTERRUPT, '\r\n>>> ', TIMEOUT]).failure).toBeDefined();
    }
  });

  it('holds little of a flood', () => {
    const told = enter(true, ['x'.repeat(100_000)]);
    expect(told.discarded.length).toBeGreaterThan(95_000);
  });
});
