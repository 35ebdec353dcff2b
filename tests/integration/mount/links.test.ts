// A folder on boards behind the other links: a network socket and RFC 2217 (ser2net before a UART), a WebREPL whose ring loses what does not
// fit, and a program. What a mount does is mount.test.ts' affair; here it is shown that nothing is lost on the way.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import { startSer2net, whyNoSer2net, type Ser2netMode } from '../../targets/ser2net';
import { processBoardCommand, startSerialBoard, whyMissing } from '../../targets/targets';
import { PASSWORD } from '../../targets/webrepl/server';
import { startPtyWebRepl } from '../../targets/webrepl/pty';
import { startVirtualWebRepl } from '../../targets/webrepl/virtual';
import { freshHome, text } from '../engine/support';

/** With every byte value, and nothing that deflate makes smaller. */
const CONTENT = Uint8Array.from({ length: 4000 }, (_, at) => (at * at * 31 + (at >> 3) * 7) & 255);
const SUM = CONTENT.reduce((sum, byte) => sum + byte, 0);

async function connect(address: string): Promise<Board> {
  const transport = createTransport(address, {
    dataDirectory: '/nonexistent',
    holder: 'a test',
    secret: () => Promise.resolve({ value: PASSWORD }),
  });
  const board = await Board.connect(transport, { signal: AbortSignal.timeout(20_000) });
  onTestFinished(() => board.close());
  return board;
}

async function importsReadsAndWrites(board: Board): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'adder-mount-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'a.bin'), CONTENT);
  await writeFile(join(folder, 'm.py'), 'x = 41\n');
  await board.mounts.mount(folder);
  const { stdout, stderr } = await board.exec(
    [
      'import m',
      'with open("a.bin","rb") as f: d=f.read()',
      'with open("b.bin","wb") as f: f.write(d)',
      'print(m.x, len(d), sum(d))',
    ].join('\n'),
  );
  expect([stderr, text(stdout).trim()]).toEqual(['', `41 ${CONTENT.length} ${SUM}`]);
  expect((await readFile(join(folder, 'b.bin'))).equals(CONTENT)).toBe(true);
  await board.mounts.unmount();
  expect(await board.eval('1 + 1')).toBe('2');
}

describeWithTarget(
  'a folder on a board behind ser2net',
  () => {
    it.each([
      ['tcp', 'raw'],
      ['rfc2217', 'rfc2217'],
    ] as const)('over %s', async (scheme, mode: Ser2netMode) => {
      const serial = await startSerialBoard({ rate: 11_520, latencyMs: 1, receiveBuffer: 255 });
      onTestFinished(() => serial.stop());
      const server = await startSer2net(mode, serial.path);
      onTestFinished(() => server.stop());
      await importsReadsAndWrites(await connect(`${scheme}:127.0.0.1:${server.port}`));
      expect((await serial.counts()).lost).toBe(0);
    });
  },
  whyMissing() || whyNoSer2net(),
);

describeWithTarget('a folder on a MicroPython', () => {
  it('over WebREPL, whose ring loses what does not fit', async () => {
    const { server, serial, stop } = await startPtyWebRepl();
    onTestFinished(stop);
    await importsReadsAndWrites(await connect(server.address));
    expect((await serial.counts()).lost).toBe(0);
  });

  it('that is a program', async () => {
    await importsReadsAndWrites(await connect(`process:${processBoardCommand()}`));
  });
});

describe('a folder on a virtual board', () => {
  it('over WebREPL', async () => {
    const rig = await startVirtualWebRepl(await freshHome(), { ring: Infinity });
    onTestFinished(() => rig.stop());
    await importsReadsAndWrites(await connect(rig.server.address));
  });
});
