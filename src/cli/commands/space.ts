// df: how full the file systems of the board are. In mpremote too it is a program that runs on the board.

import type { Context } from './context';
import { runProgram } from './program';

const PROGRAM = `
def _adder():
 import os
 row = '{:<10}{:>9}{:>9}{:>9}{:>5} {}'.format
 print(row('filesystem', 'size', 'used', 'avail', 'use%', 'mounted on'))
 try:
  import vfs
  mounts = [(str(system).split(' ')[0].strip('<>'), path) for system, path in vfs.mount()]
 except (ImportError, TypeError, AttributeError):
  folders = ['/'] + ['/' + e[0] for e in os.ilistdir('/') if e[1] & 0x4000]
  mounts = [('<unknown>', path) for path in folders]
 for name, path in mounts:
  try:
   s = os.statvfs(path)
  except OSError:
   continue
  size = s[1] * s[2]
  free = s[0] * s[3]
  if size:
   print(row(name, size, size - free, free, '%d%%' % ((size - free) * 100 // size), path))
try:
 _adder()
finally:
 del _adder
`;

export function showSpace(context: Context): Promise<void> {
  return runProgram(context, PROGRAM);
}
