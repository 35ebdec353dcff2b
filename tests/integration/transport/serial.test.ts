import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeCompliance, expectCode } from './compliance';
import { startPythonPeer, type PythonPeer } from './python-peer';
import { link, rigOf } from './rig';

describeCompliance({
  name: 'a serial port',
  rig: async (behaviour) => {
    const peer = await startPythonPeer(behaviour, '--pty');
    return rigOf(peer.place, peer, behaviour);
  },
  refused: [
    { what: 'a missing port', code: 'port-not-found', make: () => link('/dev/adder-no-such-port') },
    {
      what: 'a missing serial number',
      code: 'port-not-found',
      make: () => link('id:none'),
    },
    { what: 'what is no port', code: 'port-failed', make: () => link('/dev/null') },
    { what: 'a folder', code: 'port-failed', make: () => link('/dev') },
  ],
});

describe('a serial port', () => {
  let peer: PythonPeer;

  beforeAll(async () => {
    peer = await startPythonPeer('echo', '--pty');
  });
  afterAll(() => peer.dispose());

  it('is for one at a time, and the other is told who has it', async () => {
    const first = link(peer.place);
    await first.open();
    const second = link(peer.place);
    const error = await expectCode(second.open(), 'port-busy');
    if (process.platform === 'linux') expect(error.detail).toContain('Adder itself');
    await first.close();
    const third = link(peer.place);
    await third.open();
    await third.close();
  });

  it('is lost by name when it vanishes before the first write', async () => {
    const board = await startPythonPeer('echo', '--pty');
    const transport = link(board.place);
    await transport.open();
    await board.dispose();
    const error = await expectCode(transport.write(Buffer.from('x')), 'link-lost');
    expect(error.detail).toBe(board.place);
    await transport.close();
  });

  it.runIf(process.platform === 'linux')('names the other program that has it', async () => {
    const lock =
      'import fcntl, os, sys; f = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY); fcntl.flock(f, fcntl.LOCK_EX); print("held", flush=True); sys.stdin.read()';
    const other = spawn('python3', ['-c', lock, peer.place], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    const error = await expectCode(link(peer.place).open(), 'port-busy');
    expect(error.detail).toContain(`(process ${String(other.pid)})`);
    const ended = once(other, 'exit');
    other.stdin.end();
    await ended;
  });

  it('holds the sender back by itself when it is a pseudo-terminal, also behind a link', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adder-serial-'));
    const path = join(folder, 'tty');
    await symlink(peer.place, path);
    const transport = link(path);
    expect(transport.link.inFlight).toBe(256);
    await transport.open();
    expect(transport.link.inFlight).toBe(Infinity);
    await transport.close();
    await rm(folder, { recursive: true });
  });

  it('holds nobody back behind a pseudo-terminal whose speed is named: a UART is there', async () => {
    const transport = link(`baud=115200+${peer.place}`);
    await transport.open();
    expect(transport.link.inFlight).toBe(256);
    await transport.close();
  });

  it.runIf(process.platform === 'linux')('is set to the speed of its address', async () => {
    for (const [address, speed] of [
      [`baud=9600+${peer.place}`, '9600'],
      [peer.place, '115200'],
    ] as const) {
      const transport = link(address);
      await transport.open();
      await transport.close();
      expect(execFileSync('stty', ['-F', peer.place, 'speed']).toString().trim()).toBe(speed);
    }
  });

  it('tolerates signals that a pseudo-terminal does not have', async () => {
    const transport = link(peer.place);
    await transport.open();
    await transport.setSignals?.({ dtr: false });
    await transport.close();
    await expectCode(transport.setSignals?.({ dtr: true }) ?? Promise.resolve(), 'link-closed');
  });
});
