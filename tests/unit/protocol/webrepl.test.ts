import { describe, expect, it } from 'vitest';
import {
  askVersion,
  awaitAnswer,
  fileRequest,
  receiveFile,
} from '../../../src/engine/protocol/webrepl-files';
import { awaitPasswordPrompt, sendPassword } from '../../../src/engine/protocol/webrepl-login';
import { passwordFault } from '../../../src/shared/webrepl';
import { bytes, everySplit, INTERRUPT, runMachine, TIMEOUT } from './run-machine';

describe('the login of WebREPL', () => {
  it('waits for the prompt, however it is cut', () => {
    for (const split of everySplit('Password: '))
      expect(runMachine(awaitPasswordPrompt(), split).result).toBe('prompt');
  });

  it('sends the password with a return, and takes its answer off the terminal', () => {
    for (const split of everySplit('\r\nWebREPL connected\r\n>>> ')) {
      const told = runMachine(sendPassword('abcd'), [...split, 'more']);
      expect(told).toMatchObject({ sent: 'abcd\r', result: 'connected', rest: 'more' });
    }
    for (const split of everySplit('\r\nAccess denied\r\n'))
      expect(runMachine(sendPassword('abcd'), split).result).toBe('denied');
  });

  it('does not wait for ever, whatever drips in, and an interrupt changes nothing', () => {
    for (const machine of [awaitPasswordPrompt(), sendPassword('abcd')]) {
      const timer = runMachine(machine, []).timer;
      expect(runMachine(machine, ['x', INTERRUPT, 'y'])).toMatchObject({ timer });
      expect(runMachine(machine, ['x', TIMEOUT]).failure).toMatchObject({ reason: 'timeout' });
      expect(runMachine(machine, ['x'.repeat(1025)]).failure).toMatchObject({
        reason: 'unexpected',
      });
    }
  });

  it('tells nobody the password', () => {
    expect(
      JSON.stringify(runMachine(sendPassword('geheim'), ['x', TIMEOUT]).failure),
    ).not.toContain('geheim');
  });

  it.each([
    ['', 'empty'],
    ['abcd', undefined],
    ['a', undefined],
    ['123456789', undefined],
    ['1234567890', 'too-long'],
    ['ääääx', undefined],
    ['äääää', 'too-long'],
    ['€€€', undefined],
    ['😀😀x', undefined],
    ['😀😀xy', 'too-long'],
  ])('knows how long a password may be: "%s"', (password, fault) => {
    expect(passwordFault(password)).toBe(fault);
  });
});

describe('a request of the file protocol', () => {
  it('is 82 bytes: "WA", kind, flags, offset, size, length of the name, name', () => {
    const request = Buffer.from(fileRequest('put', bytes('/a.py'), 0x01020304));
    expect(request.toString('hex')).toBe(
      '5741010000000000000000000403020105002f612e7079' + '00'.repeat(59),
    );
    expect(Buffer.from(fileRequest('get', bytes('b'))).toString('hex')).toBe(
      `57410200000000000000000000000000010062${'00'.repeat(63)}`,
    );
    expect(fileRequest('version')).toHaveLength(82);
    expect(fileRequest('version')[2]).toBe(3);
  });

  it('has no room for more than 63 bytes of a name or 32 bits of a size', () => {
    expect(fileRequest('put', new Uint8Array(63), 0xffff_ffff)[16]).toBe(63);
    expect(() => fileRequest('put', new Uint8Array(64))).toThrow(RangeError);
    expect(() => fileRequest('put', new Uint8Array(1), 2 ** 32)).toThrow(RangeError);
  });
});

describe('the answers of the file protocol', () => {
  const OK = 'WB\0\0';

  it('are "WB" and 0, however they are cut', () => {
    for (const split of everySplit(OK)) {
      const told = runMachine(awaitAnswer(bytes('?'), 'an answer'), split);
      expect(told).toMatchObject({ sent: '?', rest: '', timer: 15_000 });
      expect(told.failure).toBeUndefined();
    }
    expect(runMachine(awaitAnswer(undefined, 'x', 5), [OK + OK])).toMatchObject({
      sent: '',
      rest: OK,
      timer: 5,
    });
  });

  it.each(['WB\x01\0', 'WA', 'x', '\0'])('fail on anything else, at once: %j', (answer) => {
    const failure = { reason: 'unexpected' };
    expect(runMachine(awaitAnswer(undefined, 'x'), [answer]).failure).toMatchObject(failure);
    expect(runMachine(receiveFile(bytes('a')), [answer]).failure).toMatchObject(failure);
  });

  it('have a deadline, and an interrupt changes nothing', () => {
    for (const machine of [awaitAnswer(undefined, 'x'), receiveFile(bytes('a')), askVersion()])
      expect(
        runMachine<unknown, unknown>(machine as never, [INTERRUPT, TIMEOUT]).failure,
      ).toMatchObject({
        reason: 'timeout',
      });
  });

  it('tell a version', () => {
    for (const split of everySplit('\x01\x1b\x02'))
      expect(runMachine(askVersion(), split).result).toBe('1.27.2');
  });

  it('bring a file block by block, each asked for with 00, however they are cut', () => {
    const request = Buffer.from(fileRequest('get', bytes('a'))).toString('latin1');
    const answer = `${OK}\x03\0abc\x01\0d\0\0${OK}`;
    for (const split of everySplit(answer)) {
      const told = runMachine(receiveFile(bytes('a')), [...split, 'x']);
      expect(told).toMatchObject({
        sent: `${request}\0\0\0`,
        output: 'abcd',
        result: 4,
        rest: 'x',
      });
    }
    expect(runMachine(receiveFile(bytes('a')), [`${OK}\0\0${OK}`])).toMatchObject({
      output: '',
      result: 0,
    });
    expect(runMachine(receiveFile(bytes('a')), [`${OK}\0\0WX`]).failure).toMatchObject({
      reason: 'unexpected',
    });
  });
});
