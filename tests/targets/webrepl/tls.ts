// A WebREPL behind TLS, as a proxy makes it of a board's: the same bytes, in a TLS connection. Its certificate is nobody's, made for
// these tests alone (openssl req -x509, for localhost and 127.0.0.1), and no computer trusts it.

import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createServer } from 'node:tls';

const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2NSLr6msfFfCW/60
fO6PczKSiBaBdktFItIlSJ5MykmhRANCAAQFt4WsIfxCrwRc9/4Lzl9+19u/6UpE
BYE/Dybgp+ZpMjETZvBvdiYDUt8d76Phpfa9rKDvI/6t6P3hlo/IAKmK
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUUvTxPPuKE2aLse1mCz6xowSThdgwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTE3MTQwNloYDzIxMjYxMTAx
MTcxNDA2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQFt4WsIfxCrwRc9/4Lzl9+19u/6UpEBYE/Dybgp+ZpMjETZvBvdiYD
Ut8d76Phpfa9rKDvI/6t6P3hlo/IAKmKo28wbTAdBgNVHQ4EFgQU79K3hTtct3dz
eL1v404qFTCpQpowHwYDVR0jBBgwFoAU79K3hTtct3dzeL1v404qFTCpQpowDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgaCCjeNJ0Q2d//85pGd8OmT8DGSgrNeyN1fZTNib+z0MCIQCy
p21bZRH6qNWPaNYKO4IPUkGXu7kWlBfr/ithyvHVEw==
-----END CERTIFICATE-----`;

export interface TlsProxy {
  readonly port: number;
  stop(): void;
}

/** @param port of 127.0.0.1, to which everything goes */
export async function startTlsProxy(port: number): Promise<TlsProxy> {
  const server = createServer({ key: KEY, cert: CERTIFICATE }, (secured) => {
    const plain = connect(port, '127.0.0.1');
    secured.on('error', () => plain.destroy());
    plain.on('error', () => secured.destroy());
    secured.pipe(plain).pipe(secured);
  });
  server.on('tlsClientError', () => undefined); // who does not trust it says so and goes
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => void server.close(),
  };
}
