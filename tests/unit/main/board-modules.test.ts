// Which modules a board has, out of what its help prints.

import { expect, it } from 'vitest';
import { inModule } from '../../../src/main/boards/module-names';
import { namesIn } from '../../../src/main/boards/modules';

it('are the names in the columns, packages once', () => {
  const text =
    '__main__          asyncio/__init__  math\r\n_asyncio          asyncio/core      network\r\n' +
    'Plus any modules on the filesystem\r\n\r\nmachine\r\n';
  expect(namesIn(text)).toEqual(['_asyncio', 'asyncio', 'machine', 'math', 'network']);
});

it('have names with their types; what else they print is none', () => {
  const text =
    '__name__ str\r\n__getattr__ function\r\nBAUD int\r\nhello to you all\r\nopen function\r\nx <evil>\r\n';
  expect(inModule(text)).toEqual([
    { name: '__getattr__', type: 'function' },
    { name: 'BAUD', type: 'int' },
    { name: 'open', type: 'function' },
  ]);
});

it('have no more names than modules have, and no longer ones', () => {
  const text = Array.from({ length: 5000 }, (_, n) => `x${n} int\r\n`).join('');
  expect(inModule(text)).toHaveLength(2000);
  expect(inModule(`${'x'.repeat(65)} int\r\n`)).toEqual([]);
});
