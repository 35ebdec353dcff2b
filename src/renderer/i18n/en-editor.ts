// English, continued: the texts that are open, where they are saved, what is looked for in them, compared and underlined.

export const editor = {
  left: 'Left side',
  right: 'Right side',
  label: 'Program',
  tabs: 'Open files',
  untitled: 'untitled.py',
  close: 'Close {name}',
  newTab: 'New file or example',
  examples: 'Examples',
  emptyTitle: 'No file is open',
  emptyText: 'Start a new program, open a file from the left, or look at an example.',
  closeTitle: 'Save the changes to {name}?',
  closeText: 'Otherwise they are lost.',
  closeNoBoard:
    'The board that it came from is not connected, so it cannot be saved there now. Save a copy on the computer, or keep the tab open until the board is back.',
  closeCopy: 'Save on the computer',
  closeSave: 'Save',
  closeDiscard: 'Don’t save',
  cancel: 'Cancel',
  whereTitle: 'Where should {name} be saved?',
  whereText: 'A program on the board is there when the board is switched on without your computer.',
  whereComputer: 'On the computer',
  whereBoard: 'On the board',
  elsewhere: 'Save somewhere else…',
  boardNameTitle: 'Save on the board',
  saveButton: 'Save',
  savedComputer: '{name} is saved on the computer.',
  savedBoard: '{name} is saved on the board.',
  onBoard: 'on the board',
  example: 'an example',
};

export const editorPhrases = {
  goToLine: 'Go to line',
  go: 'Go',
  find: 'Find',
  replacement: 'Replace by',
  next: 'Next',
  previous: 'Previous',
  all: 'Select all',
  matchCase: 'Match case',
  byWord: 'Whole words',
  regexp: 'Pattern (regular expression)',
  replace: 'Replace',
  replaceAll: 'Replace all',
  close: 'Close',
  currentMatch: 'This place',
  onLine: 'on line',
  replacedOnLine: 'Replaced on line $',
  replacedMatches: 'Replaced $ places',
  diagnostics: 'Mistakes',
  noDiagnostics: 'No mistakes',
  completions: 'Suggestions',
  foldedLines: 'Folded lines',
  unfoldedLines: 'Unfolded lines',
  to: 'to',
  foldedCode: 'folded lines',
  unfold: 'unfold',
  foldLine: 'Fold these lines',
  unfoldLine: 'Unfold these lines',
  selectionDeleted: 'Selection deleted',
  controlCharacter: 'Control character',
};

export const examples = {
  blink: 'Blink the LED',
  fade: 'Fade the LED',
  button: 'Read the button',
  guess: 'Guess the number',
  plot: 'Draw numbers',
};

export const marks = {
  edited: 'Edited, not saved',
  waiting: 'Will be saved when the board is back',
  nowhere: 'Only in the editor',
  computer: {
    same: 'Saved on the computer',
    different: 'Different on the computer',
    missing: 'Not on the computer',
    unknown: 'Computer: not checked',
  },
  board: {
    same: 'Same on the board',
    different: 'Different on the board',
    missing: 'Not on the board',
    running: 'Board: not checked while a program runs',
    unknown: 'Board: not checked',
  },
};

export const waiting = {
  text: '{name} will be saved when its board is back. Until then it is kept here, over the end of Adder too.',
  busy: '{name} will be saved when the program on the board has ended. Save asks to stop it.',
  kept: 'The board is not there. {name} is kept, and will be saved when the board is back.',
  saved: 'The board is back, and {name} is saved on it.',
  cancel: 'Don’t wait',
  cancelled: '{name} is not waiting for the board any more. Your text is still in the editor.',
};

export const conflict = {
  followed:
    '{name} was changed on the computer. You see it as it is now; undo brings the old text back.',
  changedComputer: '{name} was changed on the computer in the meantime.',
  changedBoard: '{name} is a different file on the board now.',
  removedComputer:
    '{name} is no longer on the computer. Its text is still here; saving makes it anew.',
  removedBoard: '{name} is no longer on the board. Its text is still here; saving makes it anew.',
  askChanged:
    'Your text is still in the editor, and nothing was written. Look at the differences, or say which of the two is to stay.',
  askRemoved: 'Save your text there again?',
  differences: 'Show differences',
  mine: 'Keep mine',
  mineTip: 'Your text stays, and the next Save writes over what is there',
  mineOver: 'Save mine over it',
  theirs: 'Take theirs',
  theirsTip: 'The editor shows what is there; Undo brings your text back',
  anew: 'Save it again',
};

export const compare = {
  title: 'Differences',
  tools: 'Settle the differences',
  mine: 'In the editor (yours)',
  place: { computer: 'On the computer', board: 'On the board' },
  previous: 'Previous difference',
  next: 'Next difference',
  take: { computer: 'Take the computer’s', board: 'Take the board’s' },
  keep: 'Keep mine',
  count: '{count} difference left | {count} differences left',
  noneLeft: 'All differences are settled.',
  put: { computer: 'Save on the computer', board: 'Save on the board' },
  close: 'Back to the editor',
  same: {
    computer: '{name} is the same on the computer.',
    board: '{name} is the same on the board.',
  },
  missing: {
    computer: '{name} is not on the computer.',
    board: '{name} is not on the board.',
  },
  invisible: 'The words are the same; only line ends or invisible marks differ.',
  dataTitle: '{name} is different there.',
  dataText:
    'It is too large, or not a text, to be compared line by line. In the editor: {mine} (SHA-256 {mineHash}…). There: {theirs} (SHA-256 {theirsHash}…).',
};

export const search = {
  title: 'Search',
  find: 'Find',
  replaceBy: 'Replace by',
  matchCase: 'Match case',
  wholeWord: 'Whole words',
  regexp: 'Pattern (regular expression); $1 in the replacement is its first group',
  badPattern: 'This pattern (regular expression) is not right: {why}.',
  typeFirst: 'First type what to look for.',
  go: 'Find all',
  replaceAll: 'Replace all',
  undo: 'Undo the replacement',
  results: 'Places found',
  open: 'open',
  where: 'Looks in the open files and in the folder {folder}.',
  whereTabs: 'Looks in the open files. To look in a whole folder, open it at the left.',
  nothing: '“{text}” was not found.',
  found: 'No place | 1 place in {files} | {count} places in {files}',
  inFiles: '{count} files | 1 file | {count} files',
  tooMany: 'There are more: what is shown is only the beginning.',
  unread: '{count} files or folders could not be read.',
  firstFind: 'First look for something with Find all.',
  findAgain: 'The text to look for has changed: first press Find all.',
  replaced:
    'Nothing was replaced. | Replaced 1 place in {files}. | Replaced {count} places in {files}.',
  undone: 'The replacement is taken back.',
};

export const hints = {
  unknownModule:
    'Neither Adder nor the board knows a module “{name}”. If it is a file of yours, open its folder or bring it onto the board.',
  notOnBoard: '“{name}” is not on the connected board: the program stops here when it runs on it.',
  notInModule: '“{name}” is not known in “{module}”. Is it spelled right?',
  notInImport: '“{name}” is not known in this module. Is it spelled right?',
  tooMany: 'Too many values in the brackets: it takes {name} here.',
  missing: 'Something is missing in the brackets: {name}.',
  notHere: 'not on this board',
  lacks: 'Not on this board.',
  onBoard: 'on the board',
};

export const mistakes = {
  fix: 'Fix it',
  tidied: 'The code is tidied up.',
  tidy: 'The code is tidy already.',
  cannotTidy: 'First mend the mistakes that are underlined in red; then the code can be tidied up.',
  tooNew: 'MicroPython does not have {what}.',
  F401: '“{name}” is imported but never used.',
  F403: '“import *” hides which names there are; import the names you need.',
  F405: '“{name}” may come from an “import *”; if not, it is unknown.',
  F541: 'This f"…" has nothing in braces; a plain text will do.',
  F632: 'Use == to compare with a text or a number; “is” asks whether it is the same object.',
  F811: '“{name}” is defined twice; only the second one counts.',
  F821: '“{name}” is not known here. Is it spelled right, and is it defined or imported above?',
  F823: '“{name}” is used before it has a value.',
  F841: '“{name}” gets a value that is never used.',
  E711: 'Compare with None by “is None” or “is not None”.',
  E722: 'This except also catches Stop (KeyboardInterrupt). Name what you expect, as in “except OSError:”.',
  W605: 'A backslash before this letter means nothing; write two of them, or r"…".',
  B006: 'This default is made only once and shared by all calls. Use None, and make a new one inside.',
  B015: 'This compares and throws the answer away. To give a value, write one “=”.',
  B018: 'This line does nothing. Are brackets () missing for a call, or a name for the result?',
};
