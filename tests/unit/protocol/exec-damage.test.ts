import { describe, expect, it } from 'vitest';
import { execProgram, type RawPaste } from '../../../src/engine/protocol/exec';
import type { Effect } from '../../../src/engine/protocol/machine';
import { PyexecBoard, type Ran } from './pyexec-board';

const TRACEBACK =
  'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nValueError: x\r\n';

type Damage = (byte: number) => number[];
type Direction = 'up' | 'down';

const DAMAGES: Record<string, Damage> = {
  dropped: () => [],
  doubled: (byte) => [byte, byte],
  ...Object.fromEntries(
    [1, 2, 4, 8, 16, 32, 64, 128, 5, 0xff].map((mask) => [
      `flipped by ${mask}`,
      (byte: number) => [byte ^ mask],
    ]),
  ),
  'turned into 01': () => [1],
  'turned into 03': () => [3],
  'turned into 04': () => [4],
  'turned into >': () => [0x3e],
  'turned into a line end': () => [0x0a],
};

interface Case {
  readonly source: string;
  readonly programs: ReadonlyMap<string, Ran>;
  readonly rawPaste: RawPaste;
  readonly plainLimit: number;
  readonly window: number;
  /** Ctrl-C when the program has printed this. */
  readonly interruptAt?: string;
}

interface Outcome {
  readonly kind: 'done' | 'failed' | 'hung';
  readonly output: string;
  readonly stderr: string;
  /** Bytes that travelled each way. */
  readonly up: string;
  readonly down: string;
  readonly waitedMs: number;
  readonly ran: readonly Ran[];
}

/** The machine talks to the board, and one byte in one direction is damaged. Time passes when nothing else happens. */
function converse(
  { source, programs, rawPaste, plainLimit, window }: Case,
  damaged?: { readonly direction: Direction; readonly at: number; readonly damage: Damage },
): Outcome {
  const machine = execProgram({
    source: Uint8Array.from(Buffer.from(source)),
    rawPaste,
    plainLimit,
    inFlight: 256,
  });
  const board = new PyexecBoard(programs, window);
  const travelled = { up: '', down: '' };
  const queue: { direction: Direction; byte: number }[] = [];
  let timer: number | undefined;
  let waitedMs = 0;
  let output = '';
  let end: { kind: 'done' | 'failed'; stderr: string } | undefined;

  const send = (direction: Direction, bytes: Iterable<number>): void => {
    for (const byte of bytes) {
      const at = travelled[direction].length;
      travelled[direction] += String.fromCharCode(byte);
      const hit = damaged?.direction === direction && damaged.at === at;
      for (const arrives of hit ? damaged.damage(byte) : [byte])
        queue.push({ direction, byte: arrives });
    }
  };
  const carryOut = (effects: readonly Effect<{ stderr: Uint8Array }>[]): void => {
    for (const effect of effects) {
      if (effect.kind === 'send') send('up', effect.bytes);
      else if (effect.kind === 'output') output += Buffer.from(effect.bytes).toString('latin1');
      else if (effect.kind === 'timer') timer = effect.ms;
      else if (effect.kind === 'done')
        end = { kind: 'done', stderr: Buffer.from(effect.result.stderr).toString('latin1') };
      else if (effect.kind === 'failed') end = { kind: 'failed', stderr: '' };
    }
  };

  let step = machine.start();
  carryOut(step.effects);
  while (!end) {
    const next = queue.shift();
    if (next?.direction === 'up') send('down', Buffer.from(board.hear(next.byte), 'latin1'));
    else if (next) {
      step = machine.next(step.state, { kind: 'bytes', bytes: Uint8Array.of(next.byte) });
      carryOut(step.effects);
    } else if (timer === undefined) break;
    else {
      waitedMs += timer;
      step = machine.next(step.state, { kind: 'timeout' });
      carryOut(step.effects);
    }
  }
  return {
    kind: end?.kind ?? 'hung',
    stderr: end?.stderr ?? '',
    output,
    ...travelled,
    waitedMs,
    ran: board.ran,
  };
}

function programs(source: string, out: string, err = ''): ReadonlyMap<string, Ran> {
  return new Map([[source, { out, err }]]);
}

const long = `${'x = 1\n'.repeat(25)}print(x)`;
const broken = `${'x = 1\n'.repeat(5)}?${'y = 2\n'.repeat(30)}`;

const CASES: Record<string, Case> = {
  'a short program that prints nothing': {
    source: 'x=1',
    programs: programs('x=1', ''),
    rawPaste: 'yes',
    plainLimit: 200,
    window: 32,
  },
  'a short program that prints': {
    source: 'print(12)',
    programs: programs('print(12)', '12\r\n'),
    rawPaste: 'yes',
    plainLimit: 200,
    window: 32,
  },
  'a short program with an error': {
    source: 'f()',
    programs: programs('f()', 'a\r\n', TRACEBACK),
    rawPaste: 'yes',
    plainLimit: 200,
    window: 32,
  },
  'a short program with nothing but an error': {
    source: 'f()',
    programs: programs('f()', '', TRACEBACK),
    rawPaste: 'yes',
    plainLimit: 200,
    window: 32,
  },
  'raw paste that prints': {
    source: long,
    programs: programs(long, '1\r\n'),
    rawPaste: 'unknown',
    plainLimit: 10,
    window: 32,
  },
  'raw paste that prints nothing': {
    source: long,
    programs: programs(long, ''),
    rawPaste: 'yes',
    plainLimit: 10,
    window: 32,
  },
  'raw paste with an error': {
    source: long,
    programs: programs(long, '', TRACEBACK),
    rawPaste: 'yes',
    plainLimit: 10,
    window: 128,
  },
  'raw paste that finds a syntax error early': {
    source: broken,
    programs: programs(long, ''),
    rawPaste: 'yes',
    plainLimit: 10,
    window: 32,
  },
  'raw paste on firmware that has none': {
    source: long,
    programs: programs(long, '1\r\n'),
    rawPaste: 'unknown',
    plainLimit: 10,
    window: 0,
  },
};

/** Where in what the board says is text of the program, which the raw REPL cannot check. */
function textPlaces(down: string, { out, err }: Ran): Set<number> {
  const end = `${out}\x04${err}\x04>`;
  const start = down.lastIndexOf(end);
  const places = new Set<number>();
  for (let at = 0; at < out.length; at++) places.add(start + at);
  for (let at = 0; at < err.length; at++) places.add(start + out.length + 1 + at);
  return places;
}

describe.each(Object.entries(CASES))('%s', (_, one) => {
  const clean = converse(one);

  it('works undamaged', () => {
    const expected = clean.ran.at(-1);
    expect(clean).toMatchObject({ kind: 'done', output: expected?.out, stderr: expected?.err });
    expect(clean.waitedMs).toBe(0);
  });

  it.each(Object.entries(DAMAGES))(
    'one byte from the board %s: told, or as sent',
    (name, damage) => {
      const ran = clean.ran.at(-1) ?? { out: '', err: '' };
      const text = textPlaces(clean.down, ran);
      for (let at = 0; at < clean.down.length; at++) {
        const told = converse(one, { direction: 'down', at, damage });
        const where = `${JSON.stringify(clean.down)} at ${at}`;
        expect(told.kind, where).not.toBe('hung');
        expect(told.waitedMs, where).toBeLessThanOrEqual(23_000);
        if (told.kind !== 'done' || text.has(at)) continue;
        // A doubled K of "OK" is a letter of the output as good as any.
        if (name === 'doubled' && clean.down[at] === 'K' && at < 80) continue;
        expect({ out: told.output, err: told.stderr }, where).toEqual(ran);
      }
    },
  );

  it.each(Object.entries(DAMAGES))(
    'one byte to the board %s: told, or what ran',
    (_name, damage) => {
      for (let at = 0; at < clean.up.length; at++) {
        const told = converse(one, { direction: 'up', at, damage });
        const where = `${JSON.stringify(clean.up)} at ${at}`;
        expect(told.kind, where).not.toBe('hung');
        expect(told.waitedMs, where).toBeLessThanOrEqual(23_000);
        if (told.kind !== 'done') continue;
        expect(told.ran, where).toContainEqual({ out: told.output, err: told.stderr });
      }
    },
  );
});
