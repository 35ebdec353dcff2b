// Ruff, compiled to WebAssembly, beside the window's own thread: a long program is checked without a key being late.

import init, { PositionEncoding, Workspace, type Diagnostic } from '@astral-sh/ruff-wasm-web';
import type { Answer, Found, Question } from './messages';
import { RUFF_SETTINGS } from './rules';

/** The window's types stand in for those of a worker, where posting needs no origin. */
const port = self as unknown as { postMessage: (answer: Answer) => void };

const workspace = init().then(() => new Workspace(RUFF_SETTINGS, PositionEncoding.Utf16));

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void answer(data).then((given) => {
    port.postMessage(given);
  });
});

async function answer({ id, kind, text }: Question): Promise<Answer> {
  try {
    const ruff = await workspace;
    if (kind === 'format') return { id, kind: 'formatted', text: ruff.format(text) };
    return { id, kind: 'found', found: (ruff.check(text) as Diagnostic[]).map(toFound) };
  } catch (error) {
    return { id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function toFound({ code, message, start_location, end_location, fix }: Diagnostic): Found {
  const edits = fix?.edits.map(({ content, location, end_location: to }) => ({
    from: location,
    to,
    text: content ?? '',
  }));
  return {
    code: code ?? 'invalid-syntax',
    message,
    from: start_location,
    to: end_location,
    ...(edits && { fix: edits }),
  };
}
