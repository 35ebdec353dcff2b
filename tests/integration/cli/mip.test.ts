// mip in the command: what it prints, and what scripts see of it.

import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { networkFetch } from '../../../src/cli/commands/mip/network';
import { anIndex, filePath, redirect, type IndexServer } from '../packages/index-server';
import { onComputer } from '../packages/support';
import { Computer, type Ended } from './command';

let computer = new Computer();
let index: IndexServer;

beforeEach(async () => {
  computer.remove();
  computer = new Computer();
  index = await anIndex();
});
afterAll(() => computer.remove());

const on = (...args: string[]): Promise<Ended> => computer.adder('connect', 'virtual:', ...args);
const mip = (command: string, ...args: string[]): Promise<Ended> =>
  on('mip', command, '--no-mpy', '--index', index.url, ...args);

describe('mip', () => {
  it('installs, lists, upgrades and removes', async () => {
    index.publish('a', { files: { 'a/__init__.py': 'n = 1\n' }, deps: [['b', 'latest']] });
    index.publish('b', { version: '0.3', files: { 'b.py': 'b' } });
    expect(await mip('install', 'a')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: [
        'Install a',
        `Installing a (latest) from ${index.url} to /lib`,
        'Installing: /lib/a/__init__.py',
        `Installing b (latest) from ${index.url} to /lib`,
        'Installing: /lib/b.py',
        'Done\n',
      ].join('\n'),
    });
    expect(await on('mip', 'list', '+', 'exec', 'import a\nprint(a.n)')).toMatchObject({
      stdout: '1\r\na 1.0\nb 0.3\n',
      code: 0,
    });
    expect(await on('mip', 'list', 'b')).toMatchObject({ stdout: 'b 0.3\n' });
    const json = await computer.adder('--json', 'connect', 'virtual:', 'mip', 'list', 'b');
    expect(JSON.parse(json.stdout)).toMatchObject([{ name: 'b', requested: false }]);

    index.publish('a', { version: '1.1', files: { 'a/__init__.py': 'n = 2\n' } });
    expect(await on('mip', 'upgrade')).toMatchObject({
      stdout: [
        'Upgrade a',
        `Installing a (latest) from ${index.url} to /lib`,
        'Installing: /lib/a/__init__.py',
        'Done\n',
      ].join('\n'),
    });
    expect(await on('mip', 'upgrade', 'a')).toMatchObject({
      stdout: [
        'Upgrade a',
        `Installing a (latest) from ${index.url} to /lib`,
        'Exists: /lib/a/__init__.py',
        'Up to date: a 1.1\n',
      ].join('\n'),
    });
    expect(await on('exec', 'open("/lib/b.py", "w").write("mine")')).toMatchObject({ code: 0 });
    expect(await on('mip', 'remove', 'a', 'b')).toMatchObject({
      stdout: [
        'Remove a',
        'Remove b',
        'Kept: /lib/b.py (changed since it was installed)',
        'Removed: /lib/a/__init__.py',
        'Done\n',
      ].join('\n'),
    });
    expect(await on('mip', 'list')).toMatchObject({ stdout: '', code: 0 });
    expect(await on('mip', 'remove', 'a')).toMatchObject({
      stdout: 'Remove a\n',
      stderr: 'adder: Adder has not installed this package here. a\n',
      code: 1,
    });
  });

  it('with --json tells its results alone', async () => {
    index.publish('a', { files: { 'a.py': 'a' } });
    const json = async (...args: string[]): Promise<unknown> => {
      const { stdout } = await computer.adder('--json', 'connect', 'virtual:', 'mip', ...args);
      return JSON.parse(stdout);
    };
    const source = ['--no-mpy', '--index', index.url];
    expect(await json('install', ...source, 'a')).toMatchObject([
      { name: 'a', version: '1.0', written: 1, files: [{ path: 'a.py', size: 1 }] },
    ]);
    expect(await json('upgrade')).toMatchObject([{ name: 'a', written: 0 }]);
    expect(await json('remove', 'a')).toEqual([{ kind: 'removed', path: '/lib/a.py' }]);
    expect(await json('list')).toEqual([]);
  });

  it('takes modules of the computer', async () => {
    onComputer(computer.folder, {
      'mod.py': 'n = 5\n',
      'p/package.json': { urls: [['x.py', 'x.py']] },
    });
    onComputer(computer.folder, { 'p/x.py': 'n = 6\n' });
    expect(await on('mip', 'install', 'mod.py', 'p/package.json')).toMatchObject({
      stdout: [
        'Install mod.py',
        'Installing: /lib/mod.py',
        'Done',
        'Install p/package.json',
        'Installing: /lib/x.py',
        'Done\n',
      ].join('\n'),
    });
    expect(await on('exec', 'import mod, x\nprint(mod.n, x.n)')).toMatchObject({
      stdout: '5 6\r\n',
    });
    // Which computer's files these are nobody knows.
    expect(await on('mip', 'upgrade')).toMatchObject({ stdout: '', code: 0 });
  });

  it('says when it does without the network', async () => {
    index.publish('a', { files: { 'a.py': 'a' } });
    await mip('install', 'a');
    await index.stop();
    const target = await mip('install', '--target', '/x', 'a');
    expect(target).toMatchObject({
      stdout: [
        'Install a',
        `Installing a (latest) from ${index.url} to /x`,
        `Not reached, taken from earlier downloads: ${index.url}/package/py/a/latest.json`,
        'Installing: /x/a.py',
        'Done\n',
      ].join('\n'),
    });
    expect(await on('mip', 'list', '--target=/x')).toMatchObject({ stdout: 'a 1.0\n' });
  });

  it('tells on a terminal how far it is, and what can be done about an error', async () => {
    index.publish('a', { files: { 'big.bin': 'x'.repeat(300_000) } });
    const terminal = await computer.onTerminal(
      ...['connect', 'virtual:', 'mip', 'install', '--no-mpy', '--index', index.url, 'a', 'none'],
    );
    const { text, code } = await terminal.ended;
    expect(code).toBe(1);
    expect(text).toMatch(/Installing: \/lib\/big\.bin\r\n.*%.*Done\r\n/s);
    expect(text).toMatch(/adder: Package not found: http\S+\r\npackage-not-found: Check /);
  });

  it('without a folder for libraries asks for one', async () => {
    const none = "import sys\nsys.path[:] = ['']";
    expect(await on('resume', 'exec', none, 'mip', 'install', 'a')).toMatchObject({
      stdout: 'Install a\n',
      stderr: 'adder: Unable to find lib dir in sys.path, use --target to override\n',
      code: 1,
    });
  });

  it('knows no other commands, and asks no board about them', async () => {
    expect(await computer.adder('mip', 'foo', 'x')).toMatchObject({
      stdout: '',
      stderr: "adder: mip: 'foo' is not a command\n",
      code: 1,
    });
    for (const command of ['install', 'remove'])
      expect((await computer.adder('mip', command)).stderr).toContain(
        'mip: error: the following arguments are required: packages',
      );
  });

  it('names the file when the board has no room', async () => {
    index.publish('a', { files: { 'a.bin': 'a'.repeat(3 * 1024 * 1024) } });
    const { stdout, stderr, code } = await mip('install', 'a');
    expect(stdout).toContain('Installing: /lib/a.bin\n');
    expect({ stderr, code }).toEqual({
      stderr: 'adder: mip: /lib: No space left on device.\n',
      code: 1,
    });
  });
});

describe('Ctrl-C while mip downloads', () => {
  it('ends it at once, and nothing has changed', async () => {
    index.publish('a', { files: { 'a.py': 'a', 'b.py': 'b' } });
    const asked = new Promise<void>((resolve) => {
      index.answer(filePath('b'), () => resolve());
    });
    const running = await computer.start(
      ...['connect', 'virtual:', 'mip', 'install', '--no-mpy', '--index', index.url, 'a'],
    );
    await asked;
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 1, stderr: '' });
    expect((await on('ls')).stdout).toBe('ls :\n');
  });
});

describe('the network of the command', () => {
  it('goes through the proxy that the environment names', async () => {
    index.serve('/x.py', 'by proxy');
    index.answer('/moved.py', redirect('/x.py'));
    const asked: string[] = [];
    const proxy = createServer((incoming, outgoing) => {
      asked.push(incoming.url ?? '');
      const { pathname } = new URL(incoming.url ?? '');
      request(`${index.url}${pathname}`, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(outgoing);
      }).end();
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => {
      proxy.closeAllConnections();
      proxy.close();
    });
    const { port } = proxy.address() as AddressInfo;
    const through = new Computer({ http_proxy: `http://127.0.0.1:${port}` });
    onTestFinished(() => through.remove());
    const installed = await through.adder(
      ...['connect', 'virtual:', 'mip', 'install', 'http://packages.invalid/moved.py'],
      ...['+', 'cat', '/lib/moved.py'],
    );
    expect(installed).toMatchObject({ code: 0, stderr: '' });
    expect(installed.stdout).toContain('by proxy');
    expect(asked).toEqual(['http://packages.invalid/moved.py', 'http://packages.invalid/x.py']);
  });

  it.each([{}, { http_proxy: 'http://127.0.0.1:1', no_proxy: '127.0.0.1' }])(
    'reaches a port that browsers refuse, with %j',
    async (environment) => {
      const server = createServer((_, outgoing) => void outgoing.end('content'));
      const url = await onRefusedPort(server);
      const ask = await networkFetch(environment);
      const answer = await ask(url, { signal: new AbortController().signal, redirect: 'manual' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('Content-Length')).toBe('7');
      const parts: Uint8Array[] = [];
      for await (const part of answer.body ?? []) parts.push(part);
      expect(Buffer.concat(parts).toString()).toBe('content');
    },
  );
});

/** The first that is free of those that the standard of `fetch` keeps everybody from. */
async function onRefusedPort(server: Server): Promise<string> {
  for (const port of [6000, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 10080]) {
    server.listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!free) continue;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${String(port)}/`;
  }
  throw new Error('no such port is free');
}
