import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execProgram, rawSafe, type RawPaste } from '../../../src/engine/protocol/exec';
import { bytes, everySplit, INTERRUPT, runMachine, TIMEOUT } from './run-machine';

const ASK = '\x05A\x01';
const WINDOW = 'R\x01\x20\x00\x01'; // 32 bytes, and the first acknowledgement

function program(
  source: string,
  rawPaste: RawPaste = 'unknown',
  plainLimit = 200,
  inFlight = Infinity,
) {
  return execProgram({ source: bytes(source), rawPaste, plainLimit, inFlight });
}

function stderr(result: { stderr: Uint8Array } | undefined): string | undefined {
  return result && Buffer.from(result.stderr).toString('latin1');
}

describe('a short program by the plain raw REPL', () => {
  const answer = 'OK2\r\n\x04\x04>';

  it('is not interrupted when it has ended and only its prompt is on the way', () => {
    const told = runMachine(program('x'), ['OK2\r\n\x04\x04', INTERRUPT, '>']);
    expect(told.sent).toBe('x\x04');
    expect(stderr(told.result)).toBe('');
  });

  it('goes out in one write and ends with its output, however the answer is cut', () => {
    for (const split of everySplit(answer)) {
      const told = runMachine(program('print(1+1)'), split);
      expect(told).toMatchObject({
        sent: 'print(1+1)\x04',
        output: '2\r\n',
        started: true,
        rest: '',
      });
      expect(stderr(told.result)).toBe('');
    }
  });

  it('gives the traceback apart from the output', () => {
    for (const split of everySplit('OKa\r\n\x04Traceback\r\nValueError: x\r\n\x04>')) {
      const told = runMachine(program('x'), split);
      expect(told.output).toBe('a\r\n');
      expect(stderr(told.result)).toBe('Traceback\r\nValueError: x\r\n');
    }
  });

  it('leaves what comes behind the prompt to the next reader', () => {
    expect(runMachine(program('x'), [`${answer}late`]).rest).toBe('late');
  });

  it('fails on an answer that is not OK', () => {
    for (const answer of ['K1\r\n', 'O1\r\n', 'XK1', 'OX1', 'OOK', '\x04', 'OKAY'.slice(1)])
      expect(runMachine(program('x'), [answer]).failure).toMatchObject({ reason: 'unexpected' });
    const told = runMachine(program('x'), ['>>> x', TIMEOUT]);
    expect(told.failure).toMatchObject({ reason: 'unexpected' });
    expect(told.unread).toBe('>>> x');
  });

  it('passes on what a callback prints in front of the answer, in whole lines', () => {
    for (const split of everySplit(`tick 1\r\ntick 2\r\n${answer}`)) {
      const told = runMachine(program('x'), split);
      expect(told.output).toBe('2\r\n');
      expect(told.discarded).toBe('tick 1\r\ntick 2\r\n');
    }
  });

  it('passes on a banner of the raw REPL that comes late', () => {
    for (const split of everySplit(`\r\nraw REPL; CTRL-B to exit\r\n>${answer}`))
      expect(runMachine(program('x'), split).output).toBe('2\r\n');
  });

  it('fails when nothing answers, and not while the program runs', () => {
    expect(runMachine(program('x'), [TIMEOUT]).failure).toMatchObject({ reason: 'timeout' });
    expect(runMachine(program('x'), ['OK']).timer).toBeUndefined();
  });

  it('interrupts only once the program runs: earlier, Ctrl-C and Ctrl-D would reset the board', () => {
    const before = runMachine(program('x'), [INTERRUPT]);
    expect(before.sent).toBe('x\x04');
    const after = runMachine(program('x'), [INTERRUPT, 'OK']);
    expect(after.sent).toBe('x\x04\x03');
  });
});

describe('raw paste', () => {
  const source = 'x'.repeat(100);

  it('keeps inside the window and ends with 04, however the answers are cut', () => {
    // 32 bytes of window and one acknowledgement: 64 may go, then 32 for each further one.
    const answer = `${WINDOW}\x01\x01\x04out\x04err\x04>`;
    for (const split of everySplit(answer)) {
      const told = runMachine(program(source, 'unknown', 10), split);
      expect(told.sent).toBe(`${ASK}${source}\x04`);
      expect(told.output).toBe('out');
      expect(stderr(told.result)).toBe('err');
      expect(told.result?.rawPaste).toBe('yes');
    }
    const partly = runMachine(program(source, 'yes', 10), [WINDOW]);
    expect(partly.sent).toBe(`${ASK}${'x'.repeat(64)}`);
  });

  it('never sends more than the board has room for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 40 }),
        (length, size, acks) => {
          const machine = program('y'.repeat(length), 'yes', 0);
          const answers = [`R\x01${String.fromCharCode(size & 255, size >> 8)}\x01`];
          for (const count of acks) answers.push('\x01'.repeat(count));
          let granted = 2 * size;
          for (let upTo = 1; upTo <= answers.length; upTo++) {
            if (upTo > 1) granted += size * (acks[upTo - 2] ?? 0);
            const { sent } = runMachine(machine, answers.slice(0, upTo));
            const payload = sent.slice(ASK.length).split('\x04')[0] ?? '';
            expect(payload.length).toBe(Math.min(length, granted));
            if (payload.length === length) break;
          }
        },
      ),
    );
  });

  it('never has more on its way than the link carries, the end mark included', () => {
    const size = 128;
    const answers = ['R\x01\x80\x00\x01', ...Array<string>(20).fill('\x01')];
    for (const length of [127, 128, 254, 255, 256, 257, 382, 383, 384, 1000]) {
      const machine = program('y'.repeat(length), 'yes', 0, 255);
      const ends = answers.map((_, at) => {
        const sent = runMachine(machine, answers.slice(0, at + 1)).sent.length - ASK.length;
        expect(sent - at * size).toBeLessThanOrEqual(255);
        return sent;
      });
      expect(ends.at(-1)).toBe(length + 1);
    }
  });

  it('fills the window where the link carries less, for a board that took less says nothing', () => {
    const machine = program('y'.repeat(300), 'yes', 0, 20);
    const sent = ['\x01', '\x01\x01', '\x01\x01\x01'].map(
      (acks) => runMachine(machine, [`R\x01\x80\x00${acks}`]).sent.length - ASK.length,
    );
    expect(sent).toEqual([128, 256, 301]);
  });

  it('stops sending when the board finds a syntax error early', () => {
    for (const split of everySplit(`${WINDOW}\x04\x04SyntaxError\r\n\x04>`)) {
      const told = runMachine(program(source, 'yes', 10), split);
      expect(told.sent.startsWith(ASK)).toBe(true);
      expect(told.sent.endsWith('\x03')).toBe(true);
      expect(told.sent).not.toContain('x'.repeat(65));
      expect(stderr(told.result)).toBe('SyntaxError\r\n');
    }
  });

  it('is abandoned by Ctrl-C while the source goes out', () => {
    const told = runMachine(program(source, 'yes', 10), [
      WINDOW,
      INTERRUPT,
      '\x04\x04KeyboardInterrupt\r\n\x04>',
    ]);
    expect(told.sent).toBe(`${ASK}${'x'.repeat(64)}\x03`);
    expect(stderr(told.result)).toBe('KeyboardInterrupt\r\n');
  });

  it('is abandoned even before the board has answered', () => {
    const told = runMachine(program(source, 'yes', 10), [INTERRUPT, WINDOW, '\x04\x04K\x04>']);
    expect(told.sent).toBe(`${ASK}\x03`);
    expect(stderr(told.result)).toBe('K');
  });

  it('is abandoned with acknowledgements on their way', () => {
    const told = runMachine(program(source, 'yes', 10), [
      WINDOW,
      INTERRUPT,
      '\x01',
      '\x01\x04\x04K\x04>',
    ]);
    expect(told.sent).toBe(`${ASK}${'x'.repeat(64)}\x03`);
    expect(stderr(told.result)).toBe('K');
  });

  it.each([
    ['\r\nraw REPL; CTRL-B to exit\r\n>', ''],
    ['R\x00>', '>'],
  ])('is over when it is cancelled and the board answers %j: nothing was sent', (refusal, rest) => {
    const told = runMachine(program(source, 'unknown', 10), [INTERRUPT, refusal]);
    expect(told).toMatchObject({ sent: ASK, started: false, rest });
    expect(told.result).toMatchObject({ rawPaste: 'no' });
    expect(stderr(told.result)).toBe('');
  });

  it.each([
    ['firmware before 1.14', '\r\nraw REPL; CTRL-B to exit\r\n>'],
    ['understood, unsupported, with a prompt', 'R\x00>'],
    ['understood, unsupported, without one', 'R\x00'],
  ])('falls back to the plain raw REPL: %s', (_, refusal) => {
    for (const split of everySplit(`${refusal}OKhi\x04\x04>`)) {
      const told = runMachine(program(source, 'unknown', 10), split);
      expect(told.sent).toBe(`${ASK}${source}\x04`);
      expect(told.output).toBe('hi');
      expect(told.result?.rawPaste).toBe('no');
    }
  });

  it('is not asked again on firmware that has none', () => {
    expect(runMachine(program(source, 'no', 10), []).sent).toBe(`${source}\x04`);
  });

  it('carries sources that hold commands of the raw REPL', () => {
    expect(runMachine(program('a\x01b'), []).sent).toBe(ASK);
    expect(rawSafe(bytes('a\x01b'))).toBe(true);
    expect(rawSafe(bytes('a\x03b'))).toBe(false);
    expect(rawSafe(bytes('a\x04b'))).toBe(false);
  });
});

describe('a program that prints the byte 04', () => {
  it.each([
    ['in the middle, ending well', 'a\x04b\x04\x04>', 'a\x04b', ''],
    ['in the middle, ending with an error', 'a\x04b\x04err\x04>', 'a\x04b', 'err'],
    ['twice', 'a\x04b\x04c\x04\x04>', 'a\x04b\x04c', ''],
  ])('loses nothing: %s', (_, answer, output, errors) => {
    for (const split of everySplit(`OK${answer}`)) {
      const told = runMachine(program('x'), split);
      expect(told.output).toBe(output);
      expect(stderr(told.result)).toBe(errors);
    }
  });

  it('shows what it prints afterwards although it runs on', () => {
    expect(runMachine(program('x'), ['OKa\x04b', TIMEOUT]).output).toBe('a\x04b');
    const long = 'c'.repeat(70_000);
    expect(runMachine(program('x'), ['OKa\x04', long]).output).toBe(`a\x04${long}`);
  });
});

describe('silence behind what the end marks are with one byte damaged', () => {
  it.each([
    ['the first 04 lost', 'a\r\n\x04>'],
    ['the first 04 changed', 'a\r\nX\x04>'],
    ['the second 04 lost', 'a\r\n\x04>'],
    ['the second 04 changed', 'a\r\n\x04X>'],
    ['the first 04 lost, with an error', 'a\r\nTraceback\r\nE\r\n\x04>'],
    ['the second 04 lost, with an error', 'a\r\n\x04Traceback\r\nE\r\n>'],
    ['the second 04 changed, with an error', 'a\r\n\x04Traceback\r\nE\r\nX>'],
    ['">" lost', 'a\r\n\x04\x04'],
    ['">" changed', 'a\r\n\x04\x04X'],
  ])('is told within 2 s: %s', (_, answer) => {
    for (const split of everySplit(`OK${answer}`)) {
      expect(runMachine(program('x'), split).timer).toBe(2000);
      expect(runMachine(program('x'), [...split, TIMEOUT]).failure).toMatchObject({
        reason: 'unexpected',
      });
    }
  });

  it.each(['\x04', '\x04b', '\x04b\r\n', '\x04a > b', '\x04\r\n..>'])(
    'is nothing of the kind behind %j, which a program printed',
    (printed) => {
      const told = runMachine(program('x'), [`OKa${printed}`, TIMEOUT]);
      expect(told.output).toBe(`a${printed}`);
      expect(told.failure).toBeUndefined();
      expect(told.timer).toBeUndefined();
      expect(
        runMachine(program('x'), [`OKa${printed}`, TIMEOUT, 'c\x04\x04>']).result,
      ).toBeDefined();
    },
  );

  it('gives what it held to the next reader', () => {
    expect(runMachine(program('x'), ['OKa\x04>', TIMEOUT]).unread).toBe('\x04>');
    expect(runMachine(program('x'), ['OKa\x04b\x04', TIMEOUT]).unread).toBe('\x04b\x04');
  });
});

describe('a program that resets the board', () => {
  const raw = '\r\nraw REPL; CTRL-B to exit\r\n>';

  it.each(['MPY: soft reboot', '\r\nMPY: soft reboot', 'soft reboot'])(
    'softly, by SystemExit, ends well, and what boot.py prints is no output: %j',
    (line) => {
      for (const split of everySplit(`OKbye\r\n\x04\x04${line}\r\nfrom boot${raw}`)) {
        const told = runMachine(program('x'), split);
        expect(told.output).toBe('bye\r\n');
        expect(told.discarded).toContain('from boot');
        expect(stderr(told.result)).toBe('');
        expect(told.rest).toBe('');
      }
    },
  );

  it('in the middle of a packet is told all the same', () => {
    const told = runMachine(program('x'), [`OKbye${raw}${'more '.repeat(100)}`]);
    expect(told.failure).toMatchObject({ reason: 'unexpected' });
  });

  it('softly, and does not come back, is told', () => {
    const told = runMachine(program('x'), ['OK\x04\x04MPY: soft reboot\r\nboo', TIMEOUT]);
    expect(told.failure).toMatchObject({ reason: 'timeout' });
    const stopped = runMachine(program('x'), ['OK\x04\x04MPY: soft reboot\r\nboo', INTERRUPT]);
    expect(stopped.sent).toBe('x\x04\x03');
  });

  it('wholly is told when the friendly prompt is there', () => {
    const greeting =
      'MicroPython v1.27.0 on 2025-12-10; Board\r\nType "help()" for more information.\r\n>>> ';
    for (const split of everySplit(`OKets Jul 29 2019\r\n${greeting}`)) {
      const told = runMachine(program('x'), split);
      expect(told.output).toBe(`ets Jul 29 2019\r\n${greeting}`);
      expect(told.failure).toMatchObject({ reason: 'reset' });
    }
  });
});

describe('deadlines', () => {
  it('an answer has 2.5 s, and a millisecond for each byte that has to get there first', () => {
    expect(runMachine(program('x'), []).timer).toBe(2501);
    expect(runMachine(program('x'.repeat(50_000), 'no'), []).timer).toBe(52_500);
    expect(runMachine(program('x'.repeat(500)), []).timer).toBe(2500);
    expect(runMachine(program('x'.repeat(500)), [WINDOW]).timer).toBe(2500);
  });

  it.each(['', 'R', 'R\x01\x20', 'R\x01\x20\x00', 'noise\r\n', WINDOW])(
    'raw paste that stands still behind %j ends in an error',
    (answer) => {
      const told = runMachine(program('x'.repeat(500)), [answer, TIMEOUT]);
      expect(told.failure).toMatchObject({
        reason: answer === '' || answer === WINDOW ? 'timeout' : 'unexpected',
      });
    },
  );
});
