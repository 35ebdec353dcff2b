// What everybody must know of WebREPL's password: the engine, which sends it, and whoever asks a person for it.

/** `webrepl_setup.py` of micropython-lib takes 4 to 9 characters; `extmod/modwebrepl.c` keeps 9 bytes. */
export const WEBREPL_PASSWORD = { min: 4, max: 9 } as const;

/** What is wrong with a password whatever the board: nothing, nothing typed, or more than a board can keep. */
export function passwordFault(password: string): 'empty' | 'too-long' | undefined {
  if (password === '') return 'empty';
  return utf8Length(password) > WEBREPL_PASSWORD.max ? 'too-long' : undefined;
}

function utf8Length(text: string): number {
  return Array.from(text).reduce((sum, character) => {
    const code = character.codePointAt(0) ?? 0;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);
}
