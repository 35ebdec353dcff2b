// One download: by a `fetch` that the host gives, with a deadline, a size and a number of redirects that it may not exceed. What the server
// answered is told as data; the words for a person are the caller's.

import { AdderError } from '../../shared/errors';
import { onAbort, throwIfAborted } from '../board/abort';
import { concat } from '../protocol/bytes';

/** The part of the standard `fetch` that is needed: Node's own, or another host's. */
export type Fetch = (
  url: string,
  init: { readonly signal: AbortSignal; readonly redirect: 'manual' },
) => Promise<FetchResponse>;

/** The part of the standard `Response` that is needed. */
export interface FetchResponse {
  /** HTTP's, 100 to 599. */
  readonly status: number;
  /** As the standard has them. */
  readonly headers: {
    /** The value of a header, whatever the case of its name. */
    get(name: string): string | null;
  };
  /** The content in parts, as they come. */
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** How long a download may take. */
export interface DownloadLimits {
  /** Until the server begins to answer, ms. */
  readonly answerMs: number;
  /** Between two parts of the answer, ms. */
  readonly silenceMs: number;
  /** For all of it, ms. */
  readonly totalMs: number;
}

/** Far beyond any library for a microcontroller, bytes. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

export const USUAL_LIMITS: DownloadLimits = {
  answerMs: 20_000,
  silenceMs: 20_000,
  totalMs: 600_000,
};

export type Downloaded =
  | { readonly kind: 'content'; readonly bytes: Uint8Array }
  | { readonly kind: 'status'; readonly status: number }
  /** Nothing was answered, or not all of it. `reason` is in the words of Python's urllib, which mip prints. */
  | { readonly kind: 'failed'; readonly reason: string; readonly cause?: unknown };

const LATE = 'timed out';
/** As many as Python's urllib follows. */
const MAX_REDIRECTS = 10;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: '[Errno 111] Connection refused',
  ECONNRESET: '[Errno 104] Connection reset by peer',
  EHOSTUNREACH: '[Errno 113] No route to host',
  ENETUNREACH: '[Errno 101] Network is unreachable',
  ENOTFOUND: '[Errno -2] Name or service not known',
  EAI_AGAIN: '[Errno -3] Temporary failure in name resolution',
  ETIMEDOUT: '[Errno 110] Connection timed out',
};

/** Rejects only with `aborted` and `download-too-large`. */
export async function download(
  fetch: Fetch,
  url: string,
  maxBytes: number,
  signal: AbortSignal | undefined,
  limits: DownloadLimits = USUAL_LIMITS,
): Promise<Downloaded> {
  throwIfAborted(signal);
  const stop = new AbortController();
  const stopListening = onAbort(signal, () => stop.abort());
  const alarm = (ms: number): NodeJS.Timeout => setTimeout(() => stop.abort(LATE), ms);
  const total = alarm(limits.totalMs);
  let silence = alarm(limits.answerMs);
  const rewind = (): void => {
    clearTimeout(silence);
    silence = alarm(limits.silenceMs);
  };
  try {
    return await untilAborted(follow(fetch, url, maxBytes, stop.signal, rewind), stop.signal);
  } catch (error) {
    throwIfAborted(signal);
    if (error instanceof AdderError && error.code === 'download-too-large') throw error;
    return {
      kind: 'failed',
      reason: stop.signal.reason === LATE ? LATE : reasonOf(error),
      cause: error,
    };
  } finally {
    stopListening();
    clearTimeout(total);
    clearTimeout(silence);
  }
}

async function follow(
  fetch: Fetch,
  first: string,
  maxBytes: number,
  signal: AbortSignal,
  onPart: () => void,
): Promise<Downloaded> {
  let url = first;
  for (let redirects = 0; ; redirects++) {
    // A signal of its own: what was not read of an answer is not wanted.
    const one = new AbortController();
    const stopListening = onAbort(signal, () => one.abort());
    try {
      const response = await fetch(url, { signal: one.signal, redirect: 'manual' });
      onPart();
      const { status } = response;
      const location = status >= 300 && status < 400 ? response.headers.get('location') : null;
      if (location === null)
        return status >= 200 && status < 300
          ? { kind: 'content', bytes: await contentOf(response, url, maxBytes, onPart) }
          : { kind: 'status', status };
      const next = new URL(location, url);
      // Neither out of the web, nor to where anybody on the way may change it.
      const isWorse = next.protocol !== 'https:' && next.protocol !== new URL(url).protocol;
      if (isWorse || redirects === MAX_REDIRECTS) return { kind: 'status', status };
      url = next.href;
    } finally {
      stopListening();
      one.abort();
    }
  }
}

async function contentOf(
  { body }: FetchResponse,
  url: string,
  maxBytes: number,
  onPart: () => void,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    onPart();
    size += part.length;
    if (size > maxBytes) throw new AdderError('download-too-large', { detail: url });
    parts.push(part);
  }
  return concat(...parts);
}

/** A `fetch` that does not heed its signal is left alone. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, () => reject(new Error('the download was ended')));
    void work.then(resolve, reject).finally(stopListening);
  });
}

function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return String(inner);
  const code = 'code' in inner ? String(inner.code) : '';
  return REASONS[code] ?? (inner.message || code);
}
