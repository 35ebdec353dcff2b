import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optionCommand, type Verb } from '../../../../src/engine/protocol/telnet/framing';
import {
  answer,
  ask,
  BINARY,
  COM_PORT,
  NO_OPTIONS,
  statusOf,
  type Options,
} from '../../../../src/engine/protocol/telnet/options';

const ECHO = 1;
const verb = fc.constantFrom<Verb[]>('will', 'wont', 'do', 'dont');
const option = fc.oneof(fc.constantFrom(BINARY, ECHO, 3, COM_PORT), fc.nat(255));

/** What comes of a word, as text: `do 44`. */
function reply(options: Options, heard: Verb, about: number): string[] {
  return answer(options, heard, about).replies.map(name);
}

function name([, code = 0, about = 0]: Uint8Array): string {
  return `${({ 251: 'will', 252: 'wont', 253: 'do', 254: 'dont' } as Record<number, string>)[code] ?? '?'} ${about}`;
}

function parse(bytes: Uint8Array): [Verb, number] {
  const [word, about] = name(bytes).split(' ');
  return [word as Verb, Number(about)];
}

describe('telnet options', () => {
  it('that are wanted are agreed to once', () => {
    const first = answer(NO_OPTIONS, 'do', BINARY);
    expect(first.replies.map(name)).toEqual(['will 0']);
    expect(statusOf(first.options, 'us', BINARY)).toBe('on');
    expect(reply(first.options, 'do', BINARY)).toEqual([]);
  });

  it('that are not wanted are refused, and nothing is remembered', () => {
    const { options, replies } = answer(NO_OPTIONS, 'will', ECHO);
    expect(replies.map(name)).toEqual(['dont 1']);
    expect(options.size).toBe(0);
    expect(reply(NO_OPTIONS, 'do', 24)).toEqual(['wont 24']);
    expect(reply(NO_OPTIONS, 'wont', ECHO)).toEqual([]);
  });

  it('that were asked for need no further word when they are answered', () => {
    const asked = ask(NO_OPTIONS, 'us', COM_PORT);
    expect(asked.replies.map(name)).toEqual(['will 44']);
    const agreed = answer(asked.options, 'do', COM_PORT);
    expect(agreed.replies).toEqual([]);
    expect(statusOf(agreed.options, 'us', COM_PORT)).toBe('on');
    const refused = answer(asked.options, 'dont', COM_PORT);
    expect(refused.replies).toEqual([]);
    expect(statusOf(refused.options, 'us', COM_PORT)).toBe('refused');
  });

  it('can be taken back', () => {
    const { options } = answer(NO_OPTIONS, 'will', BINARY);
    const back = answer(options, 'wont', BINARY);
    expect(back.replies.map(name)).toEqual(['dont 0']);
    expect(statusOf(back.options, 'them', BINARY)).toBe('off');
  });

  it('never make more than one answer to a word, nor grow without bound', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(verb, option), { maxLength: 300 }), (words) => {
        let options = NO_OPTIONS;
        for (const [heard, about] of words) {
          const step = answer(options, heard, about);
          expect(step.replies.length).toBeLessThanOrEqual(1);
          options = step.options;
        }
        expect(options.size).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('come to rest between two that follow the same rules, whatever each asked for', () => {
    const wishes = fc.array(fc.tuple(fc.constantFrom('us' as const, 'them' as const), option), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(wishes, wishes, (first, second) => {
        const sides: [Options, Options] = [NO_OPTIONS, NO_OPTIONS];
        const under: [number, Uint8Array][] = [];
        for (const [index, asks] of [first, second].entries())
          for (const [side, about] of asks) {
            if (statusOf(sides[index] ?? NO_OPTIONS, side, about) !== 'off') continue;
            const step = ask(sides[index] ?? NO_OPTIONS, side, about);
            sides[index] = step.options;
            for (const word of step.replies) under.push([1 - index, word]);
          }
        let words = 0;
        for (let next = under.shift(); next; next = under.shift()) {
          words += 1;
          const [to, word] = next;
          const step = answer(sides[to] ?? NO_OPTIONS, ...parse(word));
          sides[to] = step.options;
          for (const reply of step.replies) under.push([1 - to, reply]);
        }
        expect(words).toBeLessThanOrEqual(2 * (first.length + second.length));
        for (const about of [BINARY, COM_PORT])
          expect(statusOf(sides[0], 'us', about) === 'on').toBe(
            statusOf(sides[1], 'them', about) === 'on',
          );
      }),
      { numRuns: 1000 },
    );
  });

  it('are written as RFC 855 says', () => {
    expect([...optionCommand('will', COM_PORT)]).toEqual([255, 251, 44]);
  });
});
