// Where the parts of packages come from: the network, or what was downloaded before when that says the same for sure or the network does not
// answer. Its errors carry mip's own words, which scripts read.

import { AdderError } from '../../shared/errors';
import { sha256, type PackageCache } from './cache';
import {
  download,
  MAX_FILE_BYTES,
  type Downloaded,
  type DownloadLimits,
  type Fetch,
} from './download';
import { MAX_MANIFEST_BYTES } from './manifest';

/** How the host reaches the network. */
export interface PackageNetwork {
  /** Node's own, or another one. */
  readonly fetch: Fetch;
  /** What was downloaded before; without it everything comes from the network. */
  readonly cache?: PackageCache | undefined;
  /** Unless the usual ones are right. */
  readonly limits?: DownloadLimits | undefined;
}

export class PackageSource {
  /** @param onOffline the network does not answer, and this address was taken from what was downloaded before */
  constructor(
    private readonly network: PackageNetwork,
    private readonly onOffline: (url: string) => void = () => undefined,
  ) {}

  /** @param written the address as messages have it. Rejects with `package-not-found`, `download-failed`, `download-too-large`, `aborted`. */
  async manifest(
    url: string,
    written: string,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    return this.online(url, MAX_MANIFEST_BYTES, signal, (answer) =>
      answer.kind === 'status' && answer.status === 404
        ? new AdderError('package-not-found', { detail: `Package not found: ${written}` })
        : failed(answer, written),
    );
  }

  /**
   * @param hash the beginning of its SHA-256, where it is announced. Rejects with `package-file-not-found`, `package-damaged`, and as `manifest`.
   */
  async file(url: string, hash: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
    if (hash !== '') {
      const cached = await this.network.cache?.get(url);
      if (cached && sha256(cached).startsWith(hash)) return cached;
    }
    const bytes = await this.online(url, MAX_FILE_BYTES, signal, (answer) =>
      answer.kind === 'status' && answer.status === 404
        ? new AdderError('package-file-not-found', { detail: `File not found: ${url}` })
        : failed(answer, url),
    );
    if (!sha256(bytes).startsWith(hash)) throw new AdderError('package-damaged', { detail: url });
    return bytes;
  }

  private async online(
    url: string,
    maxBytes: number,
    signal: AbortSignal | undefined,
    refuse: (answer: Exclude<Downloaded, { kind: 'content' }>) => AdderError,
  ): Promise<Uint8Array> {
    const { fetch, cache, limits } = this.network;
    const answer = await download(fetch, url, maxBytes, signal, limits);
    if (answer.kind === 'content') {
      await cache?.put(url, answer.bytes);
      return answer.bytes;
    }
    const cached = answer.kind === 'failed' ? await cache?.get(url) : undefined;
    if (!cached) throw refuse(answer);
    this.onOffline(url);
    return cached;
  }
}

function failed(answer: Exclude<Downloaded, { kind: 'content' }>, url: string): AdderError {
  if (answer.kind === 'status')
    return new AdderError('download-failed', {
      detail: `Error ${answer.status} requesting ${url}`,
    });
  const { reason, cause } = answer;
  return new AdderError('download-failed', { detail: `${reason} requesting ${url}`, cause });
}
