// The names that the real language server offers, as the window's client asks it.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, it } from 'vitest';
import { LanguageClient, stubUri, uriOf } from '../../../src/renderer/language/client';
import type { CompletionItem, Hover } from '../../../src/renderer/language/messages';
import { classesIn, extendedStub } from '../../../src/renderer/language/module-text';
import { makeServer, type LanguageWorker } from '../../../src/renderer/language/server';
import { STUBS } from '../../../src/renderer/language/stubs';

const TYPES = classesIn(STUBS.get('stdlib/builtins.pyi') ?? '');

/** The analysis in this thread: it only wants the scope of a worker. */
function startAnalysis(): LanguageWorker {
  const file = createRequire(import.meta.url).resolve(
    'browser-basedpyright/dist/pyright.worker.js',
  );
  const worker: LanguageWorker = {
    postMessage: (data) => setImmediate(() => scope.receive(structuredClone(data))),
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
  };
  class Scope extends EventTarget {
    app?: { createBackgroundAnalysis: () => undefined };
    onmessage: ((event: MessageEvent) => void) | null = null;
    postMessage(data: unknown): void {
      setImmediate(() => worker.onmessage?.(new MessageEvent('message', { data })));
    }
    receive(data: unknown): void {
      const event = new MessageEvent('message', { data });
      this.dispatchEvent(event);
      this.onmessage?.(event);
    }
  }
  const scope = new Scope();
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a script for workers, not a module
  (new Function('self', readFileSync(file, 'utf8')) as (self: Scope) => void)(scope);
  scope.receive({ type: 'browser/boot', mode: 'foreground' });
  if (scope.app) scope.app.createBackgroundAnalysis = () => undefined;
  return worker;
}

let client: LanguageClient;

beforeAll(async () => {
  client = new LanguageClient(STUBS, []);
  const server = makeServer(
    startAnalysis(),
    () => undefined,
    (why) => {
      throw new Error(why);
    },
  );
  client.connect(server);
  await client.initializing;
}, 60_000);

/** @param text a program that ends where names are wanted */
async function namesAt(text: string): Promise<ReadonlySet<string>> {
  const uri = uriOf('/main.py');
  client.workspace.putModule(uri, text);
  const lines = text.split('\n');
  const answer = await client.request<{ readonly items: readonly CompletionItem[] }>(
    'textDocument/completion',
    {
      textDocument: { uri },
      position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
      context: { triggerKind: 1 },
    },
  );
  return new Set(answer.items.map(({ label }) => label));
}

it('are those of the stub and of the board, as long as the board is there', async () => {
  const place = 'stdlib/machine.pyi';
  const own = STUBS.get(place) ?? '';
  const board = extendedStub(
    own,
    [
      { name: 'Encoder', type: 'type' },
      { name: 'spin', type: 'function' },
      { name: 'Pin', type: 'int' },
      { name: 'int', type: 'str' },
    ],
    TYPES,
  );
  const texts = [
    'import machine\nmachine.',
    'import umachine as m\nm.',
    'from machine import ',
    'import machine\nprint(machine.',
  ];
  for (const text of texts) {
    const names = await namesAt(text);
    expect([names.has('Encoder'), names.has('Pin')]).toEqual([false, true]);
  }
  client.workspace.replaceStub(stubUri(place), own, board);
  for (const text of texts) {
    const names = await namesAt(text);
    expect([names.has('Encoder'), names.has('spin'), names.has('Pin')]).toEqual([true, true, true]);
  }
  expect(await namesAt('import machine\nmachine.Pin(1).')).toContain('toggle');
  expect(await namesAt('import machine\nmachine.reset_cause().')).toContain('to_bytes');
  await namesAt('import machine\nmachine.spin(1)\n');
  const hover = await client.request<Hover>('textDocument/hover', {
    textDocument: { uri: uriOf('/main.py') },
    position: { line: 1, character: 10 },
  });
  expect(hover.contents).toMatchObject({
    value: expect.stringContaining('(function) def spin') as string,
  });
  client.workspace.replaceStub(stubUri(place), own, own);
  for (const text of texts) {
    const names = await namesAt(text);
    expect([names.has('Encoder'), names.has('Pin')]).toEqual([false, true]);
  }
});
