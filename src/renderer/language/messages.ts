// Messages to and from the language server, as far as Adder looks into them (JSON-RPC and the language server protocol).

export interface RpcMessage {
  readonly jsonrpc?: '2.0';
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

export interface MarkupContent {
  readonly kind: 'markdown' | 'plaintext';
  readonly value: string;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface CompletionItem {
  readonly label: string;
  readonly kind?: number;
  readonly sortText?: string;
  readonly documentation?: MarkupContent | string;
}

export interface ServerDiagnostic {
  readonly range: Range;
  readonly code?: string;
  readonly message: string;
}

export interface Parameter {
  readonly label: string | readonly [number, number];
}

export interface Signature {
  readonly label: string;
  readonly parameters?: readonly Parameter[];
  readonly documentation?: MarkupContent | string;
  readonly activeParameter?: number;
}

export interface SignatureHelp {
  readonly signatures: readonly Signature[];
  readonly activeSignature?: number;
  readonly activeParameter?: number;
}

export interface Hover {
  readonly contents: MarkupContent | string;
  readonly range?: Range;
}
