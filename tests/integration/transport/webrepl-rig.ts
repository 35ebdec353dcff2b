// WebREPL servers, and clients of them, that end with the test.

import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { SecretRequest } from '../../../src/engine/transport/secret';
import type { Transport } from '../../../src/engine/transport/transport';
import type { WholeFileChannel } from '../../../src/engine/transport/whole-files';
import type { AdderError } from '../../../src/shared/errors';
import { PASSWORD, WebReplServer, type WebReplOptions } from '../../targets/webrepl/server';
import type { Behaviour } from './compliance';
import { LooseBoard } from './webrepl-board';

const servers: WebReplServer[] = [];
const transports: Transport[] = [];
const others: Server[] = [];

afterEach(async () => {
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const server of others.splice(0)) server.close();
});

/** Before the test ends. */
export async function stop(server: WebReplServer): Promise<void> {
  servers.splice(servers.indexOf(server), 1);
  await server.stop();
}

type Ask = (request: SecretRequest) => string | undefined | Promise<string | undefined>;

export function client(address: string, ask: Ask | undefined = () => PASSWORD): Transport {
  const secret = async (request: SecretRequest) => {
    const value = await ask(request);
    return value === undefined ? undefined : { value };
  };
  const transport = createTransport(address, { dataDirectory: '', holder: 'a test', secret });
  closeAfterTest(transport);
  return transport;
}

export function closeAfterTest(transport: Transport): void {
  transports.push(transport);
}

export async function serve(options: WebReplOptions = {}, behaviour: Behaviour = 'echo') {
  const board = new LooseBoard(behaviour);
  const server = await WebReplServer.start(board, options);
  servers.push(server);
  return { board, server };
}

/** A server of any other kind. */
export async function listen(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    answer(socket);
  });
  others.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `ws:127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function connected(options: WebReplOptions = {}, behaviour: Behaviour = 'echo') {
  const { board, server } = await serve(options, behaviour);
  const transport = client(server.address);
  await transport.open();
  return { board, server, transport, receiver: new Receiver(transport) };
}

export function filesOf(transport: Transport): WholeFileChannel {
  if (!transport.files) throw new Error('it has no files');
  return transport.files;
}

export async function lostError(transport: Transport): Promise<AdderError> {
  const reason = await transport.closed;
  if (reason.kind !== 'lost') throw new Error('it was closed');
  return reason.error;
}
