// The editor's side of the language server: one for the window, made when help is first wanted. Nobody is told of a question that
// found no answer; the help is just not there.

import { LSPClient, type LSPClientExtension } from '@codemirror/lsp-client';
import type { Extension } from '@codemirror/state';
import type { Hover, SignatureHelp } from './messages';
import { sanitizeHtml } from './sanitize';
import { CODE, startFiles, STUBS_FOLDER } from './server-settings';
import { tidyHover, tidySignatures } from './tidy';
import { TabWorkspace } from './workspace';

/** Loading takes seconds on a slow computer. ms */
const PATIENCE_MS = 60_000;

/** What the client does not say by itself. */
const CAPABILITIES: LSPClientExtension = {
  clientCapabilities: {
    textDocument: {
      completion: { completionItem: { snippetSupport: false } },
      diagnostic: { dynamicRegistration: true },
    },
    workspace: { configuration: true },
  },
};

export class LanguageClient extends LSPClient {
  declare workspace: TabWorkspace;

  constructor(stubs: ReadonlyMap<string, string>, extensions: readonly Extension[]) {
    super({
      rootUri: uriOf(''),
      initializationOptions: { files: startFiles(stubs) },
      timeout: PATIENCE_MS,
      workspace: (client) => new TabWorkspace(client),
      sanitizeHTML: sanitizeHtml,
      notificationHandlers: { 'window/logMessage': () => true, 'window/showMessage': () => true },
      extensions: [CAPABILITIES, ...extensions],
    });
  }

  override async request<Result>(method: string, params: unknown): Promise<Result> {
    const answer = await super.request<unknown, unknown>(method, params).catch(() => null);
    if (answer === null) return answer as Result;
    if (method === 'textDocument/hover') return tidyHover(answer as Hover) as Result;
    if (method === 'textDocument/signatureHelp')
      return tidySignatures(answer as SignatureHelp) as Result;
    return answer as Result;
  }
}

/** @param path as on a board, from `/` */
export function uriOf(path: string): string {
  return `file://${CODE}${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** @param path below resources/stubs */
export function stubUri(path: string): string {
  return `file://${STUBS_FOLDER}/${path}`;
}
