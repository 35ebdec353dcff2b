// Every failure of a connection has words and one thing to do, and the facts of this computer make them exact.

import { describe, expect, it } from 'vitest';
import type { ConnectionFacts, PortFacts } from '../../../src/ipc/doctor';
import { diagnose, isConnectionCode } from '../../../src/renderer/doctor/diagnosis';
import { t, te } from '../../../src/renderer/i18n';
import { ERROR_CODES, type ErrorCode } from '../../../src/shared/errors';

const PORT: PortFacts = {
  path: '/dev/ttyACM0',
  forbidden: false,
  memberAtNextLogin: false,
  holders: [],
};
const facts = (port: Partial<PortFacts> = {}): ConnectionFacts => ({
  link: 'serial',
  place: '/dev/ttyACM0',
  port: { ...PORT, ...port },
});
const fix = { kind: 'group', command: 'sudo usermod -aG dialout ada', canAsk: true } as const;

function of(code: ErrorCode, about: ConnectionFacts, detail = '') {
  if (!isConnectionCode(code)) throw new Error(`the doctor does not know ${code}`);
  return diagnose(code, detail, about);
}

/** All that may end a connection or keep one from beginning, as src/shared/errors.ts groups them. */
const CONNECTION_CODES = [
  ...ERROR_CODES.slice(0, ERROR_CODES.indexOf('board-busy')),
  'board-silent',
  'no-raw-repl',
  'protocol-damaged',
  'no-response',
  'program-unstoppable',
] as const;

const LINKS = ['serial', 'network', 'webrepl', 'bluetooth', 'virtual', 'other'] as const;

describe('the doctor', () => {
  it.each(CONNECTION_CODES)('has two sentences and one action for %s, over each link', (code) => {
    for (const link of LINKS)
      for (const detail of ['', 'what was heard']) {
        const about = link === 'serial' ? facts() : { link, place: 'there' };
        const { id, values, remedy } = of(code, about, detail);
        for (const part of ['what', 'why']) {
          const key = `doctor.cases.${id}.${part}`;
          expect(te(key), key).toBe(true);
          const words = t(key, values);
          expect(words).toMatch(/[.:…]$|what was heard$|: $/);
          expect(words).not.toMatch(/[{}]/);
        }
        expect(te(`doctor.actions.${remedy.kind}`)).toBe(true);
      }
  });

  it('names the group, the command and a way to be allowed', () => {
    expect(of('port-denied', facts({ group: 'dialout', fix }))).toMatchObject({
      id: 'denied',
      values: { group: 'dialout' },
      remedy: { kind: 'permit', how: 'group' },
      command: 'sudo usermod -aG dialout ada',
    });
    expect(
      of('port-denied', facts({ group: 'dialout', fix: { ...fix, canAsk: false } })).remedy,
    ).toEqual({ kind: 'copy', text: 'sudo usermod -aG dialout ada' });
  });

  it('speaks of a new login only when one is needed', () => {
    expect(of('port-denied', facts({ group: 'dialout', memberAtNextLogin: true })).id).toBe(
      'deniedUntilLogin',
    );
    expect(of('port-denied', facts({ forbidden: true })).id).toBe('deniedToAll');
    expect(of('port-denied', facts({ group: 'disk' })).id).toBe('deniedToOthers');
  });

  it.each([
    [[], 'busy'],
    [[{ pid: 7, name: 'screen', own: false }], 'busyBy'],
    [[{ pid: 7, name: '', own: false }], 'busyByUnknown'],
    [[{ pid: 7, name: 'adder', own: true }], 'busyByAdder'],
    [[{ pid: 7, name: 'ModemManager', own: false }], 'busyByModemManager'],
  ])('says who holds a port: %j', (holders, id) => {
    expect(of('port-busy', facts({ holders })).id).toBe(id);
  });

  it('tells a board in its bootloader from one that is not there', () => {
    const bootloader = { vendorId: 0x2e8a, productId: 0x0003 };
    expect(of('port-not-found', { ...facts(), bootloader })).toMatchObject({
      id: 'bootloader',
      values: { name: 'Raspberry Pi Pico' },
      remedy: { kind: 'firmware', url: 'https://micropython.org/download/?port=rp2' },
    });
    expect(of('port-not-found', facts()).remedy).toEqual({ kind: 'find' });
  });

  it('asks a silent board before it says that there is no MicroPython, and then leads to firmware', () => {
    expect(of('board-silent', facts()).remedy).toEqual({ kind: 'stop' });
    const usb = { vendorId: 0x303a, productId: 0x1001 };
    expect(of('board-silent', facts({ usb }), 'Ctrl-C was sent')).toMatchObject({
      id: 'silent',
      remedy: { kind: 'firmware', url: 'https://micropython.org/download/?port=esp32' },
    });
  });

  it('offers a safe start for a program that does not let go', () => {
    expect(of('program-unstoppable', facts()).remedy).toEqual({ kind: 'safe-start' });
  });
});
