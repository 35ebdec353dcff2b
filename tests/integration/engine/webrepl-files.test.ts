// Whole files by WebREPL's own channel, for a firmware on which the stream would be text.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import type { WholeFileChannel } from '../../../src/engine/transport/whole-files';
import { PASSWORD } from '../../targets/webrepl/server';
import { startVirtualWebRepl } from '../../targets/webrepl/virtual';
import { hideOn, NO_BUFFER } from './hidden';
import { freshHome, rejection } from './support';

interface Rig {
  readonly board: Board;
  readonly channel: WholeFileChannel;
  /** Where the board's files are on this computer. */
  readonly folder: string;
}

function channelOf({ files }: Transport): WholeFileChannel {
  if (!files) throw new Error('the link has no channel for whole files');
  return files;
}

async function connect(): Promise<Rig> {
  const home = await freshHome();
  const { server, ...rig } = await startVirtualWebRepl(home, { ring: Infinity });
  onTestFinished(() => rig.stop());
  const transport = createTransport(server.address, {
    dataDirectory: '',
    holder: 'a test',
    secret: () => Promise.resolve({ value: PASSWORD }),
  });
  const board = await Board.connect(transport);
  onTestFinished(() => board.close());
  return { board, channel: channelOf(transport), folder: home };
}

/** Other boards of this firmware are not to be judged by it. */
async function hideBuffer(board: Board): Promise<void> {
  await hideOn(board, NO_BUFFER);
  expect((await board.details()).features.rawStdin).toBe(false);
}

describe('a file over WebREPL', () => {
  it('goes by the channel for whole files where the firmware reads text only', async () => {
    const { board, channel, folder } = await connect();
    await hideBuffer(board);
    const put = vi.spyOn(channel, 'put');
    const content = randomBytes(20_000);
    expect(await board.files.write('/data.bin', content)).toBe('hash');
    expect(put.mock.calls.map(([path]) => path)).toEqual(['/.adder-new']);
    expect(Buffer.compare(readFileSync(join(folder, 'data.bin')), content)).toBe(0);
    expect((await board.files.list('/')).map(({ name }) => name)).toEqual(['data.bin']);
  });

  it('goes by the stream where bytes pass, and when it is small', async () => {
    const { board, channel } = await connect();
    const put = vi.spyOn(channel, 'put');
    await board.files.write('/data.bin', randomBytes(20_000));
    await hideBuffer(board);
    await board.files.write('/small.bin', randomBytes(200));
    expect(put).not.toHaveBeenCalled();
  });

  it('that the channel has changed does not take the place of the old one', async () => {
    const { board, channel, folder } = await connect();
    await board.files.write('/keep.bin', utf8('old'));
    await hideBuffer(board);
    vi.spyOn(channel, 'put').mockImplementation((path, bytes) =>
      writeFile(
        join(folder, path),
        bytes.map((byte, at) => (at === 7 ? byte ^ 1 : byte)),
      ),
    );
    const failed = await rejection(board.files.write('/keep.bin', randomBytes(5000)));
    expect(failed).toMatchObject({ code: 'file-damaged' });
    expect(readFileSync(join(folder, 'keep.bin'), 'utf8')).toBe('old');
  });

  it('does not replace a folder, nor fill a board that has no room', async () => {
    const { board, channel } = await connect();
    await board.files.makeFolder('/folder');
    await hideBuffer(board);
    const put = vi.spyOn(channel, 'put');
    const content = randomBytes(5000);
    expect(await rejection(board.files.write('/folder', content))).toMatchObject({
      code: 'is-a-folder',
    });
    await board.exec(
      'import os\ndef _full(path): return (512, 512, 4096, 4, 4)\nos.statvfs = _full',
    );
    expect(await rejection(board.files.write('/x.bin', content))).toMatchObject({
      code: 'board-full',
    });
    expect(put).not.toHaveBeenCalled();
  });
});
