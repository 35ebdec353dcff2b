// English, continued: the connection doctor, safe start, what starts at power-on, and boards that are plugged in. Each case of the
// doctor is what has happened and why, a sentence each, and what its button does where that needs a word of its own.

export const doctor = {
  details: 'Details',
  command: 'The same in a terminal',
  copyCommand: 'Copy the command',
  copied: 'Copied',
  retry: 'Try again',
  close: 'Close this message',
  actions: {
    retry: 'Try again',
    permit: 'Allow it…',
    copy: 'Copy the command',
    firmware: 'Open the page for firmware',
    'safe-start': 'Safe start…',
    stop: 'Stop what runs',
    find: 'Find my board',
  },
  repair: {
    asking: 'Waiting for the password…',
    dismissed: 'Nothing was changed.',
    missing:
      'This computer cannot ask for a password here. Copy the command and run it in a terminal.',
    failed: 'That did not work. Copy the command and run it in a terminal.',
    replug: 'Done. Unplug the board and plug it in again: Adder then connects.',
  },
  cases: {
    address: {
      what: 'Adder cannot open “{place}”.',
      why: 'An address is a port such as /dev/ttyACM0 or COM3, or begins with ws:, tcp:, rfc2217:, ble: or virtual:.',
    },
    unsupported: {
      what: 'Adder’s window cannot open “{place}”.',
      why: 'It opens boards on USB, in the network, by Bluetooth, and the virtual board; the adder command opens more.',
    },
    missing: {
      what: 'There is no board on {place} now.',
      why: 'It is unplugged, in its bootloader, or its cable only charges.',
    },
    bootloader: {
      what: 'A board is in its bootloader: {name}.',
      why: 'It waits for firmware and runs no program. Press its reset button, or unplug it and plug it in with no button held; if it stays so, it needs MicroPython.',
    },
    denied: {
      what: 'You may not open {place}.',
      why: 'The port belongs to the group “{group}”, and you are not in it.',
    },
    deniedNoGroup: {
      what: 'You may not open {place}.',
      why: 'The port belongs to another user of this computer.',
    },
    deniedToAll: {
      what: 'Adder may not open {place}.',
      why: 'The system forbids it to all programs here, as containers and sandboxes do.',
    },
    deniedUntilLogin: {
      what: 'You may open {place} after your next login.',
      why: 'You were added to the group “{group}”, which counts from then on: log out and in again.',
    },
    deniedToOthers: {
      what: 'Only an administrator may open {place}.',
      why: 'Its rights leave out everybody else, and Adder does not know how to change that safely.',
    },
    busy: {
      what: 'Another program uses {place}.',
      why: 'A port serves one program at a time. Close the other one: a serial monitor, or another editor.',
    },
    busyBy: {
      what: '{place} is used by {program}.',
      why: 'A port serves one program at a time. Close {program} (process {pid}).',
    },
    busyByUnknown: {
      what: 'Another program uses {place}.',
      why: 'A port serves one program at a time. Close the one with the process number {pid}.',
    },
    busyByAdder: {
      what: 'Adder itself still has {place} open.',
      why: 'It is letting it go, or another window has it.',
    },
    busyByModemManager: {
      what: '{place} is used by ModemManager.',
      why: 'That part of the system tries new ports for a moment, to see whether they are modems.',
    },
    portFailed: {
      what: '{place} could not be opened.',
      why: 'The system gave an error that says little. Unplug the board and plug it in again.',
    },
    baudRate: {
      what: '{place} does not run at this speed.',
      why: 'Its driver refused the baud rate. 115200 is the usual one.',
    },
    hostNotFound: {
      what: 'The name in {place} is unknown in this network.',
      why: 'It is spelled differently, or the board is not in the network. Its number, such as 192.168.1.20, always works.',
    },
    hostRefused: {
      what: 'Nobody answers at {place}.',
      why: 'Something is there, but no program that shares a board listens at that number.',
    },
    hostUnreachable: {
      what: '{place} cannot be reached.',
      why: 'This computer and the board are not in the same network, or a firewall is between them.',
    },
    hostTimeout: {
      what: '{place} does not answer.',
      why: 'It is switched off, out of reach of the Wi-Fi, or has another address now.',
    },
    noRfc2217: {
      what: 'What answers at {place} does not speak RFC 2217.',
      why: 'If it passes on the bytes as they are, its address begins with tcp:.',
    },
    notTrusted: {
      what: '{place} could not prove who it is.',
      why: 'This computer does not know its certificate. Inside your own network, ws: instead of wss: needs none.',
    },
    noWebrepl: {
      what: 'What answers at {place} is not a WebREPL.',
      why: 'It has to be switched on on the board, once, by “import webrepl_setup” at its prompt.',
    },
    webreplInUse: {
      what: 'Another program is connected to {place}.',
      why: 'WebREPL serves one program at a time. Close the other one: a page in a browser, or another Adder.',
    },
    passwordNeeded: {
      what: '{place} asks for a password.',
      why: 'It is the one that was chosen when WebREPL was set up on the board.',
      action: 'Type it',
    },
    wrongPassword: {
      what: '{place} did not accept the password.',
      why: 'It is the one that was chosen when WebREPL was set up: 4 to 9 characters, also found in webrepl_cfg.py on the board.',
      action: 'Type it again',
    },
    lost: {
      what: 'The connection to the board was lost.',
      why: 'It was unplugged, switched off or reset. Files on it are whole: the old one or the new one, never a part.',
      action: 'Connect again',
    },
    lostByReset: {
      what: 'The soft reset ended the connection to the board.',
      why: 'Over this link that is normal; WebREPL is back when boot.py on the board starts it.',
      action: 'Connect again',
    },
    closed: {
      what: 'The connection to the board is closed.',
      why: 'It was ended while something still wanted the board.',
      action: 'Connect again',
    },
    bluetoothOff: {
      what: 'Bluetooth is switched off, or this computer has none.',
      why: 'Adder finds no adapter that it can use. Switch Bluetooth on, or plug an adapter in.',
    },
    bluetoothDenied: {
      what: 'Adder is not allowed to use Bluetooth.',
      why: 'The privacy settings of this computer forbid it.',
    },
    bluetoothFailed: {
      what: '{place} could not be connected by Bluetooth.',
      why: 'It is too far away, busy with another connection, or it needs a reset.',
    },
    bluetoothNotFound: {
      what: 'No Bluetooth device named {place} is in reach.',
      why: 'It is off or too far away, its program does not announce that name, or something else is connected to it.',
    },
    bluetoothAmbiguous: {
      what: 'Several Bluetooth devices are named {place}.',
      why: 'Adder cannot tell which one you mean; choose it by its id.',
    },
    bluetoothNoUart: {
      what: '{place} offers no prompt by Bluetooth.',
      why: 'A board has to run a program that gives its prompt to the Nordic UART service.',
    },
    virtualInUse: {
      what: 'The virtual board “{place}” is in use.',
      why: 'Another window or command has it: {detail}',
    },
    virtualFailed: {
      what: 'The virtual board could not start.',
      why: 'Something inside Adder went wrong; the details say what.',
    },
    quiet: {
      what: '{place} is connected, but says nothing.',
      why: 'A program may be running there without a word, or it may not have MicroPython. Stopping what runs tells which.',
      action: 'Stop and ask',
    },
    silent: {
      what: 'No MicroPython answers on {place}.',
      why: 'Nothing came back, whatever was sent: the board has no MicroPython yet, or it hangs until its reset button is pressed.',
    },
    silentElsewhere: {
      what: 'Nothing answers at {place}.',
      why: 'The link is open, but no MicroPython speaks through it.',
    },
    noMicroPython: {
      what: 'What answers on {place} is not MicroPython.',
      why: 'The board runs other firmware, or it is something else; the details show what it said.',
    },
    noMicroPythonElsewhere: {
      what: 'What answers at {place} is not MicroPython.',
      why: 'It is another device or another service; the details show what it said.',
    },
    damaged: {
      what: 'The board answered something that makes no sense.',
      why: 'Bytes were lost or changed on the way, as with a bad cable, or at too high a speed.',
    },
    noResponse: {
      what: 'The board did not answer in time.',
      why: 'It was busy with something else, or it hangs.',
    },
    unstoppable: {
      what: 'The program on the board does not let itself be stopped.',
      why: 'It catches Ctrl-C, or has switched it off. A safe start stops it and keeps its main.py aside.',
    },
  },
};

export const safeStart = {
  title: 'Safe start of {name}',
  askText:
    'Adder stops whatever runs on the board, by a reset if need be. Its main.py is kept aside under another name, so that it does not start again. No file is lost.',
  begin: 'Safe start',
  cancel: 'Cancel',
  steps: {
    stopping: 'Stop the program',
    resetting: 'Reset the board',
    'waiting-for-reset': 'Your turn: press the reset button',
    'setting-aside': 'Keep main.py aside',
  },
  press:
    'Nothing else helps. Press the reset button of the board, or unplug it and plug it in again. Adder is faster than its program.',
  done: '{name} is at its prompt again.',
  kept: '{from} is kept as {to} on the board. It does not start by itself any more.',
  nothing: 'Nothing had to be put aside: no main.py has started by itself.',
  understood: 'All right',
};

export const powerOn = {
  done: '{name} starts at power-on now.',
  text: 'It is main.py on the board.',
  kept: 'The old main.py is kept as {kept}.',
  back: 'To end that, choose “Do not start at power-on” beside Run.',
  restart: 'Restart the board now',
  later: 'Later',
  offDone: 'Nothing starts at power-on any more.',
  offKept: 'The program is kept as {kept} on the board.',
  offNothing: 'No program starts at power-on: the board has no main.py.',
  understood: 'All right',
};

export const findBoard = {
  title: 'My board is not in the list',
  watching: 'Unplug the board, then plug it in again. Adder is watching the USB ports.',
  unplugged: 'Unplugged. Now plug it in again.',
  nothingHappened: 'I plugged it in, nothing happened',
  port: 'There it is: {name}.',
  portText: 'It is on {path}.',
  connect: 'Connect',
  other: 'Something was plugged in: {name}.',
  otherText:
    'It offers no serial port, so Adder cannot talk to it. If it is your board, it needs MicroPython.',
  unnamed: 'a device without a name',
  bootloader: 'A board in its bootloader: {name}.',
  bootloaderText:
    'It waits for firmware and runs no program. Unplug it and plug it in with no button held. If it stays so, it needs MicroPython.',
  nothing: 'The computer has not noticed anything.',
  nothingText:
    'Most likely the cable only charges: it has no wires for data. Take another cable, one that came with a phone or a camera, or another USB port without a hub.',
  again: 'Watch again',
  firmware: 'Open the page for firmware',
  close: 'Close',
};

export const offer = {
  label: 'A board is plugged in',
  title: '{name} is plugged in.',
  connect: 'Connect',
  dismiss: 'Not now',
  picture: 'Picture of a board of this kind',
};
