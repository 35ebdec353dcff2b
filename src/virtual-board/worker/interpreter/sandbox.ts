// What a Python program can reach through the interpreter's imports. WebAssembly has no other doors than these, so
// shutting one here holds whatever the program does to its own memory.
//
// The package is made for web pages and lets Python use any JavaScript object (`import js`). On a board there is no
// JavaScript: those doors are shut. The two modules are taken out of the list of modules as well (setup.ts), so that
// `import js` says what it says on a board.

/** Doors that look things up: they find nothing. */
const ANSWER_NOTHING = ['lookup_attr', 'has_attr', 'js_iter_next'];

/** Doors that use a JavaScript object. No program can get one, so a call means corrupted memory. */
const REFUSE = [
  'call0',
  'call0_kwarg',
  'call1',
  'call2',
  'calln',
  'calln_kwarg',
  'create_promise',
  'js_get_error_info',
  'js_get_iter',
  'js_get_proxy_js_ref_info',
  'js_reflect_construct',
  'js_subscr_load',
  'js_subscr_store',
  'js_then_continue',
  'js_then_reject',
  'js_then_resolve',
  'proxy_convert_mp_to_js_then_js_to_js_then_js_to_mp_obj_jsside',
  'proxy_convert_mp_to_js_then_js_to_mp_obj_jsside',
  'store_attr',
];

export function sandboxImports(): Record<string, WebAssembly.ImportFunction> {
  const imports: Record<string, WebAssembly.ImportFunction> = {
    js_check_existing: () => -1, // "this Python object has no JavaScript side yet"
    proxy_js_free_obj: () => undefined,
  };
  for (const name of ANSWER_NOTHING) imports[name] = () => 0;
  for (const name of REFUSE)
    imports[name] = () => {
      throw new Error(`the program reached for JavaScript (${name})`);
    };
  return imports;
}
