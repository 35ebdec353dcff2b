// ROMFS partitions of a board: asked, written, checked; over damaged links, and stopped in the middle.

import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import type { RomStep } from '../../../src/engine/board/romfs/deploy';
import { buildImage } from '../../../src/engine/romfs/image';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard } from '../../targets/targets';
import { connectVirtual, freshHome, rejection, withWrite } from '../engine/support';
import { giveRoms, romCalls, romContent, type Rom, type RomKind } from '../../targets/rom-board';

const KB = 1024;

/** Bytes that deflate makes nothing of, or much. */
function bytesOf(size: number, kind: 'random' | 'text' = 'random'): Uint8Array {
  if (kind === 'text') return Buffer.from('print("hello")\n'.repeat(size).slice(0, size));
  let state = 1;
  return Uint8Array.from({ length: size }, () => (state = (state * 48271) % 0x7fffffff) & 0xff);
}

function imageOf(size: number, kind?: 'random' | 'text'): Uint8Array {
  return buildImage([{ kind: 'file', name: 'main.py', bytes: bytesOf(size, kind) }]);
}

const IMAGE = imageOf(20_000);

async function romBoard(...roms: readonly Rom[]): Promise<Board> {
  const { board } = await connectVirtual();
  await giveRoms(board, ...roms);
  return board;
}

function offsets(steps: readonly RomStep[], kind: 'prepare' | 'write'): number[] {
  return steps.flatMap((step) => (step.kind === kind ? [step.offset] : []));
}

/** 0, step, 2 step, ... below the end. */
function every(step: number, end: number): number[] {
  return Array.from({ length: Math.ceil(end / step) }, (_, index) => index * step);
}

const hasHeader = (content: Uint8Array): boolean =>
  Buffer.from(content.subarray(0, 3)).equals(Buffer.from('d2cd31', 'hex'));

describe('the ROMFS partitions of a board', () => {
  it('are not there in a firmware without', async () => {
    const { board } = await connectVirtual();
    expect(await board.romfs.query()).toEqual({ enabled: false, mpy: 774, partitions: [] });
    expect(await rejection(board.romfs.deploy(IMAGE))).toMatchObject({ code: 'no-romfs' });
  });

  it('are told with their sizes and first bytes', async () => {
    const board = await romBoard(
      ['object', 64 * KB, 4 * KB],
      null,
      ['memory', 32 * KB, 2 * KB],
      ['whole', 16 * KB, 1],
      ['plain', 8, 4],
      ['blind', 8 * KB, 4 * KB],
    );
    const { enabled, partitions } = await board.romfs.query();
    expect(enabled).toBe(true);
    const erased = Buffer.alloc(12, 0xff);
    expect(partitions).toEqual([
      { number: 0, size: 64 * KB, blockSize: 4 * KB, head: erased },
      undefined,
      { number: 2, size: 32 * KB, blockSize: 2 * KB, head: erased },
      { number: 3, size: 16 * KB, blockSize: 16 * KB, head: erased },
      { number: 4, size: 8, blockSize: 4, head: erased.subarray(0, 8) },
      { number: 5, size: 8 * KB, blockSize: 4 * KB, head: Buffer.alloc(0) },
    ]);
  });
});

describe('the answers of a firmware', () => {
  async function answering(rom: string): Promise<Board> {
    const board = await romBoard(['object', 64 * KB, 4 * KB]);
    await board.exec(`import vfs; vfs.rom_ioctl = ${rom}`);
    return board;
  }

  it('may be that it has none, or that one has no size', async () => {
    const none = await answering('lambda *a: -22');
    expect(await none.romfs.query()).toMatchObject({ enabled: true, partitions: [] });
    const empty = await answering("lambda n, *a: {1: 1, 2: b'', 6: -22}[n]");
    const head = Buffer.alloc(0);
    expect((await empty.romfs.query()).partitions).toEqual([
      { number: 0, size: 0, blockSize: 1, head },
    ]);
    expect(await rejection(empty.romfs.deploy(IMAGE))).toMatchObject({ code: 'rom-too-small' });
  });

  it('are not believed without end', async () => {
    const board = await answering("lambda n, *a: {1: 10 ** 9, 2: b'', 6: -22}[n]");
    expect((await board.romfs.query()).partitions).toHaveLength(16);
    const wrong = await answering("lambda n, *a: 'nonsense'");
    expect(await rejection(wrong.romfs.query())).toMatchObject({ code: 'board-file-error' });
    const huge = await answering("lambda n, *a: {1: 1, 2: b'', 6: 10 ** 30}[n]");
    expect(await rejection(huge.romfs.query())).toMatchObject({ code: 'protocol-damaged' });
  });
});

describe('an image', () => {
  // Sizes of the partition and its blocks, and the steps that mpremote takes for an image of 20 018 bytes.
  it.each<[RomKind, size: number, block: number, prepare: number[], step: number]>([
    ['object', 64 * KB, 4 * KB, every(4 * KB, 20_018), 4 * KB],
    ['object', 64 * KB, KB, every(KB, 20_018), KB],
    ['plain', 64 * KB, 16 * KB, every(16 * KB, 20_018), 4 * KB],
    ['memory', 64 * KB, 4 * KB, [0], 4 * KB],
    ['whole', 64 * KB, 1, [0], 4 * KB],
  ])(
    'goes into a partition of kind %s of %i bytes in blocks of %i',
    async (kind, size, block, prepare, step) => {
      const board = await romBoard([kind, size, block]);
      const steps: RomStep[] = [];
      const sure = await board.romfs.deploy(IMAGE, { onStep: (one) => steps.push(one) });
      expect(sure).toBe('hash');
      expect(steps[0]).toMatchObject({ kind: 'partition', partition: { number: 0, size } });
      expect(offsets(steps, 'prepare')).toEqual(prepare);
      expect(offsets(steps, 'write')).toEqual(every(step, IMAGE.length));
      const content = await romContent(board);
      const end = Math.ceil(IMAGE.length / step) * step;
      expect(Buffer.from(content.subarray(0, end))).toEqual(
        Buffer.concat([IMAGE, Buffer.alloc(end - IMAGE.length)]),
      );
      expect((await board.romfs.query()).partitions[0]?.head).toEqual(
        Buffer.from(IMAGE.subarray(0, 12)),
      );
    },
  );

  it('is erased for in parts where memory has blocks, and completed', async () => {
    const image = imageOf(70_000, 'text');
    const board = await romBoard(['memory', 80 * KB, 2 * KB]);
    const steps: RomStep[] = [];
    await board.romfs.deploy(image, { onStep: (one) => steps.push(one) });
    expect(offsets(steps, 'prepare')).toEqual([0, 32 * KB, 64 * KB]);
    const calls = await romCalls(board);
    expect(calls).toContain('(3, 0, 0, 32768), (3, 0, 32768, 32768), (3, 0, 65536, 6144), (4, ');
    // The first step comes last.
    expect(calls).toMatch(/ \(4, 0, 0, 4096\), \(5, 0\)\]$/);
  });

  it('that ends inside the last step of a partition of another size fits', async () => {
    const board = await romBoard(['memory', 10_000, 2000]);
    const image = imageOf(9900);
    expect(await board.romfs.deploy(image)).toBe('hash');
    expect(Buffer.from((await romContent(board)).subarray(0, image.length))).toEqual(
      Buffer.from(image),
    );
  });

  it('goes into the partition that is asked for, over an older one, and is only written where nothing can be read', async () => {
    const board = await romBoard(['object', 8 * KB, 4 * KB], ['blind', 64 * KB, 4 * KB]);
    expect(await board.romfs.deploy(IMAGE, { partition: 1 })).toBe('written');
    expect(await board.romfs.deploy(imageOf(10), { partition: 1 })).toBe('written');
    expect(hasHeader(await romContent(board, 0))).toBe(false);
    expect(hasHeader(await romContent(board, 1))).toBe(true);
  });

  it.each<[code: string, image: Uint8Array, partition: number]>([
    ['no-rom-partition', IMAGE, 3],
    ['no-rom-partition', IMAGE, 1],
    ['no-rom-partition', IMAGE, -1],
    ['bad-rom-image', bytesOf(100), 0],
    ['bad-rom-image', IMAGE.subarray(0, 19_000), 0],
    ['rom-too-small', imageOf(40_000), 0],
  ])('is refused with %s before anything is changed', async (code, image, partition) => {
    const board = await romBoard(['object', 32 * KB, 4 * KB], null);
    expect(await rejection(board.romfs.deploy(image, { partition }))).toMatchObject({ code });
    expect(await romContent(board)).toEqual(Buffer.alloc(32 * KB, 0xff));
  });

  it.each<[fault: string, kind: RomKind]>([
    ['erase', 'object'],
    ['erase', 'memory'],
    ['write', 'object'],
    ['write', 'memory'],
    ['raise', 'memory'],
    ['flip', 'memory'],
    ['flip', 'object'],
  ])('is no success when the flash fails (%s, %s)', async (fault, kind) => {
    const board = await romBoard([kind, 64 * KB, 4 * KB]);
    await board.exec(`import romsim; romsim.fault = '${fault}'`);
    expect(await rejection(board.romfs.deploy(IMAGE))).toMatchObject({ code: 'rom-failed' });
    expect(hasHeader(await romContent(board))).toBe(false);
    await board.exec(`import romsim; romsim.fault = ''`);
    expect(await board.romfs.deploy(IMAGE)).toBe('hash');
  });

  it('is let go of when it is cancelled: the partition has no valid image, and the board is at hand', async () => {
    const stop = new AbortController();
    const aborted = new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
    let room = Infinity;
    const { board } = await connectVirtual({
      wrap: (transport: Transport) =>
        withWrite(transport, async (bytes, write) => {
          room -= bytes.length;
          // However late we hear of a step, the board has not got the rest.
          if (room < 0) await aborted;
          await write(bytes);
        }),
    });
    await giveRoms(board, ['object', 64 * KB, 4 * KB]);
    await board.romfs.deploy(imageOf(30_000, 'text'));
    room = 24 * KB;
    const deploying = board.romfs.deploy(imageOf(48 * KB), {
      signal: stop.signal,
      onStep: (step) => {
        if (step.kind === 'write' && step.offset === 8 * KB) stop.abort();
      },
    });
    expect(await rejection(deploying)).toMatchObject({
      code: 'aborted',
      detail: 'ROMFS0 may have no valid image now.',
    });
    expect(hasHeader(await romContent(board))).toBe(false);
    expect(await board.romfs.deploy(IMAGE)).toBe('hash');
  });

  it('is cancelled while the board erases', async () => {
    const board = await romBoard(['object', 64 * KB, KB]);
    const stop = new AbortController();
    const deploying = board.romfs.deploy(IMAGE, {
      signal: stop.signal,
      onStep: ({ kind }) => {
        if (kind === 'prepare') stop.abort();
      },
    });
    expect(await rejection(deploying)).toMatchObject({ code: 'aborted' });
    expect(await board.eval('1 + 1')).toBe('2');
  });

  it('is sent again where a byte was changed on the way', async () => {
    let damaged = 0;
    const { board } = await connectVirtual({
      wrap: (transport: Transport) =>
        withWrite(transport, async (bytes, write) => {
          if (damaged === 0 && bytes.length > 4000) {
            damaged++;
            const changed = bytes.slice();
            changed[2000] = (changed[2000] ?? 0) ^ 1;
            await write(changed);
          } else await write(bytes);
        }),
    });
    await giveRoms(board, ['object', 64 * KB, 4 * KB]);
    const steps: RomStep[] = [];
    expect(await board.romfs.deploy(IMAGE, { onStep: (one) => steps.push(one) })).toBe('hash');
    expect(damaged).toBe(1);
    expect(offsets(steps, 'write')).toEqual(every(4 * KB, IMAGE.length));
  });
});

describeWithTarget('a board on a serial port', () => {
  it('gets an image that its MicroPython mounts', async () => {
    const serial = await startSerialBoard();
    onTestFinished(() => serial.stop());
    const host = { dataDirectory: await freshHome(), holder: 'a test' };
    const board = await Board.connect(createTransport(serial.path, host));
    onTestFinished(() => board.close());
    await giveRoms(board, ['object', 64 * KB, 4 * KB]);
    const image = buildImage([{ kind: 'file', name: 'data.bin', bytes: bytesOf(30_000) }]);
    expect(await board.romfs.deploy(image)).toBe('hash');
    const hash = await board.eval(
      "(lambda v,h:(v.mount(v.VfsRom(v.rom_ioctl(2,0)),'/rom'),h.sha256(open('/rom/data.bin','rb').read()).digest().hex())[1])(__import__('vfs'),__import__('hashlib'))",
    );
    expect(hash).toBe(createHash('sha256').update(bytesOf(30_000)).digest('hex'));
  });

  it('that is unplugged in the middle gets no success, and has no valid image', async () => {
    const serial = await startSerialBoard({ rate: 40_000 });
    onTestFinished(() => serial.stop());
    const host = { dataDirectory: await freshHome(), holder: 'a test' };
    let board = await Board.connect(createTransport(serial.path, host));
    await giveRoms(board, ['object', 64 * KB, 4 * KB]);
    await board.romfs.deploy(imageOf(100));
    let unplugged: Promise<void> | undefined;
    const deploying = board.romfs.deploy(IMAGE, {
      onStep: ({ kind }) => {
        if (kind === 'write') unplugged ??= serial.unplug();
      },
    });
    expect(await rejection(deploying)).toMatchObject({ code: 'link-lost' });
    await unplugged;
    await serial.plugIn();
    board = await Board.connect(createTransport(serial.path, host));
    onTestFinished(() => board.close());
    expect(hasHeader(await romContent(board))).toBe(false);
    expect(await board.romfs.deploy(IMAGE)).toBe('hash');
  });
});
