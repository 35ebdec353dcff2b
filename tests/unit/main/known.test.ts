import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KnownBoards } from '../../../src/main/boards/known';
import type { DeviceInfo } from '../../../src/shared/board';

let folder: string;
let devices: DeviceInfo[];
let paths: Set<string>;
let now: number;
let changes: number;
let opened: KnownBoards[];

const usb = (path: string, serialNumber?: string): DeviceInfo => ({
  address: `serial:${path}`,
  kind: 'serial',
  path,
  vendorId: 0x2e8a,
  productId: 5,
  ...(serialNumber !== undefined && { serialNumber }),
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adder-known-'));
  devices = [];
  paths = new Set();
  now = 1000;
  changes = 0;
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((known) => known.flush()));
  await rm(folder, { recursive: true });
});

const file = (): string => join(folder, 'boards.json');

async function open(): Promise<KnownBoards> {
  const known = await KnownBoards.open({
    file: file(),
    log: () => undefined,
    devices: () => devices,
    onChange: () => changes++,
    now: () => now++,
    exists: (path) => paths.has(path),
  });
  opened.push(known);
  return known;
}

describe('boards that were connected once', () => {
  test('are there again after a restart, the last one first, under the given name', async () => {
    const known = await open();
    known.noteUse('ws:10.0.0.9:8266', '10.0.0.9:8266');
    known.noteUse('tcp:bridge:23', 'bridge:23');
    known.noteName('tcp:bridge:23', 'ESP8266 module');
    known.rename('ws:10.0.0.9:8266', ' Greenhouse\u202e ');
    known.noteChosen('ws:10.0.0.9:8266');
    await known.flush();

    const again = await open();
    expect(again.list()).toEqual([
      {
        address: 'tcp:bridge:23',
        name: 'ESP8266 module',
        named: false,
        lastUsed: 1001,
        absent: false,
      },
      {
        address: 'ws:10.0.0.9:8266',
        name: 'Greenhouse',
        named: true,
        lastUsed: 1000,
        absent: false,
      },
    ]);
    expect(again.lastTime.chosen).toBe('ws:10.0.0.9:8266');
    expect(again.givenName('ws:10.0.0.9:8266')).toBe('Greenhouse');
    again.rename('ws:10.0.0.9:8266', '');
    expect(again.list()[1]).toMatchObject({ name: '10.0.0.9:8266', named: false });
  });

  test('are forgotten when somebody says so, also as the last one', async () => {
    const known = await open();
    known.noteUse('tcp:bridge:23', 'bridge');
    known.noteChosen('tcp:bridge:23');
    known.forget('tcp:bridge:23');
    expect(known.list()).toEqual([]);
    expect(known.lastTime.chosen).toBeNull();
    expect(changes).toBe(2);
    await known.flush();
    expect(await readFile(file(), 'utf8')).not.toContain('bridge');
  });

  test('the virtual board is none of them', async () => {
    const known = await open();
    known.noteUse('virtual:default', 'Virtual board');
    known.noteChosen('virtual:default');
    expect(known.list()).toEqual([]);
    expect(known.lastTime.chosen).toBeNull();
  });

  test('and that were open at the end are known to the next start, those at another port too', async () => {
    const known = await open();
    devices = [usb('/dev/ttyACM0', 'E66'), usb('/dev/ttyACM1', 'E77')];
    known.noteUse('tcp:bridge:23', 'bridge');
    known.noteUse('serial:/dev/ttyACM0', 'One');
    known.noteUse('serial:/dev/ttyACM1', 'Two');
    known.noteOpen(['virtual:default', 'serial:/dev/ttyACM1', 'tcp:bridge:23']);
    known.noteChosen('serial:/dev/ttyACM0');
    await known.flush();

    devices = [usb('/dev/ttyACM5', 'E77')];
    const again = await open();
    expect(again.lastTime).toMatchObject({
      chosen: 'serial:/dev/ttyACM0',
      boards: [
        { address: 'serial:/dev/ttyACM0', absent: true },
        { address: 'virtual:default', absent: false },
        { address: 'serial:/dev/ttyACM5', absent: false },
        { address: 'tcp:bridge:23', absent: false },
      ],
    });
    expect(again.absentBoard('serial:/dev/ttyACM0')).toMatchObject({
      name: 'One',
      device: { serialNumber: 'E66' },
    });
    again.noteUse('serial:/dev/ttyACM5', 'Two');
    again.forget('tcp:bridge:23');
    expect(again.lastTime.boards.map(({ address }) => address)).toEqual([
      'serial:/dev/ttyACM0',
      'virtual:default',
      'serial:/dev/ttyACM5',
    ]);
  });

  test('are not more than a person can read', async () => {
    const known = await open();
    for (let port = 1; port <= 50; port++) known.noteUse(`tcp:bridge:${port}`, `${port}`);
    expect(known.list()).toHaveLength(40);
    expect(known.list()[0]?.name).toBe('50');
  });
});

describe('a board on USB', () => {
  test('with a serial number is the same one at another port, and has its name there', async () => {
    const known = await open();
    devices = [usb('/dev/ttyACM0', 'E66')];
    known.noteUse('serial:/dev/ttyACM0', 'Pico');
    known.noteChosen('serial:/dev/ttyACM0');
    known.rename('serial:/dev/ttyACM0', 'Robot');
    devices = [usb('/dev/ttyACM0', 'OTHER'), usb('/dev/ttyACM1', 'E66')];
    expect(known.list()).toMatchObject([
      { address: 'serial:/dev/ttyACM1', name: 'Robot', absent: false },
    ]);
    expect(known.lastTime.chosen).toBe('serial:/dev/ttyACM1');
    expect(known.givenName('serial:/dev/ttyACM1')).toBe('Robot');
    expect(known.givenName('serial:/dev/ttyACM0')).toBeUndefined();
    known.noteUse('serial:/dev/ttyACM1', 'Robot');
    known.noteUse('serial:/dev/ttyACM0', 'Pico');
    expect(known.list().map(({ name }) => name)).toEqual(['Pico', 'Robot']);
  });

  test('is absent while it is not plugged in', async () => {
    const known = await open();
    devices = [usb('/dev/ttyACM0', 'E66')];
    known.noteUse('serial:/dev/ttyACM0', 'Pico');
    devices = [];
    expect(known.list()).toMatchObject([{ address: 'serial:/dev/ttyACM0', absent: true }]);
  });

  test('or a port that no list has is there when its file is', async () => {
    const known = await open();
    paths.add('/tmp/tty');
    known.noteUse('serial:/tmp/tty', '/tmp/tty');
    expect(known.list()).toMatchObject([{ absent: false }]);
    paths.clear();
    expect(known.list()).toMatchObject([{ absent: true }]);
  });
});

test.each([
  ['no JSON', '{"boards": ['],
  ['something else', '[1, 2]'],
])('a file with %s is an empty list, and kept aside', async (_what, text) => {
  await writeFile(file(), text);
  const known = await open();
  expect(known.list()).toEqual([]);
  known.noteUse('tcp:bridge:23', 'bridge');
  await known.flush();
  expect((await open()).list()).toHaveLength(1);
});

test('one senseless entry spoils no other', async () => {
  const good = { address: 'tcp:bridge:23', found: 'bridge', used: 5 };
  const boards = [{ ...good, address: 'nothing:at all' }, 7, good, { ...good, used: -1 }];
  await writeFile(file(), JSON.stringify({ last: 9, boards }));
  expect((await open()).list()).toMatchObject([{ address: 'tcp:bridge:23', lastUsed: 5 }]);
});
