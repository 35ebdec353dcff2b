import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileOf, serveAppFile } from '../../../src/main/security/app-files';
import { contentSecurityPolicy } from '../../../src/main/security/csp';
import { safeExternalUrl } from '../../../src/main/security/links';
import { makeOrigin } from '../../../src/main/security/origin';

let base: string;
let root: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'adder-app-files-'));
  root = join(base, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'app.js'), 'x');
  writeFileSync(join(root, 'tool.exe'), 'x');
  writeFileSync(join(base, 'secret.html'), 'secret');
});
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('the files of the window', () => {
  test('are served with their type and the policy', async () => {
    const answer = await serveAppFile(root, new Request('app://adder/index.html?x#y'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toBe('<!doctype html>');
  });

  test('only the worker of the checker may compile WebAssembly', () => {
    expect(contentSecurityPolicy('/assets/checker-worker-Ab_3-x.js')).toContain(
      "script-src 'self' 'wasm-unsafe-eval';",
    );
    for (const path of ['/index.html', '/assets/index-x.js', '/x/assets/checker-worker-x.js'])
      expect(contentSecurityPolicy(path)).toContain("script-src 'self';");
  });

  test.each([
    'app://adder/../secret.html',
    'app://adder/%2e%2e/secret.html',
    'app://adder/..%2fsecret.html',
    'app://adder/assets/..%5c..%5c..%5csecret.html',
    'app://adder/%00index.html',
    'app://adder/C:/index.html',
    'app://adder/',
    'app://adder/%zz',
    'app://other/index.html',
    'file:///etc/passwd',
    'app://adder/tool.exe',
    'app://adder/missing.js',
  ])('%s is not one of them', async (address) => {
    expect((await serveAppFile(root, { method: 'GET', url: address } as Request)).status).toBe(404);
  });

  test('nothing below the root is reached by a longer name', () => {
    expect(fileOf(root, 'app://adder/assets/app.js')).toBe(join(root, 'assets', 'app.js'));
    expect(fileOf(root, 'app://adder')).toBeUndefined();
  });

  test('are only read', async () => {
    const request = new Request('app://adder/index.html', { method: 'POST' });
    expect((await serveAppFile(root, request)).status).toBe(405);
  });
});

test.each([
  ['https://docs.micropython.org/', 'https://docs.micropython.org/'],
  ['http://docs.micropython.org/', undefined],
  ['file:///etc/passwd', undefined],
  ['javascript:alert(1)', undefined],
  ['https://user:password@example.org/', undefined],
  ['not a link', undefined],
])('the link %s leaves the app as %s', (address, result) => {
  expect(safeExternalUrl(address)).toBe(result);
});

test('only our own page is ours', () => {
  const origin = makeOrigin();
  expect(origin.isOurs('app://adder/index.html')).toBe(true);
  for (const url of ['app://adder.example.org/', 'https://example.org/app://adder/', 'about:blank'])
    expect(origin.isOurs(url)).toBe(false);
  const development = makeOrigin('http://localhost:5173');
  expect(development.isOurs('http://localhost:5173/index.html')).toBe(true);
  expect(development.isOurs('http://localhost:51730/')).toBe(false);
});
