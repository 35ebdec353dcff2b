// The analysis of Python (basedpyright, as its makers built it for browsers) in a thread of its own. Its file is loaded as it is:
// it is large, and would gain nothing from being bundled. What it analyses comes over the language server protocol, one JSON-RPC
// message each.

import analysisUrl from 'browser-basedpyright/dist/pyright.worker.js?url';

interface AnalysisServer {
  createBackgroundAnalysis: () => undefined;
}

const scope = self as unknown as { readonly app?: AnalysisServer };
const early: unknown[] = [];

function hold(event: MessageEvent): void {
  event.stopImmediatePropagation();
  early.push(event.data);
}

function receive(data: unknown): void {
  self.dispatchEvent(new MessageEvent('message', { data }));
}

async function start(): Promise<void> {
  self.addEventListener('message', hold);
  await import(/* @vite-ignore */ analysisUrl);
  self.removeEventListener('message', hold);
  receive({ type: 'browser/boot', mode: 'foreground' });
  // It would ask for a second worker that checks whole files: twice the memory, for programs of a few hundred lines.
  if (scope.app) scope.app.createBackgroundAnalysis = () => undefined;
  for (const data of early) receive(data);
}

void start();
