// df: how full the file systems of the board are. In mpremote too it is a program that runs on the board.

import type { Context } from './context';
import { runProgram } from './program';

/** Old firmware has no list of what is mounted: there each folder of the root may be a file system. */
const PROGRAM = `
def _adder():
 import os
 row = '{:<10}{:>9}{:>9}{:>9}{:>5} {}'.format
 print(row('filesystem', 'size', 'used', 'avail', 'use%', 'mounted on'))
 try:
  import vfs
  mounts = vfs.mount()
 except (ImportError, TypeError, AttributeError):
  folders = ['/'] + ['/' + e[0] for e in os.ilistdir('/') if e[1] & 0x4000]
  mounts = [('<unknown>', path) for path in folders]
 for system, path in mounts:
  s = os.statvfs(path)
  size = s[0] * s[2]
  free = s[0] * s[3]
  if size:
   print(row(str(system), size, size - free, free, 100 * (size - free) // size, path))
try:
 _adder()
finally:
 del _adder
`;

export async function showSpace(context: Context): Promise<void> {
  const { session, out, options } = context;
  if (!options.json) {
    await runProgram(context, PROGRAM);
    return;
  }
  const { all } = await session.use((board, operation) => board.files.volumes(operation));
  await out.line(JSON.stringify(all));
}
