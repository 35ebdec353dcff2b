// What the board that is shown really has: its modules, and the Python files that a program on it can import. Asked when the board is
// idle, never while a program runs; a question that comes too late or is refused is asked again at the next quiet moment.

import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { ModuleName } from '../../ipc/contract';
import { isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { useBoard } from '../devices/board';
import { useBoardFiles } from '../files/board-files';
import { decodeText } from '../editor/text-file';

export interface BoardKnowledge {
  /** Undefined while it is not known. */
  readonly modules: ShallowRef<ReadonlySet<string> | undefined>;
  /** Paths of Python files in the root and in /lib. */
  readonly files: ComputedRef<readonly string[]>;
  /** The text of one of them; undefined when it cannot be had now. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** The names in one of `modules`; undefined when they cannot be had now, none when the board does not tell. */
  readonly inside: (module: string) => Promise<readonly ModuleName[] | undefined>;
  /** Another number when a question that found the board busy can be asked again. */
  readonly quietAgain: ShallowRef<number>;
}

/** Larger ones are no modules that somebody wrote. Bytes. */
const LARGEST = 256 * 1024;

export function useBoardKnowledge(): BoardKnowledge {
  const adder = useAdder();
  const board = useBoard();
  const boardFiles = useBoardFiles();
  const modules = shallowRef<ReadonlySet<string>>();
  const library = shallowRef<readonly string[]>([]);
  const texts = new Map<string, string>();
  const insides = new Map<string, readonly ModuleName[]>();
  const quietAgain = shallowRef(0);
  let wasBusy = false;

  const files = computed(() => [
    ...(boardFiles.roots ?? [])
      .filter(({ kind, name, size }) => kind === 'file' && name.endsWith('.py') && size <= LARGEST)
      .map(({ path }) => path),
    ...library.value,
  ]);

  watch(
    () => board.live?.board,
    () => {
      modules.value = undefined;
      library.value = [];
      texts.clear();
      insides.clear();
    },
  );

  /** Whether the board still is the one that was asked, and quiet. */
  async function ask<Answer>(
    question: (id: string) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const id = board.live?.board;
    if (id === undefined) return undefined;
    if (board.mode !== 'idle') {
      wasBusy = true;
      return undefined;
    }
    const answer = await question(id).catch((error: unknown) => {
      wasBusy ||= isAdderError(error, 'board-busy');
      return undefined;
    });
    return board.live?.board === id ? answer : undefined;
  }

  watch(
    () => board.mode,
    (mode) => {
      if (mode !== 'idle' || !wasBusy) return;
      wasBusy = false;
      quietAgain.value++;
    },
  );

  watch(
    () => board.mode === 'idle' && board.live !== undefined && modules.value === undefined,
    async (isTime) => {
      if (!isTime) return;
      const names = await ask((id) => adder.call('listBoardModules', id));
      if (names && names.length > 0) modules.value = new Set(names);
    },
    { immediate: true },
  );

  // The list of files is read anew when files may have changed.
  watch(
    () => boardFiles.roots,
    async (roots) => {
      texts.clear();
      const hasLibrary = roots?.some(({ kind, name }) => kind === 'folder' && name === 'lib');
      const entries = hasLibrary
        ? await ask((id) => adder.call('listBoardFiles', id, '/lib'))
        : undefined;
      library.value = (entries ?? [])
        .filter(
          ({ kind, name, size }) => kind === 'file' && name.endsWith('.py') && size <= LARGEST,
        )
        .map(({ name }) => `/lib/${name}`);
    },
    { immediate: true },
  );

  async function read(path: string): Promise<string | undefined> {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const bytes = await ask((id) => adder.call('readBoardFile', id, path));
    const text = bytes && decodeText(bytes)?.text;
    if (text !== undefined) texts.set(path, text);
    return text;
  }

  async function inside(module: string): Promise<readonly ModuleName[] | undefined> {
    const known = insides.get(module);
    if (known) return known;
    const names = await ask((id) =>
      adder.call('listModuleNames', id, module).catch(noneUnlessBusy),
    );
    // What a module has imported for itself is not what it is for.
    const own = names?.filter(({ name, type }) => type !== 'module' || !modules.value?.has(name));
    if (own) insides.set(module, own);
    return own;
  }

  return { modules, files, read, inside, quietAgain };
}

/** A board that fails to tell, or takes too long, is not asked again with each pause of typing. */
function noneUnlessBusy(error: unknown): readonly ModuleName[] {
  if (isAdderError(error, 'board-busy')) throw error;
  return [];
}
