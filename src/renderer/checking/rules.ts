// What ruff is told to look for: what stops a program or is nearly always a mistake, and nothing of taste. A beginner who sees a line
// under a word must be able to trust that something is wrong there.

/** MicroPython's grammar is Python 3.4's with much of what came later; `mistakes.ts` drops what ruff says of that. */
const GRAMMAR = 'py37';

export const RUFF_SETTINGS = {
  'target-version': GRAMMAR,
  // Types of the native code emitters, which are no names of Python.
  builtins: ['ptr', 'ptr8', 'ptr16', 'ptr32', 'uint'],
  lint: {
    preview: false,
    select: [
      'E9', // cannot run at all
      'F', // unknown, unused and overwritten names, wrong formats
      'E711', // == None
      'E722', // an except that also catches Stop
      'W605', // "\d"
      'B006', // a list as a default
      'B015', // pin == 1 where pin = 1 was meant
      'B018', // led.on without ()
      'PLE', // wrong uses that always raise
    ],
  },
  format: { 'indent-style': 'space', 'quote-style': 'preserve' },
} as const;
