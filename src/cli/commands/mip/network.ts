// The network as the command reaches it: by itself, or through the proxy that the environment names. Not by `fetch`, which refuses the ports
// that browsers refuse, such as 6000: an index of one's own may be there, and Python's urllib asks it.

import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Fetch, FetchResponse } from '../../../engine/packages/download';

const VARIABLES = ['http_proxy', 'https_proxy'];

export async function networkFetch(environment: NodeJS.ProcessEnv = process.env): Promise<Fetch> {
  const named = VARIABLES.some(
    (name) => (environment[name] ?? environment[name.toUpperCase()] ?? '') !== '',
  );
  return named ? throughProxy() : direct;
}

async function throughProxy(): Promise<Fetch> {
  const { EnvHttpProxyAgent, request } = await import('undici');
  // Most proxies let nobody through to a port that is not for TLS.
  const dispatcher = new EnvHttpProxyAgent({ proxyTunnel: false });
  return async (url, { signal }) => {
    const { statusCode, headers, body } = await request(url, { signal, dispatcher });
    return answer(statusCode, headers, body);
  };
}

const direct: Fetch = async (url, { signal }) => {
  const isSecure = url.startsWith('https:');
  const { request } = isSecure ? await import('node:https') : await import('node:http');
  const asked = request(url, { signal });
  asked.end();
  const [message] = (await once(asked, 'response')) as [IncomingMessage];
  return answer(message.statusCode ?? 0, message.headers, message);
};

function answer(
  status: number,
  headers: IncomingHttpHeaders,
  body: AsyncIterable<Uint8Array>,
): FetchResponse {
  const get = (name: string): string | null => {
    const value = headers[name.toLowerCase()] ?? null;
    return Array.isArray(value) ? value.join(', ') : value;
  };
  return { status, headers: { get }, body };
}
