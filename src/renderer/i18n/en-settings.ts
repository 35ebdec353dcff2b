// English, continued: what can be set, and the shortcuts.

export const settings = {
  title: 'Settings',
  text: 'A change is in force at once, and is kept for the next time.',
  search: 'Search the settings',
  none: 'No setting fits. Try another word.',
  reset: 'Set “{name}” back',
  resetAll: 'Set all back',
  nothingChanged: 'Everything is as it is in a new Adder.',
  less: 'Less',
  more: 'More',
};

export const sections = {
  look: 'Look',
  editor: 'Editor',
  console: 'Console',
  boards: 'Boards',
  start: 'When Adder starts',
};

export const setting = {
  theme: {
    name: 'Colours',
    text: 'Light, dark, or strong contrasts that are easier to see',
    values: {
      system: 'As the system',
      light: 'Light',
      dark: 'Dark',
      contrast: 'High contrast',
    },
  },
  zoom: {
    name: 'Size of everything',
    text: 'Makes all of the window larger or smaller',
    unit: '%',
  },
  editorFontSize: {
    name: 'Size of the text in the editor',
    text: 'How large your programs are shown',
  },
  indentWidth: {
    name: 'Width of an indent',
    text: 'How many spaces the Tab key adds; Python programs mostly have 4',
  },
  wordWrap: {
    name: 'Wrap long lines',
    text: 'A line that is wider than the editor goes on below, instead of to the right',
  },
  ruler: {
    name: 'Line at a width',
    text: 'A thin line in the editor that shows where lines become long',
    values: { none: 'None' },
  },
  tidyOnSave: {
    name: 'Tidy up when saving',
    text: 'Puts spaces and empty lines in order each time a Python file is saved',
  },
  consoleFontSize: {
    name: 'Size of the text in the console',
    text: 'How large the words of the board are shown',
  },
  consoleLines: {
    name: 'Lines that the console keeps',
    text: 'How far you can scroll back',
  },
  reconnect: {
    name: 'Connect again by itself',
    text: 'A board that was unplugged or reset is connected as soon as it is back',
  },
  lastBoard: {
    name: 'Connect the boards of the last time',
    text: 'Those that are not plugged in when Adder starts are connected as soon as they are',
  },
  reopenTabs: {
    name: 'Open the files of the last time',
    text: 'Unsaved work comes back in any case',
  },
};

export const shortcuts = {
  title: 'Keyboard shortcuts',
  text: 'Every key that does something in Adder.',
  search: 'Search by name or key',
  none: 'No shortcut fits.',
  editing: {
    title: 'In the editor',
    complete: 'Suggest how the word may go on',
    lineUp: 'Move the line up',
    lineDown: 'Move the line down',
    copyLine: 'Copy the line',
    removeLine: 'Remove the line',
    indent: 'Indent',
    outdent: 'Take an indent away',
    leave: 'Leave the editor: one key after the other',
  },
  trees: {
    title: 'In the lists of files',
    open: 'Open, or show what is in a folder',
    more: 'Select one more',
    add: 'Select it too, or no more',
    all: 'Select all',
    rename: 'Rename',
    remove: 'Delete',
    undo: 'Bring back what was deleted',
    carry: 'Copy into the other list: one key after the other',
    move: 'Move within the list: one key after the other',
    menu: 'Show what can be done',
  },
  prompt: {
    title: 'In the console',
    interrupt: 'Interrupt the program',
    copy: 'Copy the selected text',
    paste: 'Paste',
    earlier: 'The line before',
    leave: 'Leave the console: one key after the other',
  },
};
