import { describe, expect, it, vi } from 'vitest';
import type { LinkTraits } from '../../../src/engine/transport/transport';
import { arrive, connect, settled, useFakeTime } from './settled';
import { BANNER, replScript, ScriptedTransport } from './scripted-transport';

useFakeTime();

const UART: Partial<LinkTraits> = { resetsOnOpen: true };
const GREETING = BANNER.slice(2);

/** A board that hears nothing until it has booted, and then is at its prompt. */
function booting(bootMs: number, traits: Partial<LinkTraits>, rom = ''): ScriptedTransport {
  const script = replScript(
    (program) => `${/print\('?(.*?)'?\)/.exec(program)?.[1] ?? ''}\r\n\x04`,
  );
  let up = false;
  const transport = new ScriptedTransport((sent, say) => up && script(sent, say), traits, rom);
  setTimeout(() => {
    up = true;
    transport.say(GREETING);
  }, bootMs);
  return transport;
}

describe('a board that boots because its port was opened', () => {
  it.each([
    ['and says nothing meanwhile', ''],
    ['and whose ROM speaks first', 'ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET)\r\n'],
  ])('works at once, 3 s late, %s', async (_, rom) => {
    const transport = booting(3000, UART, rom);
    const board = await connect(transport);
    expect(board.mode).toBe(rom === '' ? 'silent' : 'running');
    expect(await settled(board.eval('42', { interrupt: true }))).toBe('42');
    expect(board.mode).toBe('idle');
    expect(board.facts).toMatchObject({ machine: 'Scripted board' });
  });

  it('works without a probe, as for a command that takes it over', async () => {
    const board = await connect(booting(3000, UART), undefined, { probe: false });
    expect(await settled(board.eval('42', { interrupt: true }))).toBe('42');
  });

  it('is idle when its prompt comes, without having been sent anything but the probe', async () => {
    const transport = booting(3000, UART);
    const board = await connect(transport);
    await vi.advanceTimersByTimeAsync(3000);
    await arrive();
    expect(board.mode).toBe('idle');
    expect(transport.sent).toBe('\x02');
  });
});

/** Prints all the time, whatever it is sent. */
function talking(traits: Partial<LinkTraits>): ScriptedTransport {
  const transport = new ScriptedTransport(() => undefined, traits, 'tick\r\n');
  const timer = (): void => {
    transport.say('tick\r\n');
    setTimeout(timer, 100);
  };
  setTimeout(timer, 100);
  return transport;
}

/** `settled` looks every 50 ms. */
const LOOKS_MS = 100;

describe('what says nothing', () => {
  it.each([
    ['on a UART that was just opened', UART, 0, 1500],
    ['on a UART, a while after opening', UART, 5000, 1500],
    ['on USB', { resetsOnOpen: false }, 0, 750],
    ['on a link that opening switches on', { resetsOnOpen: true, inFlight: Infinity }, 0, 750],
  ])(
    'is connected, and named within 2 s when somebody asks: %s',
    async (_, traits, later, connects) => {
      const started = performance.now();
      const board = await connect(new ScriptedTransport(() => undefined, traits));
      expect(board.mode).toBe('silent');
      expect(performance.now() - started).toBeLessThanOrEqual(connects + LOOKS_MS);
      await vi.advanceTimersByTimeAsync(later);
      const asked = performance.now();
      expect(await settled(board.eval('1', { interrupt: true }))).toEqual({ code: 'board-silent' });
      expect(performance.now() - asked).toBeLessThanOrEqual(2000 + LOOKS_MS);
    },
  );

  it('is named when it must be up, where it was taken over at once', async () => {
    const started = performance.now();
    const transport = new ScriptedTransport(() => undefined, UART);
    const board = await connect(transport, undefined, { probe: false });
    expect(await settled(board.eval('1', { interrupt: true }))).toEqual({ code: 'board-silent' });
    expect(performance.now() - started).toBeLessThanOrEqual(3500 + LOOKS_MS);
  });
});

describe('what talks on and on', () => {
  it('is named within 2 s when somebody asks, also on a UART that was just opened', async () => {
    const transport = talking(UART);
    const board = await connect(transport);
    expect(board.mode).toBe('running');
    const asked = performance.now();
    expect(await settled(board.eval('1', { interrupt: true }))).toEqual({
      code: 'program-unstoppable',
    });
    expect(performance.now() - asked).toBeLessThanOrEqual(2000 + LOOKS_MS);
  });
});

describe('the soft probe', () => {
  it('sends nothing to a program that goes on talking', async () => {
    const transport = talking({});
    let shown = '';
    const board = await connect(
      transport,
      (bytes) => void (shown += Buffer.from(bytes).toString()),
    );
    expect(board.mode).toBe('running');
    expect(transport.sent).toBe('');
    expect(shown).toMatch(/^(tick\r\n)+$/);
  });

  it('asks what said something once: that may be old', async () => {
    const transport = new ScriptedTransport(
      replScript(() => '\x04'),
      {},
      'old words\r\n',
    );
    const board = await connect(transport);
    expect(board.mode).toBe('idle');
    expect(transport.sent).toBe('\x02');
  });

  it.each([
    ['the echo of paste mode', '\x02', 'silent', '\x02'],
    ['raw paste that goes on', '\x01', 'silent', '\x02'],
    ['a cursor that moves in a half-typed line', '\b', 'idle', '\x02\x06'],
    ['words', 'what?\r\n', 'running', '\x02'],
  ])('takes %s for what it is', async (_, answer, mode, sent) => {
    const transport = new ScriptedTransport((keys, say) => keys === '\x02' && say(answer));
    const board = await connect(transport);
    expect(board.mode).toBe(mode);
    expect(transport.sent).toBe(sent);
    expect(await settled(board.eval('1'))).toEqual({
      code: mode === 'silent' ? 'board-silent' : 'board-busy',
    });
  });
});
