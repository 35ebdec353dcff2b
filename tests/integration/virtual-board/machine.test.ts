import { describe, expect, test } from 'vitest';
import type { PinState } from '../../../src/virtual-board';
import { VIRTUAL_BOARD_PINS } from '../../../src/virtual-board';
import type { Wire } from './wire';
import { startInRaw } from './wire';

async function run(wire: Wire, source: string): Promise<string> {
  const [output, error] = await wire.paste(`from machine import *\nimport time\n${source}`);
  expect(error).toBe('');
  return output.replaceAll('\r\n', '\n');
}

/** Resolves with the first report of a pin that fits. */
function reported(wire: Wire, fits: (state: PinState) => boolean): Promise<PinState> {
  return new Promise((resolve) => {
    const stop = wire.board.onPins((pins) => {
      const found = pins.find(fits);
      if (!found) return;
      stop();
      resolve(found);
    });
  });
}

describe('Pin', () => {
  test('the two named pins', () => {
    expect(VIRTUAL_BOARD_PINS).toEqual({ led: 25, button: 15 });
  });

  test('drives an output that the app sees', async () => {
    const wire = await startInRaw();
    expect(wire.board.pins()).toEqual([]);
    const on = reported(wire, (state) => state.value === 1);
    expect(await run(wire, 'p = Pin("LED", Pin.OUT)\np.on()\nprint(p.value(), p)')).toBe(
      '1 Pin(25, mode=OUT)\n',
    );
    expect(await on).toEqual({ pin: 25, mode: 'out', value: 1 });
    expect(wire.board.pins()).toEqual([{ pin: 25, mode: 'out', value: 1 }]);
    expect(
      await run(wire, 'p.toggle()\nprint(p())\np(1)\nprint(p())\np.off()\nprint(p.value())'),
    ).toBe('0\n1\n0\n');
    expect(wire.board.pins()).toEqual([{ pin: 25, mode: 'out', value: 0 }]);
  });

  test('the last of many changes is reported', async () => {
    const wire = await startInRaw();
    const last = reported(wire, (state) => state.pin === 5 && state.mode === 'in');
    await run(
      wire,
      'p = Pin(5, Pin.OUT)\nfor i in range(10000): p.toggle()\np.init(Pin.IN, Pin.PULL_UP)',
    );
    expect(await last).toEqual({ pin: 5, mode: 'in', value: 1 });
  });

  test('reads inputs with pulls, and the button is active low', async () => {
    const wire = await startInRaw();
    expect(
      await run(
        wire,
        'print(Pin(1, Pin.IN).value(), Pin(2, Pin.IN, Pin.PULL_UP).value(), Pin(3, Pin.IN, Pin.PULL_DOWN)())\n' +
          'b = Pin("BUTTON", Pin.IN, Pin.PULL_UP)\nprint(b.value(), Pin(15).value(), Pin("GP15") is not None)',
      ),
    ).toBe('0 1 0\n1 1 True\n');
    wire.board.setInput(VIRTUAL_BOARD_PINS.button, 0);
    expect(await run(wire, 'print(b.value())')).toBe('0\n');
    wire.board.setInput(VIRTUAL_BOARD_PINS.button, 1);
    expect(await run(wire, 'print(b.value(), Signal(b, invert=True).value())')).toBe('1 0\n');
  });

  test.each(['time.sleep(100)', 'pass', 'select.select([sys.stdin], [], [])'])(
    'interrupts a program that does: %s',
    async (idle) => {
      const wire = await startInRaw();
      await wire.send(
        'from machine import Pin\nimport time, sys, select\nn = 0\ndef pressed(p):\n  global n\n  n += 1\n' +
          '  print("irq", p.value())\n  if n == 2: raise SystemExit\n' +
          `Pin("BUTTON", Pin.IN, Pin.PULL_UP).irq(pressed)\nprint("go")\ntry:\n  while n < 2: ${idle}\n` +
          'except SystemExit: pass\x04',
      );
      await wire.until('go\r\n');
      wire.board.setInput(VIRTUAL_BOARD_PINS.button, 0);
      await wire.until('irq 0\r\n');
      wire.board.setInput(VIRTUAL_BOARD_PINS.button, 1);
      await wire.until('irq 1\r\n');
      await wire.send('\x03');
      await wire.until('\x04>');
    },
  );

  test('an edge that was not asked for calls nobody', async () => {
    const wire = await startInRaw();
    await wire.send(
      'from machine import Pin\nimport time\nl = []\nb = Pin("BUTTON")\n' +
        'b.irq(lambda p: l.append(p.value()), Pin.IRQ_RISING)\nprint("go")\n' +
        'while not l: time.sleep_ms(1)\nprint(l)\x04',
    );
    await wire.until('go\r\n');
    wire.board.setInput(15, 0);
    wire.board.setInput(15, 1);
    expect(await wire.outcome()).toEqual(['[1]\r\n', '']);
  });

  test('an error in a handler is printed and the program goes on', async () => {
    const wire = await startInRaw();
    await wire.send(
      'from machine import Pin\nimport time\ndef h(p): 1/0\nb = Pin("BUTTON")\nb.irq(h)\nprint("go")\n' +
        'while b.value(): time.sleep_ms(1)\nprint("end")\x04',
    );
    await wire.until('go\r\n');
    wire.board.setInput(15, 0);
    const [output] = await wire.outcome();
    expect(output).toContain('ZeroDivisionError: divide by zero\r\n');
    expect(output.endsWith('end\r\n')).toBe(true);
  });

  test('a soft reset lets go of the pins', async () => {
    const wire = await startInRaw();
    await run(wire, 'Pin(5, Pin.OUT, value=1)');
    expect(wire.board.pins()).toEqual([{ pin: 5, mode: 'out', value: 1 }]);
    await wire.send('\x04');
    await wire.until('raw REPL; CTRL-B to exit\r\n>');
    expect(wire.board.pins()).toEqual([]);
  });
});

describe('PWM, ADC, Timer and the rest', () => {
  test('PWM shows its duty and frequency', async () => {
    const wire = await startInRaw();
    expect(
      await run(
        wire,
        'p = PWM(Pin("LED"), freq=1000, duty_u16=32768)\nprint(p.freq(), p.duty_u16(), p)',
      ),
    ).toBe('1000 32768 PWM(Pin(25), freq=1000, duty_u16=32768)\n');
    expect(wire.board.pins()).toEqual([
      { pin: 25, mode: 'pwm', value: 1, duty: 32768, frequency: 1000 },
    ]);
    await run(wire, 'p.duty_u16(0)');
    expect(wire.board.pins()).toEqual([
      { pin: 25, mode: 'pwm', value: 0, duty: 0, frequency: 1000 },
    ]);
  });

  test('ADC follows what is connected', async () => {
    const wire = await startInRaw();
    wire.board.setInput(26, 1);
    expect(
      await run(
        wire,
        'print(ADC(26).read_u16(), ADC(Pin(27)).read_u16(), 10000 < ADC(4).read_u16() < 20000)',
      ),
    ).toBe('65535 0 True\n');
  });

  test('timers fire while the program computes and sleeps', async () => {
    const wire = await startInRaw();
    expect(
      await run(
        wire,
        'l = []\nt = Timer(period=2, callback=lambda t: l.append(1))\nwhile len(l) < 3: pass\n' +
          'while len(l) < 6: time.sleep(1)\nt.deinit()\nn = len(l)\ntime.sleep_ms(10)\nprint(len(l) == n)\n' +
          'Timer(-1, mode=Timer.ONE_SHOT, period=1, callback=lambda t: l.append("once"))\n' +
          'while l[-1] != "once": time.sleep_ms(1)\ntime.sleep_ms(10)\nprint(l.count("once"))\n' +
          'Timer(freq=200, callback=lambda t: l.append(2))\nwhile l[-1] != 2: pass\nprint("end")',
      ),
    ).toBe('True\n1\nend\n');
  });

  test('time, ids and frequencies', async () => {
    const wire = await startInRaw();
    expect(
      await run(
        wire,
        'import os, neopixel\na = time.ticks_us()\ntime.sleep_us(3000)\n' +
          'print(time.ticks_diff(time.ticks_us(), a) >= 3000, len(unique_id()), freq())\n' +
          'print(os.uname().machine, os.uname().release)\n' +
          'n = neopixel.NeoPixel(Pin(8), 2)\nn[0] = (1, 2, 3)\nn.write()\nprint(n[0], len(n), bytes(n.buf))',
      ),
    ).toBe(
      'True 8 133000000\nAdder virtual board with WebAssembly 1.27.0\n' +
        "(1, 2, 3) 2 b'\\x02\\x01\\x03\\x00\\x00\\x00'\n",
    );
    expect((await wire.exec('time.sleep("x")'))[1]).toContain('TypeError');
  });
});
