// English, continued: boards, how they are found and connected, and what they ask for.

export const devices = {
  choose: 'Choose a board',
  none: 'No board',
  connect: 'connect',
  connecting: 'Connecting…',
  virtual: 'Virtual board',
  virtualHint: 'A board inside Adder; nothing to plug in',
  port: 'Board on {port}',
  serialPort: 'Serial port {port}',
  bridge: 'Board with USB chip {chip}',
  bootloader: '{name} in its bootloader: waits for firmware',
  plugIn: 'Plug in a board by USB and it appears here.',
  address: 'Enter an address…',
  network: 'Board in the network…',
  bluetooth: 'Board by Bluetooth…',
  known: 'Rename or forget boards…',
  remembered: 'Connected before',
  absent: 'Not plugged in now. Plug it in and choose it again.',
  notPluggedIn: 'not plugged in',
  lastUsed: 'last used {when}',
  serialNumber: 'number {number}',
  shown: 'shown',
  connected: 'connected',
  search: 'Search boards',
  noMatch: 'No board is called so.',
  disconnect: 'Disconnect',
  again: 'Connect again',
  waiting: 'back when plugged in',
  stopWaiting: 'Stop waiting for',
  found: 'Boards',
  addressTitle: 'Enter the address of a board',
  addressText: 'For example /dev/ttyACM0, COM3, virtual:second or ws:192.168.4.1 (WebREPL).',
  addressLabel: 'Address',
  addressEmpty: 'Type an address.',
  addressFault: 'This is no address. Compare it with those above.',
  connectButton: 'Connect',
};

export const boards = {
  label: 'Connected boards',
  close: 'Disconnect {name}',
  connect: 'Connect {name}',
  rename: 'Rename {name}',
  forget: 'Forget {name}',
  renameTitle: 'What do you call {name}?',
  renameText:
    'Only Adder calls it so; nothing changes on the board. Without a name it is called what it calls itself.',
  none: 'Boards that you connect are listed here, so that you find them again.',
};

export const forms = {
  network: 'A board in the network',
  networkText: 'How is the board reached?',
  bluetooth: 'A board by Bluetooth',
  bluetoothText:
    'The board must run a program that gives its prompt to Bluetooth, such as ble_uart_repl.py of the MicroPython examples.',
  known: 'Your boards',
  knownText: 'Every board that was connected once. Give it a name of your own, or forget it.',
};

export const network = {
  kind: 'How is the board reached?',
  ws: 'WebREPL (Wi-Fi)',
  wsText: 'A board in your Wi-Fi on which “import webrepl_setup” was done.',
  tcp: 'TCP bridge',
  tcpText: 'A device such as ESP-Link passes on what the board says.',
  rfc2217: 'Shared serial port (RFC 2217)',
  rfc2217Text: 'Another computer shares its port, as ser2net does.',
  host: 'Name or IP address',
  port: 'Port',
  speed: 'Speed (baud)',
  hostEmpty: 'Type a name such as board.local, or a number such as 192.168.4.1.',
  hostPath: 'Only the name or number, without http:// or a slash.',
  hostPort: 'The port has a field of its own.',
  hostFault: 'This is no name and no IP address.',
  portFault: 'A number from 1 to 65535.',
  speedFault: 'A number such as 115200.',
};

export const bluetooth = {
  list: 'Bluetooth devices in reach',
  searching: 'Searching… {count} found so far',
  found: '{count} found',
  empty: 'Switch the board on and bring it near.',
  unnamed: 'Device without a name',
  prompt: 'offers a prompt',
  close: 'very near',
  near: 'near',
  far: 'far away',
  again: 'Search again',
  chooseFirst: 'First choose a device from the list.',
};

export const passwords = {
  title: 'The password of {address}',
  text: 'The board asks for it: the {min} to {max} characters that were chosen when WebREPL was set up on it.',
  wrong: 'That was not the password.',
  kept: 'Adder keeps it, encrypted by this computer.',
  notKept: 'Adder does not keep it, since this computer has no keychain that could encrypt it.',
  label: 'Password',
  empty: 'Type the password.',
  tooLong: 'A WebREPL password has at most {max} characters.',
};
