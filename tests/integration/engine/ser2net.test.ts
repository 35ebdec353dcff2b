// The engine on a board in the network: a real ser2net in front of a MicroPython behind a pty, in both its modes.

import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import { startSer2net, whyNoSer2net, type Ser2net, type Ser2netMode } from '../../targets/ser2net';
import {
  startSerialBoard,
  whyMissing,
  type BoardOptions,
  type SerialBoard,
} from '../../targets/targets';
import { rejection, Shown, text } from './support';

interface Networked {
  readonly serial: SerialBoard;
  readonly server: Ser2net;
}

async function share(mode: Ser2netMode, options: BoardOptions = {}): Promise<Networked> {
  const serial = await startSerialBoard(options);
  onTestFinished(() => serial.stop());
  const server = await startSer2net(mode, serial.path);
  onTestFinished(() => server.stop());
  return { serial, server };
}

async function connect(
  address: string,
  deadlineMs = 20_000,
): Promise<{ board: Board; shown: Shown }> {
  const shown = new Shown();
  const transport = createTransport(address, { dataDirectory: '/nonexistent', holder: 'a test' });
  const signal = AbortSignal.timeout(deadlineMs);
  const board = await Board.connect(transport, { onConsole: shown.sink, signal });
  onTestFinished(() => board.close());
  return { board, shown };
}

const EVERY_BYTE = Buffer.from(Array.from({ length: 1024 }, (_, value) => value & 255));
/** What telnet would trip over: 0xFF alone, doubled, before its own commands, and line ends. */
const TELNET_WORDS = Buffer.from(
  '\xff\xff\xff\xf0\xff\xfa\x2c\x01\xff\xfb\x00\r\r\0\r\n\n\r\xff\xf4\x03\x04\x1c\xff',
  'latin1',
);

describeWithTarget(
  'a MicroPython behind ser2net',
  () => {
    describe.each([
      ['raw', 'tcp'],
      ['rfc2217', 'rfc2217'],
    ] as const)('in %s mode', (mode, scheme) => {
      it('runs programs and is stopped', async () => {
        const { server } = await share(mode);
        const { board, shown } = await connect(`${scheme}:127.0.0.1:${server.port}`);
        expect(board.mode).toBe('idle');
        expect(text((await board.exec('print("ä", 1+1)')).stdout)).toMatch(/^ä 2\r?\n$/);
        const run = board.run('print("go")\nwhile True: print("x" * 60)');
        await shown.until('go');
        await board.interrupt();
        expect((await run).stderr).toContain('KeyboardInterrupt');
        expect(await board.eval('6*7')).toBe('42');
      });

      it('takes and gives files of every byte value', async () => {
        const { server } = await share(mode);
        const { board } = await connect(`${scheme}:127.0.0.1:${server.port}`);
        for (const content of [
          EVERY_BYTE,
          Buffer.alloc(3000, 0xff),
          TELNET_WORDS,
          randomBytes(30_000),
        ]) {
          await board.files.write('/x.bin', content);
          expect(Buffer.compare(await board.files.read('/x.bin'), content)).toBe(0);
        }
      });

      it('loses nothing at the speed of a UART, which is slower than the bridge takes bytes', async () => {
        const uart = { rate: 11_520, latencyMs: 1, receiveBuffer: 255 };
        const { server } = await share(mode, uart);
        const { board } = await connect(`${scheme}:127.0.0.1:${server.port}`);
        const content = randomBytes(4000);
        await board.files.write('/x.bin', content);
        expect(Buffer.compare(await board.files.read('/x.bin'), content)).toBe(0);
        const program = `x = ${'1 + '.repeat(1000)}1\nprint(x)`;
        expect(text((await board.exec(program)).stdout)).toMatch(/^1001\r?\n$/);
      });

      it('passes every byte value of a program’s output', async () => {
        const { server } = await share(mode);
        const { board, shown } = await connect(`${scheme}:127.0.0.1:${server.port}`);
        await board.run(
          'import sys\nsys.stdout.buffer.write(bytes(i for i in range(256) if i != 4))\nprint("end")',
        );
        await shown.until('end');
        const sent = Buffer.from(Array.from({ length: 256 }, (_, value) => value)).filter(
          (byte) => byte !== 4,
        );
        expect(shown.text).toContain(Buffer.from(sent).toString('utf8'));
      });

      it('keeps running what runs while we go and come back', async () => {
        const { server } = await share(mode);
        const address = `${scheme}:127.0.0.1:${server.port}`;
        const first = await connect(address);
        const program =
          'import time\nn = 0\nwhile True:\n    n += 1\n    print("tick", n)\n    time.sleep_ms(20)\n';
        await first.board.files.write('/main.py', Buffer.from(program));
        await first.board.softReset();
        await first.shown.until('tick 2');
        await first.board.close();
        const { board, shown } = await connect(address);
        await shown.until(/tick [1-9]\d/);
        expect(board.mode).toBe('running');
      });

      it('is lost when the board is unplugged', async () => {
        const { server, serial } = await share(mode);
        const { board } = await connect(`${scheme}:127.0.0.1:${server.port}`);
        const running = rejection(board.run('while True: pass'));
        await serial.unplug();
        expect(await running).toMatchObject({ code: 'link-lost' });
        expect(board.mode).toBe('lost');
      });
    });

    it('is set to the rate of the address, over RFC 2217', async () => {
      const { server } = await share('rfc2217');
      const { board } = await connect(`baud=921600+rfc2217:127.0.0.1:${server.port}`);
      expect(await board.eval('6*7')).toBe('42');
    });

    it('says that somebody else has the port', async () => {
      const { server } = await share('rfc2217');
      const address = `rfc2217:127.0.0.1:${server.port}`;
      await connect(address);
      const error = await rejection(connect(address));
      expect(error).toMatchObject({
        code: 'port-failed',
        detail: expect.stringContaining('Port already in use'),
      });
    });

    it('is not taken for RFC 2217 in raw mode', async () => {
      const { server } = await share('raw');
      const error = await rejection(connect(`rfc2217:127.0.0.1:${server.port}`));
      expect(error).toMatchObject({ code: 'no-rfc2217' });
    });
  },
  whyMissing() || whyNoSer2net(),
);
