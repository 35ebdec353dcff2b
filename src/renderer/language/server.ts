// The pipe to the worker, in the form that the editor's language client wants. Answers by itself what the server asks its client.
// A worker that breaks is thrown away: an editor without help still edits.

import type { Transport } from '@codemirror/lsp-client';
import type { RpcMessage } from './messages';
import { SERVER_SETTINGS } from './server-settings';

export interface LanguageWorker {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** @param onStale what was found is out of date: a file has changed that others import */
export function makeServer(
  worker: LanguageWorker,
  onStale: () => void,
  onBroken: (why: string) => void,
): Transport {
  const listeners = new Set<(message: string) => void>();
  const server: Transport = {
    send: (message) => {
      worker.postMessage(withFolder(JSON.parse(message) as RpcMessage));
    },
    subscribe: (listener) => listeners.add(listener),
    unsubscribe: (listener) => listeners.delete(listener),
  };
  worker.onmessage = ({ data }) => {
    const message = data as RpcMessage;
    // Not of the protocol: the analysis asks for another worker.
    if (message.method === undefined && message.id === undefined) return;
    if (message.method !== undefined && message.id !== undefined) {
      if (message.method === 'workspace/diagnostic/refresh') onStale();
      worker.postMessage({ jsonrpc: '2.0', id: message.id, result: answerTo(message) });
      return;
    }
    for (const listener of [...listeners]) listener(JSON.stringify(message));
  };
  worker.onerror = ({ message }) => {
    worker.terminate();
    onBroken(message);
  };
  return server;
}

/** The client names one root; the analysis reads its settings only from a folder of the workspace. */
function withFolder(message: RpcMessage): RpcMessage {
  if (message.method !== 'initialize') return message;
  const params = message.params as { readonly rootUri: string };
  const workspaceFolders = [{ name: 'code', uri: params.rootUri }];
  return { ...message, params: { ...params, workspaceFolders } };
}

function answerTo({ method, params }: RpcMessage): unknown {
  if (method !== 'workspace/configuration') return null;
  const { items } = params as { readonly items: readonly { readonly section?: string }[] };
  return items.map(({ section }) => SERVER_SETTINGS[section ?? ''] ?? null);
}
