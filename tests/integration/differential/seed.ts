// What is on every board and on every computer when a line begins. Names and sizes are chosen so that each form of a path, a
// listing and a tree meets something of its kind.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Board } from '../../../src/engine/board/board';
import { createTransport } from '../../../src/engine/transport/resolve';

/** Text that no two lines of are equal, of so many bytes. */
function text(bytes: number): string {
  let lines = '';
  for (let line = 1; lines.length < bytes; line++) lines += `line ${String(line)} of the text\n`;
  return lines.slice(0, bytes);
}

const ALL_BYTES = Uint8Array.from({ length: 768 }, (_, index) => (index * 7) % 256);

const BOARD: Readonly<Record<string, string | Uint8Array>> = {
  'a.py': 'print("a of the board")\n',
  'same.py': 'print("the same on both sides")\n',
  'empty.txt': '',
  'long.txt': text(2300),
  'bytes.bin': ALL_BYTES,
  'dir/x.py': 'x = 1\n',
  'dir/sub/y.py': 'y = 2\n',
  'dir/sub/z.txt': text(1096),
  'hollow/': '',
  "it's here.txt": 'a quote and a blank\n',
  'grüße.txt': 'Hello 世界 🎉 Café\n',
  'lib/mod.py': 'value = 42\n',
};

const COMPUTER: Readonly<Record<string, string | Uint8Array>> = {
  'a.py': 'print("a of the computer")\n',
  'b.py': 'print("b")\n',
  'same.py': 'print("the same on both sides")\n',
  'bytes.bin': ALL_BYTES.subarray(3),
  'long.txt': text(5000),
  'none.txt': '',
  'pkg/__init__.py': 'from .x import x\n',
  'pkg/x.py': 'def x():\n  print("x")\n',
  'pkg/deep/__init__.py': '',
  'pkg/deep/y.py': 'y = 1\n',
  'hollow/': '',
  'nested/only/deeper/z.py': 'z = 3\n',
  "it's here.txt": 'a quote and a blank\n',
  'grüße.txt': 'Hello 世界 🎉 Café\n',
  'fails.py': 'print("before")\nraise ValueError("from a file")\n',
  'speaks.py': 'print("from a file", 6 * 7)\n',
};

export function makeComputerSeed(folder: string, more: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries({ ...COMPUTER, ...more })) {
    const isFolder = path.endsWith('/');
    mkdirSync(join(folder, isFolder ? path : dirname(path)), { recursive: true });
    if (!isFolder) writeFileSync(join(folder, path), content);
  }
}

export function makeBoardSeed(address: string): Promise<void> {
  const folders = new Set(Object.keys(BOARD).flatMap((path) => foldersOf(path)));
  return onBoard(address, async ({ files }) => {
    const items = [
      ...[...folders].map((path) => ({ kind: 'folder' as const, path })),
      ...Object.entries(BOARD)
        .filter(([path]) => !path.endsWith('/'))
        .map(([path, content]) => ({
          kind: 'file' as const,
          path: `/${path}`,
          bytes: typeof content === 'string' ? Buffer.from(content) : content,
        })),
    ];
    await files.writeMany(items, { interrupt: true });
  });
}

function foldersOf(path: string): string[] {
  const steps = path.split('/').slice(0, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
}

/** With the board at this address, from outside of what is tested. */
export async function onBoard<Result>(
  address: string,
  work: (board: Board) => Promise<Result>,
): Promise<Result> {
  const transport = createTransport(address, { dataDirectory: '/nonexistent', holder: 'the test' });
  const board = await Board.connect(transport, { probe: false });
  try {
    return await work(board);
  } finally {
    await board.close();
  }
}
