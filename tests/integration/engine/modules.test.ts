import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { makeAvailable } from '../../../src/main/projects/make-available';
import { connectVirtual } from './support';

const module = (name: string, source: string) => ({
  name,
  boardPath: `/${name}`,
  bytes: utf8(source),
});

describe('modules that a program imports', () => {
  it('are brought onto the board when they differ, and the console says so', async () => {
    const { board, shown } = await connectVirtual();
    const modules = [module('helper.py', 'word = "one"\n'), module('pkg/deep/part.py', 'n = 2\n')];
    await makeAvailable(board, modules, {});
    expect(shown.text.match(/Uploaded .*/g)).toEqual([
      'Uploaded helper.py, which the program imports.',
      'Uploaded pkg/deep/part.py, which the program imports.',
    ]);
    await board.run('import helper, pkg.deep.part as part\nprint(helper.word, part.n)');
    expect(shown.text).toContain('one 2\r\n');

    const before = shown.text.length;
    await makeAvailable(board, modules, {});
    expect(shown.text.slice(before)).not.toContain('Uploaded');
    await makeAvailable(board, [module('helper.py', 'word = "new"\n')], {});
    await board.run('import helper\nprint(helper.word)');
    expect(shown.text).toContain('new\r\n');
  });
});
