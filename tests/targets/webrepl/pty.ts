// A WebREPL in front of a real MicroPython behind a pty. Its receive buffer is the ring of stdin, which loses what does not fit.

import { createTransport } from '../../../src/engine/transport/resolve';
import { startSerialBoard, type SerialBoard } from '../targets';
import { WebReplServer } from './server';

export interface PtyWebRepl {
  readonly server: WebReplServer;
  readonly serial: SerialBoard;
  readonly stop: () => Promise<void>;
}

export async function startPtyWebRepl(): Promise<PtyWebRepl> {
  const serial = await startSerialBoard({ receiveBuffer: 255, latencyMs: 2 });
  const port = createTransport(serial.path, { dataDirectory: '', holder: 'a test server' });
  await port.open();
  const server = await WebReplServer.start(
    {
      take: (bytes) => port.write(bytes),
      onOutput: (listener) => void port.onBytes(listener),
      pause: () => port.pause(),
      resume: () => port.resume(),
    },
    { ring: Infinity },
  );
  const stop = async (): Promise<void> => {
    await server.stop();
    await port.close();
    await serial.stop();
  };
  return { server, serial, stop };
}
