// Uploads to boards whose firmware or flash has a fault. The fault is code on the virtual board that stands in front of its own
// modules; the helper finds it where it would find theirs.

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Board } from '../../../src/engine/board/board';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { connectVirtual, rejection, text, withWrite } from './support';

/** Puts an object in front of a module: what it does not define is the module's own. */
async function replaceModule(board: Board, name: string, methods: string): Promise<void> {
  const { stderr } = await board.exec(
    `import sys, ${name} as _real\nclass _Fake:\n def __getattr__(self, name):\n  return getattr(_real, name)\n` +
      `${methods}\nsys.modules['${name}'] = _Fake()\n`,
  );
  expect(stderr).toBe('');
}

async function names(board: Board): Promise<string[]> {
  return (await board.files.list('/')).map(({ name }) => name).sort();
}

/** Changes a byte of the packets that carry this text, so many times. */
function damage(wanted: string, wrong: number, times: number) {
  let left = times;
  return (transport: Parameters<typeof withWrite>[0]) =>
    withWrite(transport, (bytes, write) => {
      const sent = Buffer.from(bytes);
      const at = sent.indexOf(wanted);
      if (at >= 0 && left-- > 0) sent[at] = wrong;
      return write(sent);
    });
}

describe('an upload', () => {
  it('that is cancelled while the board puts the new file in place has happened', async () => {
    const { board, shown } = await connectVirtual();
    await board.files.write('/keep.py', utf8('old'));
    await replaceModule(
      board,
      'os',
      ' def rename(self, a, b):\n  import time\n  _real.rename(a, b)\n  print("renamed")\n  time.sleep_ms(400)\n',
    );
    const stop = new AbortController();
    const upload = board.files.write('/keep.py', utf8('new'), { signal: stop.signal });
    await shown.until('renamed');
    stop.abort();
    await upload;
    expect(text(await board.files.read('/keep.py'))).toBe('new');
    expect(await names(board)).toEqual(['keep.py']);
  });

  it('keeps the new file when the old one is gone and the new one cannot take its place', async () => {
    const { board } = await connectVirtual();
    await board.files.write('/keep.py', utf8('old'));
    await replaceModule(
      board,
      'os',
      ' def rename(self, a, b):\n  raise OSError(17 if "keep.py" in _real.listdir("/") else 5)\n',
    );
    expect(await rejection(board.files.write('/keep.py', utf8('new')))).toMatchObject({
      code: 'board-file-error',
    });
    expect(await names(board)).toEqual(['.adder-new']);
    expect(text(await board.files.read('/.adder-new'))).toBe('new');
  });

  it('leaves nothing behind when not even closing the file works', async () => {
    const { board } = await connectVirtual();
    await board.exec(
      'import builtins\n_open = open\nclass _Full:\n def write(self, data):\n  raise OSError(28)\n def close(self):\n  raise OSError(28)\n' +
        'def open_(name, mode):\n _open(name, mode).close()\n return _Full()\nbuiltins.open = open_\n',
    );
    expect(await rejection(board.files.write('/keep.py', utf8('new')))).toMatchObject({
      code: 'board-full',
    });
    expect(await names(board)).toEqual([]);
  });

  it('keeps the old file when that bears the name of the temporary one', async () => {
    const { board } = await connectVirtual();
    await board.exec('with open("/.adder-new", "w") as f: f.write("old")');
    const stop = new AbortController();
    const upload = board.files.write('/.adder-new', randomBytes(50_000), {
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done > 0) stop.abort();
      },
    });
    expect(await rejection(upload)).toMatchObject({ code: 'aborted' });
    expect(await names(board)).toEqual(['.adder-new']);
    expect(text(await board.files.read('/.adder-new'))).toBe('old');
  });

  it.each([0x2a, 0x00, 0x7f, 0xff])(
    'with a byte changed to %i on its way is sent again, once',
    async (wrong) => {
      const once = await connectVirtual({ wrap: damage('something', wrong, 1) });
      expect(await once.board.files.write('/x.py', utf8('something'))).toBe('hash');
      expect(text(await once.board.files.read('/x.py'))).toBe('something');
      const twice = await connectVirtual({ wrap: damage('something', wrong, 2) });
      expect(await rejection(twice.board.files.write('/x.py', utf8('something')))).toMatchObject({
        code: 'protocol-damaged',
      });
      expect(await twice.board.eval('6*7')).toBe('42');
      await twice.board.files.write('/x.py', utf8('something'));
      expect(await names(twice.board)).toEqual(['x.py']);
    },
  );

  it('is verified on the flash without sha256 too', async () => {
    const { board } = await connectVirtual();
    await board.exec(
      'import sys\nclass _None: pass\nsys.modules["hashlib"] = sys.modules["uhashlib"] = _None()\n',
    );
    expect(await board.files.write('/x.py', randomBytes(5000))).toBe('read-back');
    expect(await board.files.hash('/x.py')).toBeUndefined();
    await board.exec(
      'import builtins\n_open = open\nclass _Worn:\n def __init__(self, f):\n  self.f = f\n def write(self, data):\n  return self.f.write(bytes([data[0] ^ 1]) + data[1:])\n' +
        ' def close(self):\n  self.f.close()\n' +
        'def open_(name, mode):\n f = _open(name, mode)\n return _Worn(f) if "w" in mode else f\nbuiltins.open = open_\n',
    );
    expect(await rejection(board.files.write('/x.py', utf8('something')))).toMatchObject({
      code: 'file-damaged',
    });
    expect(await names(board)).toEqual(['x.py']);
    expect((await board.files.stat('/x.py')).size).toBe(5000);
  });

  it('needs neither crc32 nor sha256 nor statvfs', async () => {
    const { board } = await connectVirtual();
    await board.exec(
      'import sys, os, ubinascii\nclass _Few: pass\nm = _Few()\nm.a2b_base64 = ubinascii.a2b_base64\nm.b2a_base64 = ubinascii.b2a_base64\n' +
        'sys.modules["binascii"] = sys.modules["ubinascii"] = m\nsys.modules["hashlib"] = sys.modules["uhashlib"] = _Few()\n' +
        'o = _Few()\nfor n in ("stat", "remove", "rename", "ilistdir", "getcwd"): setattr(o, n, getattr(os, n))\nsys.modules["os"] = o\n',
    );
    const content = randomBytes(20_000);
    await board.files.write('/x.bin', content);
    expect(Buffer.compare(await board.files.read('/x.bin'), content)).toBe(0);
    expect(await names(board)).toEqual(['x.bin']);
  });

  it('that takes long when the board is closed is cancelled, and leaves nothing behind', async () => {
    const { board, home } = await connectVirtual();
    await board.files.write('/keep.py', utf8('old'));
    await board.exec(
      'import time, builtins\n_open = open\nclass _Slow:\n def __init__(self, f):\n  self.f = f\n  self.close = f.close\n' +
        ' def write(self, data):\n  time.sleep_ms(100)\n  return self.f.write(data)\n' +
        'def open_(name, mode):\n f = _open(name, mode)\n return _Slow(f) if "w" in mode else f\nbuiltins.open = open_\n',
    );
    let closing: Promise<void> | undefined;
    const upload = rejection(
      board.files.write('/keep.py', randomBytes(400_000), {
        onProgress: ({ done }) => {
          if (done > 0) closing ??= board.close();
        },
      }),
    );
    const waiting = rejection(board.run('print("never")'));
    expect(await upload).toMatchObject({ code: 'aborted' });
    expect(await waiting).toMatchObject({ code: 'link-closed' });
    await closing;
    const again = await connectVirtual({ home });
    expect(await names(again.board)).toEqual(['keep.py']);
    expect(text(await again.board.files.read('/keep.py'))).toBe('old');
  });
});
