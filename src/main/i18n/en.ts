// What main itself says: the questions and dialogs of the system that come without the window. Everything else is the window's
// (src/renderer/i18n). In second person, short, as there.

export const en = {
  app: 'Adder',
  close: {
    unsaved: 'Close with unsaved changes?',
    underway: 'Files are still on their way. Close all the same?',
    both: 'Files are still on their way, and there are unsaved changes. Close all the same?',
    kept: 'Adder keeps unsaved changes and opens these tabs again the next time, but they are saved nowhere else:',
    brokenOff: 'Closing cancels what is on its way. What has not arrived whole stays as it was:',
    upload: 'Uploads to {board}: {count}',
    download: 'Downloads from {board}: {count}',
    delete: 'Deletions on {board}: {count}',
    restore: 'What comes back to {board}: {count}',
    more: 'and {count} more',
    stay: 'Go back',
    go: 'Close',
  },
  crash: {
    title: 'The window stopped working.',
    text: 'Open it again? Boards stay connected. ({reason})',
    stay: 'Open again',
    go: 'Quit',
  },
  fault: {
    title: 'Something inside Adder went wrong.',
    text: 'Save your work and start Adder again. Please report this:',
  },
  pick: {
    folder: 'Open folder',
    download: 'Download to',
    file: 'Open file',
    target: 'Save as',
  },
  /** Lines in the console. */
  run: {
    uploaded: 'Uploaded {name}, which the program imports.',
    lostProject:
      'The folder of {name} cannot be read. The program runs with the modules that are on the board.',
  },
  menu: {
    edit: 'Edit',
  },
} as const;
