import { expect, test } from 'vitest';
import { startInRaw } from './wire';

async function run(source: string): Promise<string> {
  const wire = await startInRaw();
  const [output, error] = await wire.paste(`import asyncio\n${source}`);
  expect(error).toBe('');
  return output.replaceAll('\r\n', '\n');
}

test('tasks take turns, gather keeps the order of results', async () => {
  expect(
    await run(
      'async def f(n, ms):\n  for i in range(2):\n    print(n, i)\n    await asyncio.sleep_ms(ms)\n  return n\n' +
        'async def main():\n  print(await asyncio.gather(f("a", 1), f("b", 1)))\n  await asyncio.sleep(0.001)\n  return 7\n' +
        'print(asyncio.run(main()))',
    ),
  ).toBe("a 0\nb 0\na 1\nb 1\n['a', 'b']\n7\n");
});

test('create_task, await, cancel and done', async () => {
  expect(
    await run(
      'async def f():\n  try:\n    await asyncio.sleep(100)\n  except asyncio.CancelledError:\n    print("cancelled")\n    raise\n' +
        'async def g(): return 5\n' +
        'async def main():\n  t = asyncio.create_task(f())\n  await asyncio.sleep_ms(0)\n  print(t.done(), t.cancel())\n' +
        '  try: await t\n  except asyncio.CancelledError: print("gone", t.done())\n' +
        '  print(await asyncio.create_task(g()), await g(), asyncio.current_task() is not None)\n' +
        'asyncio.run(main())',
    ),
  ).toBe('False True\ncancelled\ngone True\n5 5 True\n');
});

test('wait_for ends what takes too long, and only that', async () => {
  expect(
    await run(
      'async def f(ms):\n  await asyncio.sleep_ms(ms)\n  return ms\n' +
        'async def main():\n  print(await asyncio.wait_for(f(1), 10))\n' +
        '  try: await asyncio.wait_for(f(10000), 0.001)\n  except asyncio.TimeoutError: print("late")\n' +
        '  try: await asyncio.wait_for_ms(f(10000), 1)\n  except asyncio.TimeoutError: print("late")\n' +
        'asyncio.run(main())',
    ),
  ).toBe('1\nlate\nlate\n');
});

test('Event, Lock and ThreadSafeFlag', async () => {
  expect(
    await run(
      'import machine\ne = asyncio.Event()\nl = asyncio.Lock()\nflag = asyncio.ThreadSafeFlag()\n' +
        'async def waiter(n):\n  await e.wait()\n  async with l:\n    print(n, "in")\n    await asyncio.sleep_ms(1)\n    print(n, "out")\n' +
        'async def main():\n  ts = [asyncio.create_task(waiter(i)) for i in range(3)]\n  await asyncio.sleep_ms(1)\n  e.set()\n' +
        '  for t in ts: await t\n  print(l.locked(), e.is_set())\n' +
        '  machine.Timer(mode=0, period=2, callback=lambda t: flag.set())\n  await flag.wait()\n  print("flag")\n' +
        'asyncio.run(main())',
    ),
  ).toBe('0 in\n0 out\n1 in\n1 out\n2 in\n2 out\nFalse True\nflag\n');
});

test('an error that nobody awaits is printed, one that is awaited is raised', async () => {
  const output = await run(
    'async def f(): raise ValueError("oops")\n' +
      'async def main():\n  asyncio.create_task(f())\n  await asyncio.sleep_ms(1)\n' +
      '  try: await asyncio.create_task(f())\n  except ValueError as e: print("got", e)\n' +
      '  try: await asyncio.gather(f(), asyncio.sleep(0))\n  except ValueError as e: print("got", e)\n' +
      '  print(await asyncio.gather(f(), return_exceptions=True))\n' +
      'asyncio.run(main())',
  );
  expect(output).toContain("Task exception wasn't retrieved\n");
  expect(output).toContain('ValueError: oops\n');
  expect(output.endsWith("got oops\ngot oops\n[ValueError('oops',)]\n")).toBe(true);
});

test('a reader of stdin lets other tasks run', async () => {
  const wire = await startInRaw();
  await wire.send(
    'import asyncio, sys\nasync def tick():\n  while True:\n    await asyncio.sleep_ms(1)\n' +
      'async def main():\n  asyncio.create_task(tick())\n  r = asyncio.StreamReader(sys.stdin)\n  print("go")\n' +
      '  print(repr(await r.readline()), repr(await r.readexactly(2)))\n' +
      '  w = asyncio.StreamWriter(sys.stdout)\n  w.write("written\\n")\n  await w.drain()\n' +
      'asyncio.run(main())\x04',
  );
  await wire.until('go\r\n');
  await wire.send('he');
  await wire.send('y\rxy');
  const [output, error] = await wire.outcome();
  expect(error).toBe('');
  expect(output).toBe("'hey\\n' 'xy'\r\nwritten\n");
});

test('tracebacks name it as firmware does', async () => {
  const wire = await startInRaw();
  const [, error] = await wire.paste('import asyncio\nasync def f(): 1/0\nasyncio.run(f())');
  expect(error).toContain('  File "asyncio.py", line ');
  expect(error).not.toContain('.board');
});
