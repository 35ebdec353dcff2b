// English. Second person, short, no jargon without its explanation. `{name}` and the like are filled in. What a room of the window has
// many words for stands in a file of its own, whose constants are keys here.

import * as devices from './en-devices';
import * as doctor from './en-doctor';
import * as editor from './en-editor';
import * as files from './en-files';
import * as help from './en-help';
import * as run from './en-run';
import * as settings from './en-settings';

export const en = {
  ...devices,
  ...doctor,
  ...editor,
  ...files,
  ...help,
  ...run,
  ...settings,

  app: {
    name: 'Adder',
    computer: 'Computer',
    board: 'Board',
    resize: {
      files: 'Size of the file lists',
      lists: 'Size of the board’s list and the computer’s',
      panel: 'Size of the editor and what is below it',
      editors: 'Size of the two programs',
      workbench: 'Size of the workbench',
    },
  },

  commands: {
    'show-console': 'Go to the console',
    'show-plotter': 'Go to the plotter',
    'console-find': 'Find in the console…',
    'console-history': 'Lines entered before…',
    'console-copy-all': 'Copy all of the console',
    'console-save': 'Save the console as a file…',
    'console-clear': 'Clear the console',
    run: 'Run',
    stop: 'Stop',
    'soft-reset': 'Soft reset',
    save: 'Save',
    'save-as': 'Save as…',
    'compare-saved': 'Compare with what is saved',
    'compare-board': 'Compare with the board',
    'compare-computer': 'Compare with the computer',
    'cancel-waiting': 'Don’t wait for the board',
    upload: 'Upload',
    'upload-selected': 'Upload what is selected on the computer',
    'download-selected': 'Download what is selected on the board',
    'undo-delete': 'Bring back what was deleted last',
    'deleted-files': 'Deleted files…',
    'new-file': 'New file',
    'open-file': 'Open file…',
    'open-folder': 'Open folder…',
    'close-tab': 'Close tab',
    'go-to-definition': 'Go to where it is made',
    format: 'Tidy up the code',
    'power-on': 'Start at power-on',
    'no-power-on': 'Do not start at power-on',
    'safe-start': 'Safe start…',
    'find-board': 'My board is not in the list…',
    find: 'Find…',
    'find-in-folder': 'Find and replace in files…',
    'go-to-line': 'Go to line…',
    comment: 'Make it a comment, or not',
    'next-occurrence': 'Also select the next place with this word',
    'cursor-above': 'One more cursor above',
    'cursor-below': 'One more cursor below',
    'fold-all': 'Fold everything',
    'unfold-all': 'Unfold everything',
    'other-side': 'Move this file to the other side',
    'next-tab': 'Next tab',
    'previous-tab': 'Previous tab',
    'zoom-in': 'Larger',
    'zoom-out': 'Smaller',
    'zoom-reset': 'Normal size',
    files: 'Show or hide the lists of files',
    workbench: 'Show or hide the workbench',
    'choose-board': 'Choose a board…',
    'network-board': 'Board in the network…',
    'bluetooth-board': 'Board by Bluetooth…',
    'known-boards': 'Rename or forget boards…',
    'next-board': 'Show the next board',
    'previous-board': 'Show the board before',
    'disconnect-board': 'Disconnect the board',
    palette: 'All commands…',
    'go-to-file': 'Go to file…',
    settings: 'Settings…',
    help: 'Help',
    'next-pane': 'Go to the next part of the window',
    'previous-pane': 'Go to the part of the window before',
    shortcuts: 'Keyboard shortcuts',
    documentation: 'MicroPython documentation',
    about: 'About Adder',
  },
  groups: {
    file: 'File',
    edit: 'Edit',
    board: 'Board',
    console: 'Console',
    view: 'View',
    help: 'Help',
  },
  /** What the browser does by itself. */
  menu: {
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    togglefullscreen: 'Full screen',
    quit: 'Quit',
  },
  tips: {
    run: 'Run this program on the board, just as it is in the editor',
    stop: 'Stop the program; the board stays connected',
    'soft-reset':
      'Start MicroPython anew: the program stops and its variables are forgotten. Files stay.',
    save: 'Save where the file came from',
    upload: 'Copy this file onto the board',
    'power-on':
      'This program starts whenever the board gets power: it becomes main.py there, and the old one is kept under another name',
    'no-power-on':
      'The board waits for you when it gets power; the program is kept under another name',
    'safe-start':
      'For a program that Stop cannot end: it is stopped, and its main.py is kept under another name',
  },
  reasons: {
    noBoard: 'First connect a board: press the button at the left.',
    connecting: 'The board is being connected. One moment.',
    lost: 'The connection to the board is lost. Connect again.',
    onlyOneBoard: 'Only one board is connected.',
    nothingSelected: {
      board: 'First select files in the list of the board.',
      computer: 'First select files in the list of the computer.',
    },
    noTab: 'First open a file or start a new one.',
    running: 'Your program is running. Press Stop to end it.',
    nothingRuns: 'No program is running.',
    saved: 'All changes are saved already.',
    saving: 'This file is being saved.',
    nowhere: 'This program is not saved anywhere yet.',
    noCopy: 'No copy of this file is in the open folder of the computer.',
    notWaiting: 'This file does not wait for a board.',
    noPython: 'Only Python files can be tidied up.',
    oneTab: 'There is no other tab.',
    largest: 'It cannot be larger.',
    smallest: 'It cannot be smaller.',
  },

  palette: {
    title: { commands: 'Commands', files: 'Files' },
    hint: {
      commands: 'Type what you want to do',
      files: 'Type a part of a file’s name',
    },
    none: {
      commands: 'No command fits. Try another word.',
      files: 'No file fits. Files of the computer are found when their folder is open.',
    },
    how: 'Choose with the arrow keys, and press Enter.',
    open: 'open',
  },

  panels: {
    label: 'Below the editor',
  },

  problems: {
    label: 'Problems',
    copy: 'Copy',
    copied: 'Copied',
    close: 'Close this message',
    details: 'Details',
    retry: 'Try again',
    help: 'Help',
    code: 'Code: {code}',
  },

  status: {
    label: 'Status',
    noBoard: 'No board',
    position: 'Line {line}, column {column}',
    theme: 'Colours: {name}',
    stopped: 'The program was stopped.',
    ended: 'The program has ended.',
    failed: 'The program ended with an error.',
    started: '{name} is running.',
    boardIs: '{name}: {mode}',
    onBoard: '{name}: {what}',
  },

  hint: {
    title: 'Your first program',
    run: 'Press Run',
    runText: 'and watch the LED',
    change: 'Change 500',
    changeText: 'to 100',
    again: 'Press Stop, then Run again',
    againText: '',
    dismiss: 'Hide these steps',
    done: 'Well done! That is how every program grows.',
  },

  dialogs: {
    cancel: 'Cancel',
    close: 'Close',
  },
};
