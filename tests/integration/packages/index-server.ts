// A package index of the tests' own, on a port that the system chooses, with whatever can be wrong with one.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Answer = (response: ServerResponse) => void;

export interface Published {
  readonly version?: string;
  /** By path below the target. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly deps?: readonly (readonly [name: string, version: string])[];
}

export class IndexServer {
  /** Paths that were asked for, in order. */
  readonly asked: string[] = [];
  private readonly answers = new Map<string, Answer>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<IndexServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const index = new IndexServer(server, `http://127.0.0.1:${port}`);
    server.on('request', ({ url = '' }, response) => {
      index.asked.push(url);
      (index.answers.get(url) ?? status(404))(response);
    });
    return index;
  }

  /** Nobody answers there any more. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  answer(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  /** A file, or a description, at this path. */
  serve(path: string, content: string | Buffer | object): void {
    const isText = typeof content === 'string' || Buffer.isBuffer(content);
    this.answer(path, text(isText ? content : JSON.stringify(content)));
  }

  /** A package of the index, for boards that read these `.mpy` files, or for all. */
  publish(name: string, { version = '1.0', files = {}, deps = [] }: Published, mpy = 'py'): void {
    const hashes = Object.entries(files).map(([path, content]) => {
      const hash = shortHash(content);
      this.serve(filePath(content), content);
      return [path, hash];
    });
    const description = { v: 1, version, hashes, deps };
    this.serve(`/package/${mpy}/${name}/latest.json`, description);
    this.serve(`/package/${mpy}/${name}/${version}.json`, description);
  }
}

/** One for this test. */
export async function anIndex(): Promise<IndexServer> {
  const index = await IndexServer.start();
  onTestFinished(() => index.stop());
  return index;
}

export function shortHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}

/** Where the index has a file with this content. */
export function filePath(content: string | Buffer): string {
  const hash = shortHash(content);
  return `/file/${hash.slice(0, 2)}/${hash}`;
}

export function text(content: string | Buffer): Answer {
  return (response) => response.end(content);
}

export function status(code: number): Answer {
  return (response) => response.writeHead(code).end('no');
}

export function redirect(to: string, code = 302): Answer {
  return (response) => response.writeHead(code, { location: to }).end();
}

/** Announces more than it sends. */
export function truncated(content: string): Answer {
  return (response) => {
    response.writeHead(200, { 'content-length': content.length + 100 });
    response.write(content, () => response.destroy());
  };
}

/** Begins, and never goes on. */
export const stalled: Answer = (response) => {
  response.writeHead(200, { 'content-length': 100 });
  response.write('a');
};

/** Never begins. */
export const silent: Answer = () => undefined;

/** Goes on for ever. */
export const endless: Answer = (response) => {
  const block = Buffer.alloc(1024 * 1024);
  const more = (): void => {
    if (!response.destroyed) response.write(block, more);
  };
  more();
};
