// Files: 100 KB to the board and back, and fifty small ones. Whoever wrote a file, the board's own hash of it is compared
// afterwards, outside the time.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { USB, type LineModel } from '../lines';
import { FILE_BYTES, SMALL_FILE_BYTES, SMALL_FILES, type Content } from '../payload';
import type { Bar, Result, Sample } from '../results';
import type { Ask, BoardBench } from '../rig';
import { inTurns, type Pairs } from '../statistics';

const PATH = '/bench.py';
const FOLDER = '/many';

/** The firmware of the test board inflates and cannot deflate: what it sends is as long as it is. */
const READ_BAR: Readonly<Record<LineModel['name'], number>> = { UART: 0.97, 'USB-like': 0.85 };
const WRITE_BARS: Readonly<Record<LineModel['name'], Record<Content, number>>> = {
  UART: { random: 0.97, source: 2.5 },
  'USB-like': { random: 0.85, source: 1 },
};

interface WriteAndRead {
  readonly write: Sample;
  readonly read: Sample;
}

export async function bigFiles(bench: BoardBench, content: Content): Promise<Result[]> {
  const { line, rig } = bench;
  const turn = async (ask: Ask, index: number): Promise<WriteAndRead> => {
    const file = await rig.payloads.file(content, index);
    const write = await bench.counted(() => ask({ do: 'write', path: PATH, file }));
    await compare(ask, PATH, file);
    const read = await bench.counted(() => ask({ do: 'read', path: PATH, file }));
    return { write, read };
  };
  const pairs = await inTurns(
    rig.turns('copies'),
    (index) => bench.adder((ask) => turn(ask, index)),
    (index) => bench.mpremote((ask) => turn(ask, index)),
  );
  const words = content === 'source' ? 'Python source' : 'random bytes';
  const row = (verb: 'write' | 'read', bar: number): Result => ({
    name: `${verb} 100 KB of ${words}`,
    line: line.name,
    ...side(pairs, verb),
    payload: FILE_BYTES,
    rate: line.rate,
    bar: { kind: 'line', atLeast: bar },
  });
  return [row('write', WRITE_BARS[line.name][content]), row('read', READ_BAR[line.name])];
}

function side(pairs: Pairs<WriteAndRead>, verb: 'write' | 'read'): Pairs<Sample> {
  return {
    adder: pairs.adder.map((one) => one[verb]),
    mpremote: pairs.mpremote.map((one) => one[verb]),
  };
}

/** Into an empty folder each time. */
export async function manyFiles(bench: BoardBench): Promise<Result> {
  const { line, rig } = bench;
  const turn = async (ask: Ask, index: number): Promise<Sample> => {
    const files = await rig.payloads.smallFiles(index);
    await ask({ do: 'exec', code: `import os\nos.mkdir('${FOLDER}')` });
    const sample = await bench.counted(() => ask({ do: 'copy', folder: FOLDER, files }));
    for (const [at, file] of files.entries())
      if (at % 10 === 0) await compare(ask, `${FOLDER}/module_${at}.py`, file);
    await ask({ do: 'exec', code: emptied(FOLDER) });
    return sample;
  };
  const pairs = await inTurns(
    rig.turns('copies'),
    (index) => bench.adder((ask) => turn(ask, index)),
    (index) => bench.mpremote((ask) => turn(ask, index)),
  );
  return {
    name: `${SMALL_FILES} files of 2 KB of source`,
    line: line.name,
    ...pairs,
    payload: SMALL_FILES * SMALL_FILE_BYTES,
    rate: line.rate,
    bar: manyFilesBar(line),
  };
}

export function manyFilesBar(line: LineModel): Bar {
  return { kind: 'time', atMost: line === USB ? 1 / 8 : 1 / 5 };
}

export function emptied(folder: string): string {
  return `import os\nfor n in os.listdir('${folder}'):os.remove('${folder}/'+n)\nos.rmdir('${folder}')`;
}

async function compare(ask: Ask, path: string, file: string): Promise<void> {
  const { hash } = await ask({ do: 'hash', path });
  const wanted = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (hash !== wanted) throw new Error(`${path} is not what was written`);
}
