// What is inside of a module that the board has built in or frozen: asked once per firmware, when the board has nothing else to do.
// Importing runs a module's code, so files are never asked, and neither are modules that are programs.

import type { Board } from '../../engine/board/board';
import type { ModuleName } from '../../ipc/contract';
import { boardModules, firmwareKey } from './modules';

/**
 * A file of that name would be imported in the module's place. What was not imported before is given up again, for its memory. The code
 * has a namespace of its own.
 */
const ASK = `
import sys, os
def is_there(path):
    try:
        os.stat(path)
        return True
    except OSError:
        return False
folders = [f + "/" if f else "" for f in sys.path if f != ".frozen"]
files = [f + name + end for f in folders for end in ("", ".py", ".mpy")]
if not any(is_there(f) for f in files):
    known = list(sys.modules)
    module = __import__(name)
    for n in dir(module):
        try:
            print(n, type(getattr(module, n)).__name__)
        except Exception:
            pass
    for n in list(sys.modules):
        if n not in known:
            sys.modules.pop(n, None)
`;
/** They do something as soon as they are imported: prepare the file system, ask for a password, start. */
const PROGRAMS = new Set([
  'boot',
  'flashbdev',
  'inisetup',
  'main',
  'port_diag',
  'upip',
  'webrepl_setup',
]);
/** A module that takes longer does something else than being a module, ms. */
const PATIENCE_MS = 3000;
const LONGEST_ANSWER = 64 * 1024;
/** The largest modules that there are, with graphics for windows and buttons, have some hundreds. */
const MOST_NAMES = 2000;
const MOST_REMEMBERED = 500;

const remembered = new Map<string, readonly ModuleName[]>();

/** None where the board does not tell. Rejects with `board-busy` rather than disturb a program. */
export async function moduleNames(board: Board, module: string): Promise<readonly ModuleName[]> {
  if (module.startsWith('_') || PROGRAMS.has(module)) return [];
  if (!(await boardModules(board)).includes(module)) return [];
  const firmware = firmwareKey(board);
  const key = firmware === undefined ? undefined : `${firmware}\n${module}`;
  const known = key === undefined ? undefined : remembered.get(key);
  if (known) return known;
  const { stdout, stderr } = await board.exec(question(module), {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const names = stderr === '' ? inModule(new TextDecoder().decode(stdout)) : [];
  if (key !== undefined && remembered.size < MOST_REMEMBERED) remembered.set(key, names);
  return names;
}

/** @param module a name, which needs no quoting */
function question(module: string): string {
  return `exec('''${ASK}''', {'name': '${module}'})`;
}

/** What every module has. One that has `__getattr__` may have more names than it lists. */
function isPythons(name: string): boolean {
  return name.startsWith('__') && name !== '__getattr__';
}

/** @param text a name and its type on each line; what else a module has printed is left out, and what is more than enough */
export function inModule(text: string): readonly ModuleName[] {
  const lines = text.slice(0, LONGEST_ANSWER).split(/\r?\n/);
  const names = lines.flatMap((line) => {
    const [, name, type] = /^([A-Za-z_]\w{0,63}) ([A-Za-z_]\w{0,63})$/.exec(line) ?? [];
    return name === undefined || type === undefined || isPythons(name) ? [] : [{ name, type }];
  });
  return names.slice(0, MOST_NAMES);
}
