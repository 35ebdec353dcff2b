import { describe, expect, it } from 'vitest';
import { withoutRawEntry } from '../../../src/engine/protocol/banner';
import { enterRaw } from '../../../src/engine/protocol/enter-raw';
import type { Machine } from '../../../src/engine/protocol/machine';
import { everySplit, INTERRUPT, runMachine, TIMEOUT, type Scripted } from './run-machine';

const BANNER = '\r\nraw REPL; CTRL-B to exit\r\n>';
const SYNC = "print('Nn1')\x04";
const MARK = 'OKNn1\r\n\x04\x04>';

function enter(force: boolean, script: readonly Scripted[]) {
  return runMachine(enterRaw({ force, nonce: 'N' }), script);
}

/** How long it waits where nothing is said, ms. */
function waited<State>(machine: Machine<State, unknown>): number {
  let total = 0;
  for (let step = machine.start(); ; step = machine.next(step.state, { kind: 'timeout' })) {
    if (step.effects.some(({ kind }) => kind === 'failed')) return total;
    for (const effect of step.effects) if (effect.kind === 'timer') total += effect.ms ?? 0;
  }
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
    expect(told.sent).toBe(`\x03\x01\x03\x03\x01\x01${SYNC}`);
    expect(told.result).toBeDefined();
    expect(told.rest).toBe('');
    expect(told.discarded).toContain('rst:0x1');
  });

  it('asks with another mark each time, so that the answers to all askings are behind it', () => {
    const again = "print('Nn2')\x04";
    const told = enter(true, [
      TIMEOUT,
      BANNER,
      TIMEOUT,
      `${BANNER}${MARK}`, // the first answer, late
      'OKNn2\r\n\x04\x04>',
    ]);
    expect(told.sent).toContain(SYNC);
    expect(told.sent.endsWith(again)).toBe(true);
    expect(told.result).toBeDefined();
    expect(told.rest).toBe('');
  });

  it('tries again, each time harder, when a program catches KeyboardInterrupt', () => {
    const told = enter(true, ['caught\r\n', TIMEOUT, 'caught\r\n', TIMEOUT, BANNER, MARK]);
    expect(told.sent).toBe(`\x03\x01\x03\x03\x01\x03\x03\x03\x03\x01${SYNC}`);
    expect(told.result).toBeDefined();
  });

  it('passes on what comes between the banner and its mark', () => {
    const told = enter(true, [TIMEOUT, BANNER, `${BANNER}tick\r\n${BANNER}tock\r\n${MARK}`]);
    expect(told.discarded).toBe('\r\n');
    const between = Buffer.from(told.result?.before ?? '').toString();
    expect(between).toBe(`${BANNER}tick\r\n${BANNER}tock\r\n`);
    expect(withoutRawEntry(between, false)).toBe('tick\r\ntock\r\n');
  });

  it('finds the mark behind a flood, of which it holds little', () => {
    const told = enter(true, [TIMEOUT, BANNER, 'x'.repeat(100_000), MARK]);
    expect(told.result).toBeDefined();
    const before = Buffer.from(told.result?.before ?? '').toString();
    expect(before.length).toBeLessThan(5000);
    expect((told.discarded + before).replaceAll('x', '').trim()).toBe('');
    expect((told.discarded + before).trim()).toHaveLength(100_000);
  });

  it('accepts the bare line ends of MicroPython as a process', () => {
    expect(enter(true, [TIMEOUT, BANNER, 'OKNn1\n\x04\x04>']).result).toBeDefined();
  });

  it('knows within 2 s that nobody answers', () => {
    const silence = [TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT];
    expect(enter(true, silence).failure).toMatchObject({ reason: 'silent' });
    expect(waited(enterRaw({ force: true, nonce: 'N' }))).toBe(2000);
    expect(enter(false, [TIMEOUT, TIMEOUT]).failure).toMatchObject({ reason: 'silent' });
  });

  it.each([
    [-100, 2000],
    [1999, 2000],
    [2100, 2100],
    [3500, 3500],
  ])('is patient with a board that may be booting for %d ms', (patienceMs, total) => {
    expect(waited(enterRaw({ force: true, nonce: 'N', patienceMs }))).toBe(total);
  });

  it('asks once more where the Ctrl-A or its answer was lost', () => {
    const told = enter(false, ['\r\nraw RXPL; CTRL-B to exit\r\n>', TIMEOUT, BANNER, MARK]);
    expect(told.sent).toBe(`\x01\x01${SYNC}`);
    expect(told.result).toBeDefined();
  });

  it.each([
    ['an echo', '\x03\x01', 'no-raw-repl', 'repeats'],
    ['a terminal that echoes', '^C^A', 'no-raw-repl', 'repeats'],
    ['a login', '\r\nDebian GNU/Linux 12 host ttyS0\r\n\r\nhost login: ', 'no-raw-repl', 'login'],
    ['noise', '\x00\xff\x13\x9aa\x80'.repeat(20), 'no-raw-repl', 'no text'],
    ['a program that goes on', 'caught\r\n', 'not-stopped', 'Ctrl-C'],
    [
      'a program that prints in another script',
      '\xe4\xbd\xa0\xe5\xa5\xbd '.repeat(20),
      'not-stopped',
      'Ctrl-C',
    ],
    ['a modem', 'ERROR\r\n', 'not-stopped', 'Ctrl-C'],
  ])('says what talks there, as far as its words betray it: %s', (_, said, reason, during) => {
    const told = enter(true, [said, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT]);
    expect(told.failure).toMatchObject({ reason, during: expect.stringContaining(during) });
    expect(told.unread).toBe(said);
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

describe('entering where late answers may come', () => {
  it('asks for the mark even behind a single Ctrl-A', () => {
    const machine = enterRaw({ force: true, nonce: 'N', late: true });
    const told = runMachine(machine, [`>>> ${BANNER}`, `\r\nMicroPython\r\n>>> ${BANNER}${MARK}`]);
    expect(told.sent).toBe(`\x03\x01${SYNC}`);
    expect(told.rest).toBe('');
    expect(told.result).toBeDefined();
  });
});
