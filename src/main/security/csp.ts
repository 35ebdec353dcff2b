// What the page may load, sent as a header with every file of the app's own scheme. CodeMirror and xterm put <style>
// elements into the page, which is why inline styles are allowed; scripts come from the app's files only.

const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  'worker-src': "'self' blob:",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-src': "'none'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
};

/** A worker has the policy of its own file. Only the checker's may compile WebAssembly, and nothing else may. */
const WORKER_WITH_WASM = /^\/assets\/checker-worker-[\w-]+\.js$/;

/** @param path of the file, as in its address */
export function contentSecurityPolicy(path: string): string {
  const wasm = WORKER_WITH_WASM.test(path) ? " 'wasm-unsafe-eval'" : '';
  return Object.entries(POLICY)
    .map(([directive, sources]) =>
      directive === 'script-src' ? `${directive} ${sources}${wasm}` : `${directive} ${sources}`,
    )
    .join('; ');
}
