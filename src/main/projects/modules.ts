// The modules of a project that a program needs: its imports, theirs, and so on, as far as they are files of the project. What
// is not found is the firmware's own or on the board already.

import { importedModules } from '../../shared/imports';

/** A place where modules lie: on the computer, and where the same lies on the board (`''` is its root). */
export interface ModulePlace {
  /** The file of these steps, or undefined where there is none. */
  readonly read: (steps: readonly string[]) => Promise<Uint8Array | undefined>;
  readonly boardFolder: string;
}

export interface ProjectModule {
  /** For people: `helper.py`, `pkg/__init__.py`. */
  readonly name: string;
  readonly boardPath: string;
  readonly bytes: Uint8Array;
}

/** A program that needs more is not a program for a board. */
const MAX_MODULES = 200;

export async function findModules(
  source: string,
  places: readonly ModulePlace[],
): Promise<ProjectModule[]> {
  const found = new Map<string, ProjectModule>();
  const seen = new Set<string>();
  const waiting = importedModules(source);
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (seen.has(name) || found.size >= MAX_MODULES) continue;
    seen.add(name);
    for (const module of await findModule(name.split('.'), places)) {
      if (found.has(module.boardPath)) continue;
      found.set(module.boardPath, module);
      waiting.push(...importedModules(new TextDecoder().decode(module.bytes)));
    }
  }
  return [...found.values()];
}

/** `a.b` is the files of the packages on the way and the module itself: `a/__init__.py` and `a/b.py`. */
async function findModule(
  parts: readonly string[],
  places: readonly ModulePlace[],
): Promise<ProjectModule[]> {
  for (const place of places) {
    const modules: ProjectModule[] = [];
    for (let count = 1; count <= parts.length; count++) {
      const steps = parts.slice(0, count);
      const last = steps.at(-1) ?? '';
      for (const file of [
        [...steps.slice(0, -1), `${last}.py`],
        [...steps, '__init__.py'],
      ]) {
        const bytes = await place.read(file);
        if (bytes === undefined) continue;
        const name = file.join('/');
        modules.push({ name, boardPath: `${place.boardFolder}/${name}`, bytes });
        break;
      }
    }
    if (modules.length > 0) return modules;
  }
  return [];
}
