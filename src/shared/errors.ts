// The one error class of Adder and its closed list of codes. Every part throws these, IPC carries them as data,
// and the window and the command both print from this table. It knows no Node, no DOM and no Electron.

/** What happened (`title`) and what a person can do about it (`action`), both plain sentences. */
export interface ErrorText {
  /** What happened. */
  readonly title: string;
  /** What to do about it. */
  readonly action: string;
}

const TABLE = {
  // The link
  'bad-address': {
    title: 'This is not an address of a board.',
    action:
      'Use virtual:, a port such as /dev/ttyACM0 or COM3, tcp:HOST:PORT, rfc2217:HOST:PORT or process:COMMAND.',
  },
  'address-not-allowed': {
    title: 'The window does not open this kind of address.',
    action: 'Use the adder command for programs, recordings and disturbed links.',
  },
  'link-unsupported': {
    title: 'This version of Adder cannot open that kind of link yet.',
    action: 'Connect the board by USB, or use the virtual board.',
  },
  'port-not-found': {
    title: 'There is no such port.',
    action: 'Plug the board in (with a cable that carries data) and choose it again.',
  },
  'port-denied': {
    title: 'You are not allowed to open this port.',
    action: 'Give your user the right to use serial ports, then log out and in again.',
  },
  'port-busy': {
    title: 'Another program is using this port.',
    action: 'Close the other program (a serial monitor or another IDE) and try again.',
  },
  'port-failed': {
    title: 'The port could not be opened.',
    action: 'Unplug the board, plug it in again and try once more.',
  },
  'bad-baud-rate': {
    title: 'The port does not run at this speed.',
    action:
      'Choose another baud rate, such as 115200. A board whose own chip has USB needs none at all.',
  },
  'process-failed': {
    title: 'The program could not be started.',
    action: 'Check the command line: the program must exist and be executable.',
  },
  'host-not-found': {
    title: 'There is no computer or bridge of this name.',
    action: 'Check the name in the address; a number such as 192.168.1.20 always works.',
  },
  'host-refused': {
    title: 'The computer or bridge does not accept connections on this port.',
    action:
      'Check the number behind the colon, and that the program that shares the board is running there.',
  },
  'host-unreachable': {
    title: 'The computer or bridge cannot be reached.',
    action: 'Check that both are on the same network, and that no firewall is between them.',
  },
  'host-timeout': {
    title: 'The computer or bridge does not answer.',
    action: 'Check that it is switched on and in reach, and the address. Then try again.',
  },
  'no-rfc2217': {
    title: 'What answers there does not speak RFC 2217.',
    action: 'If it passes the bytes on as they are, use tcp:HOST:PORT.',
  },
  'host-not-trusted': {
    title: 'The computer or bridge could not prove who it is.',
    action:
      'Use a certificate that this computer trusts, or ws: instead of wss: inside your own network.',
  },
  'no-webrepl': {
    title: 'What answers there is not a WebREPL.',
    action:
      'Check the address, and that WebREPL runs on the board: "import webrepl_setup" sets it up.',
  },
  'webrepl-in-use': {
    title: 'Another program is connected to this board.',
    action:
      'WebREPL serves one program at a time: close the other one (a page in a browser, another Adder) and try again.',
  },
  'password-needed': {
    title: 'The board asks for a password.',
    action:
      'Put it into the environment variable ADDER_WEBREPL_PASSWORD, or start the command in a terminal, where it asks.',
  },
  'wrong-password': {
    title: 'The board did not accept the password.',
    action:
      'It is the one that was set on the board with "import webrepl_setup": 4 to 9 characters. It also stands in webrepl_cfg.py.',
  },
  'link-lost': {
    title: 'The connection to the board was lost.',
    action:
      'Check the cable, then connect again. The file on the board is the old one or the new one, never a part.',
  },
  'link-reset': {
    title: 'The soft reset ended the connection to the board.',
    action:
      'Connect again. Over WebREPL that works when boot.py starts it, as "import webrepl_setup" arranges.',
  },
  'link-closed': {
    title: 'The connection to the board is closed.',
    action: 'Connect to the board again.',
  },
  'bluetooth-unavailable': {
    title: 'Bluetooth cannot be used on this computer now.',
    action:
      'Switch Bluetooth on, or plug a Bluetooth adapter in, and try again. On Linux the service bluetoothd must run.',
  },
  'bluetooth-denied': {
    title: 'Adder is not allowed to use Bluetooth.',
    action: 'Allow it in the privacy settings of this computer, then try again.',
  },
  'bluetooth-failed': {
    title: 'The Bluetooth device could not be connected.',
    action: 'Bring it near, end its other connections, reset it and try again.',
  },
  'device-not-found': {
    title: 'No Bluetooth device of this name was found.',
    action:
      'Switch the board on, bring it near and see that its program advertises this name. A device that is connected elsewhere (a phone, another program) cannot be found.',
  },
  'device-ambiguous': {
    title: 'Several Bluetooth devices have this name.',
    action: 'Use the id of the one you mean, as in ble:A4:CF:12:00:00:01.',
  },
  'no-uart-service': {
    title: 'This Bluetooth device offers no connection to a MicroPython.',
    action:
      'A board must run a program that gives its prompt to the Nordic UART service, as ble_uart_repl.py of the MicroPython examples does.',
  },
  'board-in-use': {
    title: 'This virtual board is in use.',
    action:
      'Close the other window or command that uses it, or choose another one, as in virtual:second.',
  },
  'virtual-board-failed': {
    title: 'The virtual board could not start.',
    action: 'Try again; if it keeps failing, please report it with the details below.',
  },
  'bad-recording': {
    title: 'This is not a recording that Adder can play.',
    action: 'Choose a file that record= has written, whole and unchanged.',
  },
  'replay-differs': {
    title: 'What was sent is not what the recording has.',
    action: 'Do the same as in the recording, with the same version of Adder.',
  },

  // The conversation
  'board-busy': {
    title: 'The board is running a program.',
    action: 'Press Stop first, then try again.',
  },
  'board-silent': {
    title: 'The board does not answer.',
    action:
      'It may be busy, or it may not run MicroPython. Press its reset button, or press Stop and try again.',
  },
  'no-raw-repl': {
    title: 'What answers here is not a MicroPython with a raw REPL.',
    action:
      'Check that the board runs MicroPython (version 1.9 or newer; as a program 1.27 or newer).',
  },
  'protocol-damaged': {
    title: 'The board answered something that makes no sense.',
    action:
      'Bytes were lost or changed on the way. Try again; if it happens often, try another cable or a lower speed.',
  },
  'no-response': {
    title: 'The board did not answer in time.',
    action: 'Press Stop or the reset button of the board, then try again.',
  },
  'program-unstoppable': {
    title: 'What runs on the board does not let itself be stopped.',
    action:
      'Press the reset button of the board, or unplug it and plug it in again. If it is no MicroPython board, choose another port: the details show what it said.',
  },
  'board-reset': {
    title: 'The board was reset while a program ran on it.',
    action:
      'If the program resets the board itself, all is well. Otherwise check the power supply.',
  },
  'program-error': {
    title: 'The program ended with an error.',
    action: 'The last line of the traceback says what went wrong, the lines above it say where.',
  },
  'took-too-long': {
    title: 'It took longer than the command line allows.',
    action: 'Give it more time with --timeout, or leave that option out.',
  },
  aborted: {
    title: 'The operation was cancelled.',
    action: 'Nothing was changed. Start it again when you like.',
  },
  'no-mount': {
    title: 'This board cannot use a folder of the computer.',
    action: 'Its firmware lacks what that needs. Copy the files to the board instead.',
  },
  'no-clock': {
    title: 'The board has no clock that can be read or set.',
    action: 'The firmware of this board has no machine.RTC, or one that works otherwise.',
  },

  // Files on the board
  'file-not-found': {
    title: 'There is no such file or folder on the board.',
    action: 'Refresh the list of files and try again.',
  },
  'board-file-changed': {
    title: 'The file on the board is not the one that was opened.',
    action: 'Look at the differences, then keep your text or take what is on the board.',
  },
  'file-exists': {
    title: 'A file or folder of this name already exists on the board.',
    action: 'Choose another name, or remove the old one first.',
  },
  'not-a-folder': {
    title: 'This is a file, not a folder.',
    action: 'Choose a folder on the board.',
  },
  'is-a-folder': {
    title: 'This is a folder, not a file.',
    action: 'Choose a file on the board.',
  },
  'no-folders': {
    title: 'This board has no folders.',
    action: 'Copy the files alone: all of them lie in the one place that it has.',
  },
  'folder-not-empty': {
    title: 'The folder on the board is not empty.',
    action: 'Remove what is inside it first.',
  },
  'board-full': {
    title: 'There is not enough room on the board.',
    action:
      'Remove files that you do not need from the board and try again. The old file is untouched.',
  },
  'board-read-only': {
    title: 'The board does not allow writing to its files.',
    action:
      'Check whether the file system is write-protected (some boards are while they act as a USB drive).',
  },
  'bad-name': {
    title: 'This name cannot be used.',
    action:
      'Use a name without a slash, not "." or "..", and not empty; on Windows also none of those that it cannot have.',
  },
  'file-damaged': {
    title: 'What arrived is not what was sent.',
    action:
      'The old file is untouched. Try again; if it happens often, try another cable or a lower speed.',
  },
  'file-too-large': {
    title: 'This file is too large.',
    action: 'Choose a smaller file.',
  },
  'board-file-error': {
    title: 'The board could not do this with the file.',
    action: 'The details name the error of the board. Refresh the list of files and try again.',
  },

  // The ROM of a board, and compiled programs
  'no-romfs': {
    title: 'The firmware of this board has no ROMFS.',
    action: 'Install a firmware with a ROMFS partition, or copy the files with "adder cp".',
  },
  'no-rom-partition': {
    title: 'The board has no such ROMFS partition.',
    action: '"adder romfs query" lists the partitions that it has; -p chooses one.',
  },
  'bad-rom-image': {
    title: 'This is not a ROMFS image.',
    action: 'Give a folder, or an image that "adder romfs build" has made.',
  },
  'rom-too-small': {
    title: 'The ROMFS image is too big for the partition.',
    action: 'Leave files out, or use a firmware with a larger partition.',
  },
  'rom-failed': {
    title: 'The board could not write its ROMFS partition.',
    action: 'The partition has no valid image now. Deploy it again; the details name the error.',
  },
  'compile-failed': {
    title: 'The program could not be compiled.',
    action:
      'The details name the file and the line. Correct it there, or use the .py file as it is.',
  },
  'no-compiler': {
    title: 'There is no compiler for this version of .mpy files.',
    action: 'Use the .py files as they are.',
  },

  // Packages
  'bad-package-spec': {
    title: 'This does not name a package.',
    action:
      'Use a name such as aioble or aioble@0.5.0, github:OWNER/REPO, a URL without a password, or a .py, .mpy or package.json file of this computer.',
  },
  'package-not-found': {
    title: 'There is no such package.',
    action: 'Check its name and version, and the index that was asked.',
  },
  'package-file-not-found': {
    title: 'A file of the package is not where the package says.',
    action: 'Try another version of the package, or tell its author.',
  },
  'download-failed': {
    title: 'The download failed.',
    action:
      'Check the connection to the network and try again. Nothing was changed on the board; what was downloaded once is installed without a network too.',
  },
  'download-too-large': {
    title: 'The download is larger than any package.',
    action:
      'Check the address: it may be that of something else. Nothing was changed on the board.',
  },
  'package-invalid': {
    title: 'The description of this package makes no sense.',
    action: 'Check that the address is that of a package; if it is, tell its author.',
  },
  'package-unsafe': {
    title: 'This package wants to reach files outside its own folder.',
    action: 'Do not install it, and tell its author. Nothing was changed on the board.',
  },
  'package-damaged': {
    title: 'What was downloaded is not what the package announces.',
    action: 'Try again; if it stays so, tell the author of the package or whoever runs the index.',
  },
  'no-lib-folder': {
    title: 'This board has no folder that it imports libraries from.',
    action: 'Name a folder with --target.',
  },
  'package-not-installed': {
    title: 'Adder has not installed this package here.',
    action:
      'List what it has installed ("mip list"); for another folder than lib name it with --target.',
  },
  'bad-package-record': {
    title: 'The record of the installed packages on the board cannot be read.',
    action:
      'Use the newest version of Adder; if it cannot read it either, remove the file named in the details. The packages stay as they are.',
  },
  'package-unfinished': {
    title: 'An installation was interrupted, and it can be neither finished nor undone.',
    action:
      'Look at the file named in the details: it lists what was to be put in place. Remove it when that is done, and install the package again.',
  },

  // A folder of the board made the same as another
  'names-collide': {
    title: 'Two of these names are one on this board, which does not tell upper from lower case.',
    action: 'Rename one of them.',
  },
  'not-confirmed': {
    title: 'This changes the board for good, and nobody has said yes.',
    action:
      'Nothing was changed. Look at the plan, then do it again with --yes, or in a terminal, which asks.',
  },
  'backup-not-found': {
    title: 'There is no such backup in this folder.',
    action: 'See what is there with "adder backup --list FOLDER".',
  },
  'backup-damaged': {
    title: 'This backup is damaged.',
    action: 'Nothing was changed. Restore another one, or make a new backup.',
  },
  'backup-too-new': {
    title: 'This backup was made by a newer Adder.',
    action: 'Update Adder, then try again.',
  },

  // Files on the computer
  'local-not-found': {
    title: 'There is no such file or folder on the computer.',
    action: 'It may have been moved or removed. Choose it again.',
  },
  'local-folder-gone': {
    title: 'The folder that this file is to be saved in is gone.',
    action:
      'It may have been moved or removed. Your text is still in the editor: save it somewhere else.',
  },
  'local-exists': {
    title: 'There is already a file or folder of this name on the computer.',
    action: 'Choose another name, or put the other one somewhere else first.',
  },
  'local-denied': {
    title: 'You are not allowed to read or write this file on the computer.',
    action: 'Choose a folder of your own, or change the permissions of the file.',
  },
  'local-full': {
    title: 'The disk of the computer is full.',
    action: 'Make room and save again. Your text is still in the editor.',
  },
  'local-read-only': {
    title: 'This file is write-protected.',
    action: 'Save it somewhere else, or allow writing in the properties of the file.',
  },
  'local-changed': {
    title: 'Another program has changed this file.',
    action: 'Look at the differences, then keep your text or take what is on the disk.',
  },
  'local-timeout': {
    title: 'The disk does not answer.',
    action:
      'It may be a network drive that is gone. Your text is still in the editor: save it somewhere else, or try again.',
  },
  'too-many-files': {
    title: 'There are too many files in this folder for a board.',
    action:
      'Choose the folder of one project, or exclude what is not for the board with a file named .adderignore.',
  },
  'local-failed': {
    title: 'The computer could not read or write the file.',
    action: 'Try again, or choose another folder. Your text is still in the editor.',
  },

  // Inside Adder
  'checker-failed': {
    title: 'The program could not be checked.',
    action: 'You can go on; mistakes are not underlined, and the file cannot be formatted.',
  },
  'language-failed': {
    title: 'Adder cannot help with names and functions now.',
    action: 'You can go on writing; the help is there again when Adder is started again.',
  },
  'settings-damaged': {
    title: 'Your settings could not be read.',
    action:
      'Adder begins with its own ones; what was there is kept beside them as settings.json.broken. Choose anew what you had changed.',
  },
  'bad-command-line': {
    title: 'The command line asks for something that cannot be done.',
    action: '`help` lists all commands; --help behind one says what it takes.',
  },
  'bad-config': {
    title: 'A file with shortcuts or options of the adder command cannot be used.',
    action:
      'Correct it at the place that is named, or move what Adder cannot read out of it. Adder reads such files and runs nothing in them.',
  },
  'bad-request': {
    title: 'Adder asked itself something that makes no sense.',
    action: 'This is a fault in Adder. Please report it with the details below.',
  },
  'bad-pattern': {
    title: 'This is no regular expression.',
    action: 'Correct it, or look for the plain text.',
  },
  'slow-pattern': {
    title: 'This regular expression takes too long.',
    action:
      'Repetitions inside of repetitions, as in (a+)+, can take for ever: write it more simply.',
  },
  internal: {
    title: 'Something inside Adder went wrong.',
    action: 'This is a fault in Adder. Please report it with the details below.',
  },
} as const satisfies Record<string, ErrorText>;

/** The closed union of error codes; `errorText` has the sentences of each. */
export type ErrorCode = keyof typeof TABLE;

/** All codes, for tables and validation. */
export const ERROR_CODES = Object.keys(TABLE) as [ErrorCode, ...ErrorCode[]];

/** The sentences of a code, without what is special about a case. */
export function errorText(code: ErrorCode): ErrorText {
  return TABLE[code];
}

/** An error as it crosses a process boundary. */
export interface ErrorData {
  /** As of the error. */
  readonly code: ErrorCode;
  /** What is special about this case: a path, a port, the board's own traceback. May be hostile text. */
  readonly detail?: string;
}

/** What is known of a case. */
export interface AdderErrorOptions {
  /** What is special about it: a path, a port, the board's own traceback. */
  readonly detail?: string;
  /** What was thrown below. */
  readonly cause?: unknown;
}

/** Everything that Adder throws: a code to decide by, a sentence and an action for a person, and what is special about this case. */
export class AdderError extends Error {
  /** For those who cannot use `instanceof`. */
  override readonly name = 'AdderError';
  /** What is special about this case: a path, a port, the board's own traceback. May be hostile text. */
  readonly detail: string | undefined;

  constructor(
    /** One of the closed list. */
    readonly code: ErrorCode,
    options: AdderErrorOptions = {},
  ) {
    super(
      options.detail === undefined ? TABLE[code].title : `${TABLE[code].title} ${options.detail}`,
      'cause' in options ? { cause: options.cause } : undefined,
    );
    this.detail = options.detail;
  }

  /** What a person can do about it, as a plain sentence. */
  get action(): string {
    return TABLE[this.code].action;
  }

  /** As it crosses a process boundary; the cause stays behind. */
  toData(): ErrorData {
    return this.detail === undefined
      ? { code: this.code }
      : { code: this.code, detail: this.detail };
  }

  /** The error again, on the other side. */
  static fromData(data: ErrorData): AdderError {
    return new AdderError(data.code, data.detail === undefined ? {} : { detail: data.detail });
  }
}

/** Is it one of Adder's, and has it this code? */
export function isAdderError(error: unknown, code?: ErrorCode): error is AdderError {
  return error instanceof AdderError && (code === undefined || error.code === code);
}

/** Any thrown thing as an AdderError: itself, or `fallback` with the thing's message as detail and cause. */
export function toAdderError(error: unknown, fallback: ErrorCode = 'internal'): AdderError {
  if (error instanceof AdderError) return error;
  return new AdderError(fallback, {
    detail: error instanceof Error ? error.message : String(error),
    cause: error,
  });
}
