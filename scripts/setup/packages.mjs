// The one list of what Adder needs from a Linux system, by purpose. Names are Debian 12's; apt.mjs turns them
// into the `t64` names of newer releases.

/**
 * @typedef {object} SystemPackage
 * @property {string} name Debian's
 * @property {string} words what it is, for people with another distribution
 * @property {string[]} [libraries] files that a program misses without it
 * @property {string} [program] the command that it brings
 * @property {string} [file] what tells that it is there, where it brings no command
 */

/**
 * Electron's libraries: these four bring all the others along.
 * @type {SystemPackage[]}
 */
export const ELECTRON_LIBRARIES = [
  { name: 'libgtk-3-0', words: 'GTK 3', libraries: ['libgtk-3.so.0'] },
  {
    name: 'libnss3',
    words: 'NSS',
    libraries: ['libnss3.so', 'libnssutil3.so', 'libsmime3.so', 'libnspr4.so'],
  },
  { name: 'libasound2', words: 'the ALSA library', libraries: ['libasound.so.2'] },
  { name: 'libgbm1', words: 'GBM (from Mesa)', libraries: ['libgbm.so.1'] },
];

/**
 * To find boards: the serial library asks udevadm which ports there are.
 * @type {SystemPackage[]}
 */
export const PORT_DISCOVERY = [{ name: 'udev', words: 'udev', program: 'udevadm' }];

/**
 * A display in memory, where there is no other.
 * @type {SystemPackage[]}
 */
export const VIRTUAL_DISPLAY = [{ name: 'xvfb', words: 'Xvfb', program: 'Xvfb' }];

/**
 * What the boards under tests/targets run on.
 * @type {SystemPackage[]}
 */
export const TEST_TARGETS = [{ name: 'python3', words: 'Python 3.9 or newer', program: 'python3' }];

/**
 * Servers, emulators and shells that some tests run against; without them these are skipped.
 * @type {SystemPackage[]}
 */
export const TEST_SERVERS = [
  { name: 'ser2net', words: 'ser2net 4', program: 'ser2net' },
  { name: 'qemu-system-arm', words: 'QEMU for ARM', program: 'qemu-system-arm' },
  {
    name: 'firmware-microbit-micropython',
    words: "MicroPython's firmware for the micro:bit",
    file: '/usr/share/firmware-microbit-micropython/firmware.hex',
  },
  { name: 'dbus', words: 'D-Bus', program: 'dbus-daemon' },
  { name: 'zsh', words: 'zsh', program: 'zsh' },
  { name: 'fish', words: 'fish', program: 'fish' },
  {
    name: 'python3-gi',
    words: 'PyGObject',
    file: '/usr/lib/python3/dist-packages/gi/__init__.py',
  },
];
