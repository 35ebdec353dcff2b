// romfs query and deploy on a board with simulated partitions (tests/fixtures/romsim.py): what is printed, and what lies in the flash behind it.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { words, type Case } from './case';
import { ROMFS } from './since';
import { compare } from './suite';

const MEMORY = '["memory", 65536, 4096]';
const OBJECT = '["object", 65536, 4096]';

/** A line with such partitions, which are Python and so gone behind a soft reset. */
function withRoms(roms: string, ...line: string[]): Case {
  const start = `import romsim; romsim.start(${roms})`;
  return { ...words('cp', 'romsim.py', ':', '+', 'exec', start, ...line), since: ROMFS };
}

compare(
  'romfs',
  [
    { ...words('romfs', 'query'), since: ROMFS },
    { ...words('romfs', '--no-mpy', 'deploy', 'pkg'), since: ROMFS },
    { ...words('romfs', 'deploy'), since: ROMFS },
    { ...words('romfs', 'nonsense'), since: ROMFS },
    withRoms('', 'romfs', 'query'),
    ...[MEMORY, OBJECT, '["whole", 65536, 0]', `${MEMORY}, ${OBJECT}`, `None, ${MEMORY}`].map(
      (roms) => withRoms(roms, 'romfs', 'query'),
    ),
    ...[MEMORY, OBJECT].flatMap((roms) => [
      withRoms(roms, 'romfs', '--no-mpy', 'deploy', 'hollow', 'romfs', 'query'),
      withRoms(roms, 'romfs', '--no-mpy', 'deploy', 'pkg', 'romfs', 'query'),
      withRoms(roms, 'romfs', '--no-mpy', 'deploy', 'large', 'romfs', 'query'),
      withRoms(roms, 'romfs', '--no-mpy', '-p', '1', 'deploy', 'pkg'),
    ]),
    withRoms('["memory", 4096, 4096]', 'romfs', '--no-mpy', 'deploy', 'large'),
    withRoms(`${MEMORY}, ${OBJECT}`, 'romfs', '--no-mpy', '-p', '1', 'deploy', 'pkg'),
    withRoms(MEMORY, 'romfs', '--no-mpy', 'deploy', 'bad.img'),
  ],
  {
    computer: {
      'romsim.py': readFileSync(resolve('tests/fixtures/romsim.py'), 'utf8'),
      'large/text.txt': 'a line of some text\n'.repeat(900),
      'large/more/small.txt': 'x',
      'bad.img': 'no image',
    },
    // mpremote fills the last block with zeros, and what is not written is not compared.
    isOwn: (path) => /^rom\d\.bin$/.test(path),
  },
);
