// What a page in our window cannot do, and what no other page can.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask, type WindowWithBridge } from './support/bridge';
import { expect, test } from './support/test';

test('the page has verbs and nothing else', async ({ adder }) => {
  const found = await adder.page.evaluate(() => ({
    url: location.href,
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
    verbs: Object.values((window as unknown as WindowWithBridge).adder).every(
      (verb) => typeof verb === 'function',
    ),
  }));
  expect(found).toEqual({ url: 'app://adder/index.html', globals: [], verbs: true });
});

test('the process is sandboxed and isolated', async ({ adder }) => {
  const preferences = await adder.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const page = window?.webContents as unknown as {
      getLastWebPreferences: () => Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
      page.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('a request that breaks the contract is answered as data, and reaches nothing', async ({
  adder,
}) => {
  adder.expectComplaint(/bad-request/);
  const answers = await adder.page.evaluate(async () => {
    const verbs = (window as unknown as { adder: unknown }).adder as Record<
      string,
      (...args: unknown[]) => unknown
    >;
    return [
      await verbs['readBoardFile']?.('board-1', 'main.py'),
      await verbs['listFolder']?.('folder-1', ['..']),
      await verbs['openExternal']?.('file:///etc/passwd'),
      await verbs['openExternal']?.('https://name:password@example.org/'),
      await verbs['saveLocalFile']?.('/etc/passwd', new Uint8Array([1])),
      await verbs['getAppInfo']?.('more'),
    ];
  });
  for (const answer of answers)
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } });
});

test('an address starts no program and touches no file of the computer', async ({ adder }) => {
  const marker = join(adder.data, 'marker');
  for (const address of [
    `process:touch ${marker}`,
    `record=${marker}+virtual:`,
    'replay=/etc/passwd',
  ])
    expect(await ask(adder, 'connectBoard', address)).toMatchObject({
      ok: false,
      error: { code: 'address-not-allowed' },
    });
  expect(existsSync(marker)).toBe(false);
});

test("a stranger's call rejects, even with our own preload and page", async ({ adder }) => {
  adder.expectComplaint(/stranger was refused/);
  const message = await adder.app.evaluate(async ({ app, BrowserWindow }) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${app.getAppPath()}/out/preload/index.cjs`, sandbox: true },
    });
    await stranger.loadURL('app://adder/index.html');
    const answer: unknown = await stranger.webContents.executeJavaScript(
      'window.adder.getAppInfo().then(() => "answered", (error) => error.message)',
    );
    stranger.destroy();
    return String(answer);
  });
  expect(message).toContain('refused');
});

test('no window opens, and the page cannot leave', async ({ adder }) => {
  const opened = await adder.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    return window.open('https://example.org/') !== null;
  });
  expect(opened).toBe(false);
  await adder.page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  // A question to main and back: a navigation would have begun by then.
  expect(await ask(adder, 'getAppInfo')).toMatchObject({ ok: true });
  expect(adder.page.url()).toBe('app://adder/index.html');
  expect(adder.app.windows()).toHaveLength(1);
});

test('no permission and no device of the computer is given', async ({ adder }) => {
  const results = await adder.page.evaluate(async () => {
    const name = (error: unknown): string => (error instanceof Error ? error.name : String(error));
    const { serial } = navigator as unknown as {
      serial: { requestPort: () => Promise<unknown> };
    };
    return {
      notification: await Notification.requestPermission(),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(String, name),
      clipboard: await navigator.clipboard.readText().then(String, name),
      serial: await serial.requestPort().then(String, name),
      script: await new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          resolve(event.effectiveDirective);
        });
        const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.body.append(script);
      }),
      injected: 'injected' in window,
    };
  });
  adder.expectComplaint(/Refused to execute inline script/);
  expect(results).toEqual({
    notification: 'denied',
    camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
    clipboard: 'NotAllowedError',
    serial: expect.stringMatching(/NotAllowedError|NotFoundError|SecurityError/),
    script: 'script-src-elem',
    injected: false,
  });
});

test('a file dropped beside its target does not replace the page', async ({ adder }) => {
  const transfer = await adder.page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['<h1>evil</h1>'], 'evil.html', { type: 'text/html' }));
    return data;
  });
  await adder.page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await adder.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  expect(await ask(adder, 'getAppInfo')).toMatchObject({ ok: true });
  expect(adder.page.url()).toBe('app://adder/index.html');
});
