import { expect, test } from 'vitest';
import { startInRaw } from './wire';

test.each(['js', 'jsffi', '_native', '_vb', 'setup', 'probe'])(
  'a program cannot import %s',
  async (name) => {
    const wire = await startInRaw();
    expect((await wire.exec(`import ${name}`))[1]).toContain(
      `ImportError: no module named '${name}'`,
    );
    expect((await wire.exec(`__import__("${name}")`))[1]).toContain('ImportError');
  },
);

test('the web page asyncio, which imports js, does not load', async () => {
  const wire = await startInRaw();
  const [, error] = await wire.exec(
    'import sys\nsys.path[:] = [".frozen"]\nsys.modules.pop("asyncio", None)\nimport asyncio',
  );
  expect(error).toContain('ImportError');
});

test('only modules of a board are loaded', async () => {
  const wire = await startInRaw();
  const [output] = await wire.exec('import sys\nprint(sorted(sys.modules), sorted(globals()))');
  expect(output).toBe(
    "['collections', 'collections.defaultdict', 'machine', 'os', 'os.path', 'time'] ['__file__', '__name__', 'sys']\r\n",
  );
});

test.each(['/dev', '/proc', '/home', '/tmp', '/vb', '/dev/stdin', '/proc/self/fd', '/etc/passwd'])(
  '%s does not exist',
  async (path) => {
    const wire = await startInRaw();
    const [output] = await wire.exec(
      `import os, vfs\nfor f in (os.stat, open, vfs.VfsPosix("/").stat):\n` +
        `  try: print(f("${path}"))\n  except OSError as e: print(e.errno)`,
    );
    expect(output).toBe('2\r\n2\r\n2\r\n');
  },
);

test('a mount of another path of the system still lies in the folder', async () => {
  const wire = await startInRaw();
  const [output, error] = await wire.exec(
    'import os, vfs\nos.mkdir("etc")\nopen("etc/own", "w").close()\n' +
      'vfs.mount(vfs.VfsPosix("/etc"), "/m")\nprint(os.listdir("/m"))',
  );
  expect([output, error]).toEqual(["['own']\r\n", '']);
});

test('what the hardware is asked through takes nothing but numbers', async () => {
  const wire = await startInRaw();
  const [, error] = await wire.exec(
    'import machine, time\nfor n in range(-2, 9):\n  for a in (-1, 64, 1 << 29, "x", None, 1.5, machine):\n' +
      '    machine.call(n, a, a) if n not in (8, 9) else None\n' +
      '  time.sleep_ms(2)', // a timer that was started is due
  );
  expect(error).toBe('');
  expect(await wire.exec('print("fine")')).toEqual(['fine\r\n', '']);
});
