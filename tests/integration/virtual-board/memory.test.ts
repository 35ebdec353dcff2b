import { expect, test } from 'vitest';
import { startInRaw } from './wire';

test('garbage of a long loop is collected while it runs', async () => {
  const wire = await startInRaw();
  const [output, error] = await wire.paste(
    'import gc\ndef f():\n  x = 0.5\n  l = []\n  for i in range(300000):\n    x = x * 1.0001 + 0.1\n    b = bytearray(1000)\n' +
      '    if i % 1000 == 0: l.append(str(i))\n  return all(l[k] == str(k * 1000) for k in range(300))\n' +
      'print(f(), gc.mem_alloc() < 8000000)',
  );
  expect([output, error]).toEqual(['True True\r\n', '']);
});

test('MemoryError at the limit, and a usable board after it', async () => {
  const wire = await startInRaw();
  const [, error] = await wire.paste('l = []\nwhile True: l.append(bytearray(100000))');
  expect(error).toContain('MemoryError: memory allocation failed');
  const [output] = await wire.paste(
    'l = None\nimport gc\ngc.collect()\nprint(len(bytearray(1000000)))',
  );
  expect(output).toBe('1000000\r\n');
});

test('gc.mem_free() is what is really there', async () => {
  const wire = await startInRaw();
  const [output] = await wire.paste('import gc\nprint(1000000 < gc.mem_free() < 64000000)');
  expect(output).toBe('True\r\n');
});

test('endless recursion is a RuntimeError', async () => {
  const wire = await startInRaw();
  const [output, error] = await wire.paste(
    'def f(): f()\ntry: f()\nexcept RuntimeError as e: print(e)',
  );
  expect([output, error]).toEqual(['maximum recursion depth exceeded\r\n', '']);
});

test('a scheduled function runs', async () => {
  const wire = await startInRaw();
  const [output] = await wire.paste(
    'import micropython\nmicropython.schedule(lambda x: print("s", x), 4)\nfor i in range(3): pass\nprint("e")',
  );
  expect(output).toBe('s 4\r\ne\r\n');
});
