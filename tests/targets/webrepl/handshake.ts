// The server's half of the WebSocket handshake, as `webrepl.py` reads it: line by line, the names of headers as they stand. What is no
// WebSocket gets a page.

import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const PAGE = 'HTTP/1.0 200 OK\r\n\r\n<base href="https://micropython.org/webrepl/"></base>';
const MAX_REQUEST = 8192;

/** Resolves with whether the connection is a WebSocket now. */
export async function shakeHands(socket: Socket): Promise<boolean> {
  const request = await readRequest(socket);
  const key = /^Sec-WebSocket-Key: *(\S+)$/m.exec(request)?.[1];
  if (key === undefined || !/^Connection:.*Upgrade/m.test(request) || !isUpgrade(request)) {
    socket.end(PAGE);
    return false;
  }
  const accept = createHash('sha1')
    .update(key + GUID)
    .digest('base64');
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  return true;
}

function isUpgrade(request: string): boolean {
  return /^Upgrade: *websocket$/m.test(request);
}

function readRequest(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const finish = (): void => {
      socket.off('data', onData).off('close', finish);
      socket.pause();
      resolve(text.replaceAll('\r\n', '\n'));
    };
    const onData = (bytes: Buffer): void => {
      text += bytes.toString('latin1');
      if (text.includes('\r\n\r\n') || text.length > MAX_REQUEST) finish();
    };
    socket.on('data', onData);
    socket.on('close', finish);
  });
}
