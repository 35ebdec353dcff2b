// Adder's engine in a Node process of its own, built as the app and the command are. It can have many boards open, each by a
// name; `all` does the same with all of them at once.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Board } from '../../src/engine/board/board';
import { createTransport } from '../../src/engine/transport/resolve';
import type { Answer, Request } from '../peer';
import { serve, type Action } from './conversation';

/** As a command does it: whatever the board is doing, it is taken over. */
const TAKE_OVER = { interrupt: true } as const;

/** Where a board's console goes: to whoever waits for a key's echo. */
class Echo {
  heard: () => void = () => undefined;
}

interface OpenBoard {
  readonly board: Board;
  readonly console: Echo;
}

const boards = new Map<string, OpenBoard>();

function text(request: Request, name: string): string {
  const value = request[name];
  if (typeof value !== 'string') throw new Error(`it wants ${name}`);
  return value;
}

function times(request: Request): number {
  return Number(request['times'] ?? 1);
}

function openBoard(request: Request): OpenBoard {
  const found = boards.get(text(request, 'board'));
  if (!found) throw new Error('that board is not open');
  return found;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function open(request: Request): Promise<Answer> {
  const transport = createTransport(text(request, 'address'), {
    dataDirectory: text(request, 'home'),
    holder: 'the bench',
  });
  const console = new Echo();
  const ms = await timed(async () => {
    const board = await Board.connect(transport, {
      probe: false,
      onConsole: () => console.heard(),
    });
    boards.set(text(request, 'board'), { board, console });
    await board.softReset({ ...TAKE_OVER, runMain: false });
    await board.details(TAKE_OVER); // what a board is and can is asked once, when it is connected
  });
  return { ms };
}

function openVirtual(request: Request): Promise<Answer> {
  return open({ ...request, address: `virtual:${text(request, 'board')}` });
}

async function close(request: Request): Promise<Answer> {
  const { board } = openBoard(request);
  boards.delete(text(request, 'board'));
  return { ms: await timed(() => board.close()) };
}

async function exec(request: Request): Promise<Answer> {
  const { board } = openBoard(request);
  const code = text(request, 'code');
  const ms = await timed(async () => {
    for (let left = times(request); left > 0; left--) {
      const { stderr } = await board.exec(code, TAKE_OVER);
      if (stderr !== '') throw new Error(stderr);
    }
  });
  return { ms };
}

async function write(request: Request): Promise<Answer> {
  const { board } = openBoard(request);
  const path = text(request, 'path');
  const bytes = await readFile(text(request, 'file'));
  return { ms: await timed(() => board.files.write(path, bytes, TAKE_OVER)) };
}

async function hash(request: Request): Promise<Answer> {
  const { board } = openBoard(request);
  const found = await board.files.hash(text(request, 'path'), TAKE_OVER);
  return { ms: 0, ...(found !== undefined && { hash: found }) };
}

async function read(request: Request): Promise<Answer> {
  const { board } = openBoard(request);
  const wanted = await readFile(text(request, 'file'));
  let bytes: Uint8Array | undefined;
  const ms = await timed(async () => {
    bytes = await board.files.read(text(request, 'path'), TAKE_OVER);
  });
  if (!bytes || Buffer.compare(bytes, wanted) !== 0) throw new Error('not what was written');
  return { ms };
}

/** Many files into a folder. */
async function copy(request: Request): Promise<Answer> {
  const { board } = openBoard(request);
  const folder = text(request, 'folder');
  const ms = await timed(async () => {
    const items = await Promise.all(
      (request['files'] as string[]).map(async (file) => ({
        kind: 'file' as const,
        path: `${folder}/${basename(file)}`,
        bytes: await readFile(file),
      })),
    );
    await board.files.writeMany(items, TAKE_OVER);
  });
  return { ms };
}

/** Keys at the friendly prompt, one after the other. */
async function echo(request: Request): Promise<Answer> {
  const { board, console } = openBoard(request);
  const each: number[] = [];
  for (let left = times(request); left > 0; left--)
    each.push(
      await timed(async () => {
        const shown = new Promise<void>((resolve) => (console.heard = resolve));
        await board.type(Buffer.from('a'));
        await shown;
      }),
    );
  await board.interrupt();
  return { ms: each.reduce((sum, one) => sum + one, 0), each };
}

/** What a board is opened for: a file written and read, a program run. */
async function use(request: Request): Promise<Answer> {
  const { board } = openBoard(request);
  const content = createHash('sha512').update(text(request, 'board')).digest();
  const ms = await timed(async () => {
    await board.files.write('/used.bin', content, TAKE_OVER);
    const read = await board.files.read('/used.bin', TAKE_OVER);
    if (Buffer.compare(read, content) !== 0) throw new Error('not what was written');
    const sum = await board.eval('sum(range(100))', TAKE_OVER);
    if (sum !== '4950') throw new Error(`sum(range(100)) is ${sum}`);
  });
  return { ms };
}

/** The same with several boards at once; `board` is a list. */
async function all(request: Request): Promise<Answer> {
  const { what, board: names, ...rest } = request as Request & { what: string; board: string[] };
  const action = actions[what];
  if (!action) throw new Error('not known');
  let each: number[] = [];
  const ms = await timed(async () => {
    const answers = names.map((board) => action({ ...rest, do: what, board }));
    each = (await Promise.all(answers)).map((answer) => answer.ms);
  });
  return { ms, each };
}

const actions: Readonly<Record<string, Action>> = {
  open,
  openVirtual,
  close,
  exec,
  write,
  hash,
  read,
  copy,
  echo,
  use,
  all,
};

serve(actions);
