// English, continued: what F1 shows.

export const help = {
  title: 'Help',
  text: 'Short answers to what people ask. Type to search.',
  search: 'Search the help',
  none: 'Nothing fits. Try another word.',
  topics: {
    start: {
      title: 'First steps',
      text: 'You need no board to begin: the virtual board at the right is one inside Adder. Press Run, and its LED blinks. Change a number in the program, and press Run again.\n\nThe button with the plus sign beside the tabs has more examples. When you plug in a real board, Adder offers to connect it.',
    },
    run: {
      title: 'Run and Stop',
      text: 'Run (F5) starts the program as it is in the editor, saved or not. The board begins afresh each time, so nothing of an earlier program is left. Modules of your folder that the program imports go onto the board first; the console says which.\n\nStop ends the program; the board stays connected. Soft reset starts MicroPython anew: variables are forgotten, files stay.',
    },
    boards: {
      title: 'Boards',
      text: 'The button at the top left shows the board you work with, and what it does. Press it to choose another one: by USB, in the network or by Bluetooth. Boards that were connected once are remembered. Several can be connected at once; each has a tab of its own, with its files and its console.\n\nConnecting disturbs no program that runs on a board. A board that was unplugged is connected again when it is back.',
    },
    notFound: {
      title: 'My board is not in the list',
      text: 'Try another cable first: many only charge and carry no data. Then choose “My board is not in the list” in the list of boards, and Adder watches what happens while you plug the board in.\n\nA new board may have no MicroPython yet. Its maker has a page with the firmware, and how to put it onto the board.',
    },
    files: {
      title: 'Files on the board and on the computer',
      text: 'At the left are the files of the board and a folder of your computer. Drag files or folders from one list to the other, from the desktop onto either, or onto a folder. Within a list a drag moves them. An arrow up always means: to the board; an arrow down: to the computer.\n\nEach file arrives whole and is checked, or the old one stays as it was. You see how far it is, and can pause or cancel. If the board is unplugged, the rest goes when it is back.\n\nWithout a mouse: the arrow keys go through a list, with Shift they select more, and Ctrl+A selects all. Enter opens, F2 renames, Delete deletes and Ctrl+Z brings back. Ctrl+Shift+Up sends what is selected to the board, Ctrl+Shift+Down to the computer; Ctrl+C or Ctrl+X and Ctrl+V put it into the folder you choose. The menu key has all of it.\n\nWhat you delete is kept for a while: “Deleted files” in the File menu brings it back. From a board it is copied to the computer first: on a slow one you see how far that is, and can cancel.',
    },
    saved: {
      title: 'What is saved, and where',
      text: 'Save puts the text where it came from: on the computer or on the board. Each tab shows whether its text is the same there. Nothing you type is lost: tabs come back after a crash or a power cut, even those that were never saved.\n\nIf the board is gone when you save, Adder saves the file as soon as the board is back.',
    },
    console: {
      title: 'The console and the plotter',
      text: 'The console shows what the board prints, and answers input(). At the prompt >>> you can try out lines of Python; arrow up brings back what you entered before. If a program fails, the line where it happened is a link.\n\nThe plotter draws numbers that a program prints, for example print("temp:", 21.5).',
    },
    powerOn: {
      title: 'A program that starts by itself',
      text: '“Start at power-on”, in the menu beside Run, puts your program onto the board as main.py, so that it runs as soon as the board has power, without a computer. An older main.py is kept beside it. “Do not start at power-on” ends that.\n\nIf such a program does not let go of the board, “Safe start” in the same menu is the way back. It loses no file.',
    },
    keyboard: {
      title: 'Without a mouse',
      text: 'Ctrl+Shift+P (on a Mac, Cmd+Shift+P) finds every command by its name. F6 goes from one part of the window to the next. In the editor and the console the Tab key has a meaning of its own: press Escape first, then Tab, to leave them.\n\n“Keyboard shortcuts” in the Help menu lists all keys. The settings have themes, among them one with high contrast, and sizes of letters.',
    },
    trouble: {
      title: 'When something goes wrong',
      text: 'A message says what happened and what you can do; its button does it. The small print helps those who want to help you: “Copy” takes it along.\n\nIf a board does not answer, unplug it, wait a moment and plug it in again. Your text is safe in the editor meanwhile.',
    },
  },
};

export const about = {
  title: 'Adder {version}',
  text: 'An IDE for MicroPython. It runs in Electron {electron} with Chromium {chromium}.',
};
