import { describe, expect, it } from 'vitest';
import { parseBanner } from '../../../src/engine/protocol/banner';
import { trackPrompt, UNKNOWN_PROMPT } from '../../../src/engine/protocol/prompt';
import { bytes, everySplit } from './run-machine';

describe('the prompt', () => {
  it.each([
    ['Type "help()"\r\n>>> ', 'idle'],
    ['>>> prin', 'typing'],
    ['>>> while True:\r\n... ', 'typing'],
    ['paste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== x = 1', 'typing'],
    ['>>> while 1: pass\r\n', 'running'],
    ['>>> 1\r\n2', 'running'],
    ['>>>', 'running'],
    ['x >>> ', 'running'],
  ])('after %j is %s, however it is cut', (text, state) => {
    for (const split of everySplit(text)) {
      const tracker = split.reduce((t, part) => trackPrompt(t, bytes(part)), UNKNOWN_PROMPT);
      expect(tracker.state).toBe(state);
    }
  });

  it('is unknown before the first byte', () => {
    expect(trackPrompt(UNKNOWN_PROMPT, bytes('')).state).toBe('unknown');
  });

  it('keeps little of a line without an end', () => {
    expect(trackPrompt(UNKNOWN_PROMPT, bytes('x'.repeat(5_000_000))).line.length).toBe(64);
  });
});

describe('the banner', () => {
  it.each([
    [
      'MicroPython v1.27.0 on 2025-12-10; Raspberry Pi Pico W with RP2040\r\nType "help()" for more information.\r\n>>> ',
      {
        implementation: 'MicroPython',
        version: '1.27.0',
        machine: 'Raspberry Pi Pico W with RP2040',
      },
    ],
    [
      '\r\nMicroPython v1.9.2-34-gd64154c73 on 2017-09-01; micro:bit v1.0.1 with nRF51822\r\n',
      {
        implementation: 'MicroPython',
        version: '1.9.2-34-gd64154c73',
        machine: 'micro:bit v1.0.1 with nRF51822',
      },
    ],
    [
      'Adafruit CircuitPython 9.2.1 on 2024-11-20; Adafruit Feather RP2040 with rp2040\r\n',
      {
        implementation: 'CircuitPython',
        version: '9.2.1',
        machine: 'Adafruit Feather RP2040 with rp2040',
      },
    ],
    ['hello; world\r\n', undefined],
  ])('%j', (text, facts) => {
    expect(parseBanner(text)).toEqual(facts);
  });
});
