// The one error class of Adder and its closed list of codes. Every part throws these, IPC carries them as data,
// and the window and the command both print from this table. It knows no Node, no DOM and no Electron.

/** What happened (`title`) and what a person can do about it (`action`), both plain sentences. */
export interface ErrorText {
  readonly title: string;
  readonly action: string;
}

const TABLE = {
  // The link
  'bad-address': {
    title: 'This is not an address of a board.',
    action:
      'Use virtual:, a port such as /dev/ttyACM0 or COM3, tcp:HOST:PORT, rfc2217:HOST:PORT or process:COMMAND.',
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
  aborted: {
    title: 'The operation was cancelled.',
    action: 'Nothing was changed. Start it again when you like.',
  },

  // Files on the board
  'file-not-found': {
    title: 'There is no such file or folder on the board.',
    action: 'Refresh the list of files and try again.',
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

  // Files on the computer
  'local-not-found': {
    title: 'There is no such file on the computer.',
    action: 'It may have been moved or removed. Choose it again.',
  },
  'local-denied': {
    title: 'You are not allowed to read or write this file on the computer.',
    action: 'Choose a folder of your own, or change the permissions of the file.',
  },
  'local-full': {
    title: 'The disk of the computer is full.',
    action: 'Make room and save again. Your text is still in the editor.',
  },
  'local-failed': {
    title: 'The computer could not read or write the file.',
    action: 'Try again, or choose another folder. Your text is still in the editor.',
  },

  // Inside Adder
  'bad-request': {
    title: 'Adder asked itself something that makes no sense.',
    action: 'This is a fault in Adder. Please report it with the details below.',
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

export function errorText(code: ErrorCode): ErrorText {
  return TABLE[code];
}

/** An error as it crosses a process boundary. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** What is special about this case: a path, a port, the board's own traceback. May be hostile text. */
  readonly detail?: string;
}

export interface AdderErrorOptions {
  readonly detail?: string;
  readonly cause?: unknown;
}

export class AdderError extends Error {
  override readonly name = 'AdderError';
  readonly detail: string | undefined;

  constructor(
    readonly code: ErrorCode,
    options: AdderErrorOptions = {},
  ) {
    super(
      options.detail === undefined ? TABLE[code].title : `${TABLE[code].title} ${options.detail}`,
      'cause' in options ? { cause: options.cause } : undefined,
    );
    this.detail = options.detail;
  }

  get action(): string {
    return TABLE[this.code].action;
  }

  toData(): ErrorData {
    return this.detail === undefined
      ? { code: this.code }
      : { code: this.code, detail: this.detail };
  }

  static fromData(data: ErrorData): AdderError {
    return new AdderError(data.code, data.detail === undefined ? {} : { detail: data.detail });
  }
}

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
