// The network as the command reaches it: Node's own fetch, or through the proxy that the environment names.

import type { Fetch } from '../../../engine/packages/download';

const VARIABLES = ['http_proxy', 'https_proxy'];

export async function networkFetch(environment: NodeJS.ProcessEnv = process.env): Promise<Fetch> {
  const named = VARIABLES.some(
    (name) => (environment[name] ?? environment[name.toUpperCase()] ?? '') !== '',
  );
  if (!named) return fetch;
  const { EnvHttpProxyAgent, fetch: through } = await import('undici');
  // Most proxies let nobody through to a port that is not for TLS.
  const dispatcher = new EnvHttpProxyAgent({ proxyTunnel: false });
  return (url, init) => through(url, { ...init, dispatcher });
}
