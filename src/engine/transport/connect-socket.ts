// Opens a TCP connection, or says in Adder's codes why there is none. Knows no link: tcp.ts and rfc2217.ts go through
// socket.ts, which owns what is open.

import { connect, type Socket } from 'node:net';
import { AdderError, type ErrorCode } from '../../shared/errors';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** How long looking the name up and connecting may take together, ms. */
  readonly deadlineMs?: number;
}

/** Three tries of a lost SYN (1, 3 and 7 s), which is what a sleepy Wi-Fi needs at worst. */
const CONNECT_MS = 10_000;
/** Of several addresses of a host, how long one may take before the next is tried; Node's 250 ms is too short for Wi-Fi. */
const NEXT_ADDRESS_MS = 2000;
/** Silence after which the system asks whether the peer is still there; with ten questions, 1 s apart (libuv), it is lost. */
const KEEP_ALIVE_MS = 10_000;

/** Rejects with `host-not-found`, `host-refused`, `host-timeout`, `host-unreachable` or `aborted`. */
export function connectSocket(endpoint: Endpoint, options: ConnectOptions): Promise<Socket> {
  const { signal, deadlineMs = CONNECT_MS } = options;
  if (signal.aborted) return Promise.reject(new AdderError('aborted'));
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...endpoint,
      noDelay: true, // a key, or a block's last bytes, shall not wait for more
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
    });
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
    };
    const fail = (error: AdderError): void => {
      settle();
      socket.on('error', () => undefined); // the last word was said
      socket.destroy();
      reject(error);
    };
    const onAbort = (): void => fail(new AdderError('aborted'));
    const onError = (cause: unknown): void => fail(connectError(endpoint, cause));
    const onDeadline = (): void =>
      fail(new AdderError('host-timeout', { detail: `${nameOf(endpoint)}, in ${deadlineMs} ms` }));
    const timer = setTimeout(onDeadline, deadlineMs);
    signal.addEventListener('abort', onAbort);
    socket.on('error', onError);
    socket.once('connect', () => {
      settle();
      resolve(socket);
    });
  });
}

export function nameOf({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found', // nobody there to ask for names
  ECONNREFUSED: 'host-refused',
  ECONNRESET: 'host-refused',
  ETIMEDOUT: 'host-timeout',
};

export function connectError(endpoint: Endpoint, cause: unknown): AdderError {
  const causes = cause instanceof AggregateError ? (cause.errors as unknown[]) : [cause];
  const systemCodes = causes.map(systemCode);
  // Of several addresses one that refuses is the best news: the host is there.
  const best = systemCodes.find((code) => CODES[code] === 'host-refused') ?? systemCodes[0] ?? '';
  const code = CODES[best] ?? 'host-unreachable';
  const detail = nameOf(endpoint) + (best === '' ? '' : ` (${best})`);
  return new AdderError(code, { detail, cause });
}

function systemCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return String(error.code);
}
