// help and version.

import { version } from '../../../package.json';
import type { Context } from './context';

const HELP = `adder: work with a MicroPython board from the terminal.

  adder [connect BOARD] COMMAND [+ COMMAND ...]

Boards:
  devs                         list the boards that can be chosen
  ble                          list the Bluetooth devices in reach: address, signal in dBm, name
  connect BOARD                choose one; without it, the first board on USB is taken
                               virtual:            the virtual board, or virtual:NAME for another one
                               /dev/ttyACM0, COM3  a port; a0 to a3, u0 to u3 and c0 to c3 are short for
                                                   /dev/ttyACM0 to 3, /dev/ttyUSB0 to 3 and COM0 to 3
                               id:SERIAL           a board by its serial number
                               ble:NAME            a board by Bluetooth, by its name or its id
                               'process:COMMAND'   a MicroPython that runs as a program
  disconnect                   let go of the board
  resume                       do not soft-reset the board before the next command
  soft-reset                   soft-reset the board; main.py does not run

Programs:
  exec CODE                    run Python code on the board
  eval EXPRESSION              print the value of an expression
  run FILE                     run a program of this computer on the board

Files (":" stands before a path on the board; only cp needs it):
  ls [PATH ...]                list folders
  cat PATH ...                 print files
  cp [-r] [-f] SOURCE ... DEST copy files; -r with folders, -f even if they are the same already
  rm [-r] PATH ...             remove files; -r with folders
  mkdir, rmdir, touch PATH ... make a folder, remove an empty one, make an empty file
  sha256sum PATH ...           print the SHA-256 of files
  df                           how full the board is

  sleep SECONDS                wait
  help, --help                 this text
  version, --version           the version of Adder

A command that takes any number of arguments ends at "+":  adder cp main.py : + exec "import main"
`;

export async function printHelp({ out }: Context): Promise<void> {
  await out.text(HELP);
}

export async function printVersion({ out }: Context): Promise<void> {
  await out.text(`adder ${version}\n`);
}
