// Which file of the built window an address of the app's own scheme means, and how it is served. Only GET, only files
// below the given folder. Knows no Electron: `Request` and `Response` are the web's.

import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { contentSecurityPolicy } from './csp';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://adder`;
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/** A file without an entry here is not part of the window and is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.py': 'text/plain; charset=utf-8',
  '.pyi': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** The file below `root` that `address` names; undefined when it names none, or one outside. */
export function fileOf(root: string, address: string): string | undefined {
  let path: string;
  try {
    const url = new URL(address);
    if (url.protocol !== `${APP_SCHEME}:` || `${APP_SCHEME}://${url.host}` !== APP_ORIGIN)
      return undefined;
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  // A slash or dots that were percent-encoded survive URL's own clean-up.
  if (/[\\\0:]/.test(path) || path.split('/').includes('..')) return undefined;
  const base = resolve(root);
  const file = join(base, path);
  return file.startsWith(base + sep) ? file : undefined;
}

function refusal(status: number): Response {
  return new Response(null, { status });
}

export async function serveAppFile(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET') return refusal(405);
  const file = fileOf(root, request.url);
  const type = file === undefined ? undefined : TYPES[extname(file).toLowerCase()];
  if (file === undefined || type === undefined) return refusal(404);
  try {
    return new Response(await readFile(file), {
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy(new URL(request.url).pathname),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      },
    });
  } catch {
    return refusal(404);
  }
}
