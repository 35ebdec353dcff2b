// The command with a board in the network, behind a real ser2net.

import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithTarget } from '../../targets/describe';
import { startSer2net, whyNoSer2net, type Ser2net } from '../../targets/ser2net';
import { startSerialBoard, whyMissing, type SerialBoard } from '../../targets/targets';
import { Computer } from './command';

const computer = new Computer();
afterAll(() => computer.remove());

describeWithTarget(
  'the command on a board in the network',
  () => {
    let board: SerialBoard;
    let raw: Ser2net;
    let rfc2217: Ser2net;
    beforeAll(async () => {
      board = await startSerialBoard();
      raw = await startSer2net('raw', board.path);
      rfc2217 = await startSer2net('rfc2217', board.path);
    });
    afterAll(async () => {
      await raw.stop();
      await rfc2217.stop();
      await board.stop();
    });

    it('takes every spelling of its address', async () => {
      for (const address of [
        `tcp:127.0.0.1:${raw.port}`,
        `socket://127.0.0.1:${raw.port}`,
        `rfc2217:127.0.0.1:${rfc2217.port}`,
        `rfc2217://localhost:${rfc2217.port}`,
        `baud=9600+rfc2217:127.0.0.1:${rfc2217.port}`,
      ])
        expect(await computer.adder('connect', address, 'exec', 'print(1)')).toMatchObject({
          stdout: expect.stringMatching(/^1\r?\n$/),
          stderr: '',
          code: 0,
        });
    });

    it('says as mpremote does that the port is taken, and on a terminal why', async () => {
      const address = `rfc2217:127.0.0.1:${rfc2217.port}`;
      const first = await computer.start(
        'connect',
        address,
        'exec',
        'print("on")\nimport time\ntime.sleep(60)',
      );
      await first.printed('on');
      const second = await computer.onTerminal('connect', address, 'exec', '1');
      const { text, code } = await second.ended;
      first.child.kill('SIGTERM');
      await first.ended;
      expect(code).toBe(1);
      expect(text).toContain(
        `adder: failed to access ${address} (it may be in use by another program)\r\nport-failed: `,
      );
      expect(text).toContain('Port already in use');
    });
  },
  whyMissing() || whyNoSer2net(),
);

describe('the command on a board in the network that cannot be reached', () => {
  it('says so in mpremote’s words', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    for (const address of [
      `tcp:127.0.0.1:${port}`,
      `socket://127.0.0.1:${port}`,
      `rfc2217://127.0.0.1:${port}`,
      'tcp:no-such-board.invalid:2217',
    ])
      expect(await computer.adder('connect', address, 'exec', '1')).toMatchObject({
        stdout: '',
        stderr: `adder: failed to access ${address} (it may be in use by another program)\n`,
        code: 1,
      });
  });

  it('says in its own words what is wrong with an address', async () => {
    for (const [address, detail] of [
      ['tcp:127.0.0.1', 'It is written tcp:HOST:PORT'],
      ['socket://127.0.0.1:0', '"0" is not a port from 1 to 65535.'],
      ['baud=9600+tcp:127.0.0.1:23', '"baud=" stands before a serial port or rfc2217: only.'],
    ] as const) {
      const { stderr, code } = await computer.adder('connect', address, 'exec', '1');
      expect({ stderr, code }).toEqual({
        stderr: `adder: This is not an address of a board. ${detail}\n`,
        code: 1,
      });
    }
  });
});
