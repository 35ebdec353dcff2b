import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USB_BOARD } from '../../../src/engine/transport/usb';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import { VIRTUAL_BOARD_PINS } from '../../../src/virtual-board';
import { describeCompliance, expectCode, type Behaviour } from './compliance';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';

let dataDirectory: string;

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'adder-virtual-'));
});
afterAll(() => rm(dataDirectory, { recursive: true }));

function board(name: string): Transport {
  return createTransport(`virtual:${name}`, { dataDirectory, holder: 'a test' });
}

/** The peers of compliance.ts as programs of the board, with bytes passed on as they are. */
const PROGRAMS: Record<Behaviour, string> = {
  echo: 'while True: w(r(1))',
  flood: [
    'r(1)',
    'for n in range(0, 1000000, 1000): w(bytes((i * 7 + (i >> 8)) & 255 for i in range(n, n + 1000)))',
    'while True: w(r(1))',
  ].join('\n'),
  deaf: 'while True: pass',
};

async function run(transport: Transport, program: string): Promise<void> {
  const receiver = new Receiver(transport);
  await receiver.text('>>> ');
  await transport.write(Buffer.from('\x01'));
  await receiver.text('raw REPL; CTRL-B to exit\r\n>');
  const code = `import micropython, sys
micropython.kbd_intr(-1)
r = sys.stdin.buffer.read
w = sys.stdout.buffer.write
print("ready")
${program}
`;
  await transport.write(Buffer.from(`${code}\x04`));
  await receiver.text('OKready\r\n');
  receiver.stop();
  if (program === PROGRAMS.flood) await transport.write(Buffer.from('\n'));
}

let boards = 0;

describeCompliance({
  name: 'a virtual board',
  rig: (behaviour) => {
    const transport = board(`board${String(++boards)}`);
    return Promise.resolve({
      transport,
      ready: () => run(transport, PROGRAMS[behaviour]),
      endPeer: () => expect.fail('it does not end'),
      dispose: () => Promise.resolve(),
    });
  },
  // a loop of Python for every byte
  largeBytes: 200_000,
  peerNeverEnds: true,
  refused: [
    {
      what: 'a board that somebody has',
      code: 'board-in-use',
      make: async () => {
        const other = board('taken');
        await other.open();
        holders.push(other);
        return board('taken');
      },
    },
  ],
});

const holders: Transport[] = [];
afterAll(() => Promise.all(holders.map((holder) => holder.close())));

describe('a virtual board', () => {
  it('names who has it', async () => {
    const first = board('one');
    await first.open();
    const error = await expectCode(board('one').open(), 'board-in-use');
    expect(error.detail).toContain('a test');
    await first.close();
    const second = board('one');
    await second.open();
    await second.close();
  });

  it('has the traits of a USB board, and goes on after a soft reset as one does', async () => {
    const transport = board('traits');
    expect(transport.link).toBe(USB_BOARD);
    await transport.open();
    const receiver = new Receiver(transport);
    await receiver.text('>>> ');
    await transport.write(Buffer.from('\x01'));
    await receiver.text('raw REPL; CTRL-B to exit\r\n>');
    await transport.write(Buffer.from('\x04'));
    await receiver.text('OK\r\nMPY: soft reboot\r\nraw REPL; CTRL-B to exit\r\n>');
    expect(transport.link).toBe(USB_BOARD);
    await transport.close();
  });

  it('shows its parts while it is open', async () => {
    const transport = board('parts');
    expect(transport.parts).toBeUndefined();
    await transport.open();
    const changed = new Promise<unknown>((resolve) => transport.parts?.onPins(resolve));
    await run(transport, 'from machine import Pin\nPin("LED", Pin.OUT).on()');
    await changed;
    const led = transport.parts?.pins().find(({ pin }) => pin === VIRTUAL_BOARD_PINS.led);
    expect(led).toMatchObject({ mode: 'out', value: 1 });
    await transport.close();
  });

  it('has no signals', () => {
    expect(board('x')).toHaveProperty('setSignals', undefined);
  });
});
