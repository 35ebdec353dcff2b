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
  const text = '__name__ str\r\nBAUD int\r\nhello to you all\r\nopen function\r\nx <evil>\r\n';
  expect(inModule(text)).toEqual([
    { name: 'BAUD', type: 'int' },
    { name: 'open', type: 'function' },
  ]);
});
