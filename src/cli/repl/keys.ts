// What the keys of the repl mean: most are the board's; a few are for the repl itself, as in mpremote.

export type KeyAction =
  | { readonly kind: 'type'; readonly keys: Uint8Array }
  | { readonly kind: 'soft-reset' | 'inject-code' | 'inject-file' };

export interface ReadKeys {
  readonly actions: readonly KeyAction[];
  /** Behind them comes the key that ends it all. */
  readonly leaves: boolean;
}

type Special = Exclude<KeyAction['kind'], 'type'> | 'leave';

const CTRL_D = 0x04;
const CTRL_J = 0x0a;
const CTRL_K = 0x0b;
const CTRL_X = 0x18;
const CTRL_BRACKET = 0x1d;

const LINE_FEED = 0x0a;
const ENTER = 0x0d;

/** Without something to inject, their keys are the board's. */
export interface Injections {
  readonly code: boolean;
  readonly file: boolean;
}

/** In order, up to the key that leaves. */
export function readKeys(bytes: Uint8Array, injections: Injections): ReadKeys {
  const actions: KeyAction[] = [];
  let from = 0;
  for (const [at, byte] of bytes.entries()) {
    const kind = special(byte, injections);
    if (!kind) continue;
    if (at > from) actions.push({ kind: 'type', keys: bytes.subarray(from, at) });
    if (kind === 'leave') return { actions, leaves: true };
    actions.push({ kind });
    from = at + 1;
  }
  if (bytes.length > from) actions.push({ kind: 'type', keys: bytes.subarray(from) });
  return { actions, leaves: false };
}

function special(byte: number, { code, file }: Injections): Special | undefined {
  switch (byte) {
    case CTRL_BRACKET:
    case CTRL_X:
      return 'leave';
    case CTRL_D:
      return 'soft-reset';
    case CTRL_J:
      return code ? 'inject-code' : undefined;
    case CTRL_K:
      return file ? 'inject-file' : undefined;
    default:
      return undefined;
  }
}

/** The lines of a file or a pipe as keys: they end as Enter does, which the board waits for (`readline.c`). */
export class LinesAsKeys {
  private afterEnter = false;

  take(bytes: Uint8Array): Uint8Array {
    const keys: number[] = [];
    for (const byte of bytes) {
      if (byte !== LINE_FEED) keys.push(byte);
      else if (!this.afterEnter) keys.push(ENTER);
      this.afterEnter = byte === ENTER;
    }
    return Uint8Array.from(keys);
  }
}
