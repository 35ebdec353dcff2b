// The connection doctor, over stand-ins at the edge: ports with rights of their own, held, silent, or no MicroPython; a fake
// pkexec on PATH; what USB shows, told to the window as main does.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CHANNELS } from '../../src/ipc/contract';
import type { UsbFacts } from '../../src/ipc/doctor';
import type { DeviceInfo } from '../../src/shared/board';
import { whyMissing } from '../targets/micropython';
import { startSerialBoard } from '../targets/targets';
import type { AdderApp } from './support/app';
import { expect, test } from './support/test';
import type { AdderWindow } from './support/window';

const PEER = join(import.meta.dirname, 'support/line-peer.py');
const NOBODY = 65_534;

interface Peer {
  readonly child: ChildProcess;
  readonly said: string;
  end(): Promise<void>;
}

async function startPeer(...args: string[]): Promise<Peer> {
  const child = spawn('python3', ['-B', PEER, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    child,
    said: String(said).trim(),
    end: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

/** By the keyboard alone. */
async function connectTo(ui: AdderWindow, address: string): Promise<void> {
  await ui.part('board-chip').focus();
  await ui.page.keyboard.press('Enter');
  await ui.part('enter-address').press('Enter');
  const field = ui.page.getByRole('textbox', { name: 'Address' });
  await field.fill(address);
  await field.press('Enter');
}

/** Tells the window what main would. */
function tell(adder: AdderApp, event: string, ...args: unknown[]): Promise<void> {
  return adder.app.evaluate(
    ({ BrowserWindow }, [channel, name, values]) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send(channel, name, values);
    },
    [CHANNELS.toWindow, event, args] as const,
  );
}

/** What the window wanted to open in a browser. */
async function catchPages(adder: AdderApp): Promise<() => Promise<string[]>> {
  await adder.app.evaluate(({ shell }) => {
    const pages: string[] = [];
    Object.assign(globalThis, { adderPages: pages });
    shell.openExternal = (url) => Promise.resolve(void pages.push(url));
  });
  return () =>
    adder.app.evaluate(() => (globalThis as unknown as { adderPages: string[] }).adderPages);
}

test('a port that its user may not open: the group, the command, and the button that gives the right', async ({
  adder,
  ui,
}) => {
  test.skip(process.getuid?.() !== 0, 'giving up rights needs root');
  test.skip(whyMissing() !== '', whyMissing());
  const dialout = Number(/^dialout:[^:]*:(\d+):/m.exec(readFileSync('/etc/group', 'utf8'))?.[1]);
  const board = await startSerialBoard();
  const path = realpathSync(board.path);
  chownSync(path, 0, dialout);
  chmodSync(path, 0o660);
  const tools = join(adder.folder, 'tools');
  mkdirSync(tools);
  chmodSync(adder.folder, 0o755);
  const pkexec = (script: string): void => {
    writeFileSync(join(tools, 'pkexec'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  };
  const setPath = (value: string): Promise<void> =>
    adder.app.evaluate((_, to) => {
      process.env['PATH'] = to;
    }, value);
  const asUser = (id: number): Promise<void> =>
    adder.app.evaluate((_, user) => {
      if (user === 0) process.seteuid?.(0);
      process.setegid?.(user);
      process.setgroups?.([user]);
      if (user !== 0) process.seteuid?.(user);
    }, id);
  try {
    const { page } = ui;
    const card = ui.problem;
    await setPath('/nonexistent');
    await asUser(NOBODY);
    await connectTo(ui, path);
    await expect(card).toHaveAttribute('data-case', 'denied');
    await expect(card).toContainText('belongs to the group “dialout”');
    await expect(ui.part('doctor-command')).toHaveText('sudo usermod -aG dialout nobody');
    await expect(ui.part('doctor-action')).toHaveText('Copy the command');
    await ui.colours('dark');
    await adder.screenshot('doctor-permission-dark');
    await ui.colours('light');

    pkexec('exit 126');
    await setPath(tools);
    await ui.part('problem-retry').press('Enter');
    await expect(card.getByRole('button', { name: 'Allow it…' })).toBeVisible();
    await expect(card).toHaveCount(1); // the one before has faded away
    await adder.screenshot('doctor-permission');
    await ui.part('doctor-action').press('Enter');
    await expect(ui.part('doctor-note')).toContainText('Nothing was changed.');

    const heard = join(adder.folder, 'pkexec.args');
    pkexec(`printf '%s\\n' "$@" > '${heard}'; /bin/chmod 666 '${path}'`);
    await ui.part('doctor-action').press('Enter');
    await expect(ui.part('board-chip')).toHaveAttribute('data-address', `serial:${path}`);
    await expect(ui.part('board-chip')).toHaveAttribute('data-mode', 'idle');
    await expect(card).toHaveCount(0);
    expect(readFileSync(heard, 'utf8')).toMatch(/^\/\S+\/usermod\n-aG\ndialout\nnobody\n$/);
    await page.keyboard.press('Escape');
  } finally {
    await asUser(0);
    adder.expectComplaint(/EACCES/); // what main keeps on the disk, while it was nobody
    await board.stop();
  }
});

test('busy, silent and strange ports are told apart, each with one action', async ({
  adder,
  ui,
}) => {
  test.skip(whyMissing() !== '', whyMissing());
  const pages = await catchPages(adder);
  const card = ui.problem;
  const chip = ui.part('board-chip');
  const board = await startSerialBoard();
  const holder = await startPeer('hold', board.path);
  const silent = await startPeer('silent');
  const echo = await startPeer('echo');
  try {
    await connectTo(ui, board.path);
    await expect(card).toHaveAttribute('data-case', 'busyBy');
    await expect(card).toContainText(`python3 (process ${String(holder.child.pid)})`);
    await adder.screenshot('doctor-busy');
    await holder.end();
    await ui.part('doctor-action').press('Enter');
    await expect(chip).toHaveAttribute('data-address', `serial:${board.path}`);
    await expect(chip).toHaveAttribute('data-mode', 'idle');
    await expect(card).toHaveCount(0);

    await connectTo(ui, echo.said);
    await expect(card).toHaveAttribute('data-case', 'quiet');
    await ui.part('doctor-action').press('Enter');
    await expect(card).toHaveAttribute('data-case', 'noMicroPython');
    await ui.part('doctor-action').press('Enter');
    expect(await pages()).toEqual(['https://micropython.org/download/']);
    await card.getByRole('button', { name: 'Close this message' }).press('Enter');

    await connectTo(ui, silent.said);
    await expect(card).toHaveAttribute('data-case', 'quiet');
    await adder.screenshot('doctor-quiet');
    await ui.part('doctor-action').press('Enter');
    await expect(card).toHaveAttribute('data-case', 'silent');
    await card.getByRole('button', { name: 'Close this message' }).press('Enter');

    await connectTo(ui, 'tcp:127.0.0.1:1');
    await expect(card).toHaveAttribute('data-case', 'hostRefused');
    await card.getByRole('button', { name: 'Close this message' }).press('Enter');
    await connectTo(ui, '/dev/ttyACM77');
    await expect(card).toHaveAttribute('data-case', 'missing');
    await ui.part('doctor-action').press('Enter');

    // The guided look: nothing, a bootloader, a board.
    const dialog = ui.part('find-board');
    await expect(dialog).toHaveAttribute('data-seen', 'watching');
    await adder.screenshot('find-board');
    await expect(ui.part('find-nothing')).toBeFocused();
    await ui.page.keyboard.press('Enter');
    await expect(dialog).toContainText('only charges');
    await expect(ui.part('find-again')).toBeFocused();
    await ui.page.keyboard.press('Enter');
    const boot: UsbFacts = { vendorId: 0x2e8a, productId: 3, product: 'RP2 Boot', place: '9-9' };
    await tell(adder, 'usbChanged', []);
    await tell(adder, 'usbChanged', [boot]);
    await expect(dialog).toHaveAttribute('data-seen', 'bootloader');
    await expect(ui.part('find-firmware')).toBeFocused();
    await adder.screenshot('find-board-bootloader');
    await ui.page.keyboard.press('Escape');
    await expect(ui.part('board-chip')).toBeFocused();
    await expect(dialog).toBeHidden();
  } finally {
    for (const peer of [holder, silent, echo]) if (peer.child.exitCode === null) await peer.end();
    await board.stop();
  }
});

test('a plugged-in board is offered with its name, once', async ({ adder, ui }) => {
  test.skip(whyMissing() !== '', whyMissing());
  const board = await startSerialBoard();
  try {
    const virtual: DeviceInfo = { address: 'virtual:default', kind: 'virtual', path: '' };
    const pico: DeviceInfo = {
      address: `serial:${board.path}`,
      kind: 'serial',
      path: board.path,
      vendorId: 0x2e8a,
      productId: 5,
      serialNumber: 'E660',
    };
    const esp: DeviceInfo = {
      address: 'serial:/dev/ttyUSB77',
      kind: 'serial',
      path: '/dev/ttyUSB77',
      vendorId: 0x10c4,
      productId: 0xea60,
    };
    const offer = ui.part('offer');
    await tell(adder, 'devicesChanged', [virtual, esp]);
    await expect(offer).toContainText('ESP board with CP210x is plugged in.');
    await ui.part('offer-dismiss').press('Enter');
    await expect(offer).toHaveCount(0);
    await tell(adder, 'devicesChanged', [virtual]);
    await tell(adder, 'devicesChanged', [virtual, esp, pico]);
    await expect(offer).toContainText('Raspberry Pi Pico or Pico W is plugged in.');
    await expect(offer).toContainText('RP2040');
    await ui.colours('dark');
    await adder.screenshot('offer-dark');
    await ui.colours('light');
    await adder.screenshot('offer');
    await ui.part('offer-connect').press('Enter');
    await expect(ui.part('board-chip')).toHaveAttribute('data-address', pico.address);
    await expect(ui.part('board-chip')).toHaveAttribute('data-mode', 'idle');
    await expect(offer).toHaveCount(0);
  } finally {
    await board.stop();
  }
});

test('a program starts at power-on, does not let go, and the safe start is the way back', async ({
  adder,
  ui,
}) => {
  const program = [
    'import micropython, time',
    'micropython.kbd_intr(-1)',
    'print("deaf", "now")',
    'while True: time.sleep(1)',
    '',
  ].join('\n');
  const { page } = ui;
  const file = (name: string): string => join(adder.boardFolder(), name);
  const choose = async (name: string): Promise<void> => {
    await page.getByTestId('dialog').getByRole('button', { name, exact: true }).press('Enter');
  };
  writeFileSync(file('main.py'), 'print("the old one")\n');
  await ui.write(program);
  // With the keyboard alone, in the menu beside Run.
  await ui.part('run-menu').press('Enter');
  await expect(ui.part('run-menu-power-on')).toContainText('whenever the board gets power');
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`run-menu-${colours}`);
  }
  await ui.part('run-menu-power-on').press('Enter');
  const dialog = page.getByTestId('dialog');
  await expect(dialog).toContainText('blink.py starts at power-on now.');
  await expect(dialog).toContainText('The old main.py is kept as main.bak.py.');
  await adder.screenshot('power-on');
  expect(readFileSync(file('main.py'), 'utf8')).toBe(program);
  expect(readFileSync(file('main.bak.py'), 'utf8')).toBe('print("the old one")\n');
  await choose('Restart the board now');
  await expect(ui.consoleText).toContainText('deaf now');

  await ui.part('stop').press('Enter');
  const card = ui.problem;
  await expect(card).toHaveAttribute('data-case', 'unstoppable');
  // The help has a page about it.
  await adder.screenshot('problem-with-help');
  await ui.part('problem-help').press('Enter');
  await expect(page.locator('#help-powerOn')).toBeFocused();
  await adder.screenshot('help-about-a-problem');
  await page.keyboard.press('Escape');
  await expect(ui.part('page-help')).toHaveCount(0);
  await ui.part('doctor-action').press('Enter');
  await choose('Safe start');
  await expect(ui.part('safe-start')).toBeVisible();
  await adder.screenshot('safe-start');
  await expect(dialog).toContainText('main.py is kept as main.bak2.py', { timeout: 20_000 });
  await choose('All right');
  await expect(ui.part('board-chip')).toHaveAttribute('data-mode', 'idle');
  await expect(card).toHaveCount(0);
  expect(existsSync(file('main.py'))).toBe(false);
  expect(readFileSync(file('main.bak2.py'), 'utf8')).toBe(program);

  await ui.part('run-menu').press('Enter');
  await ui.part('run-menu-no-power-on').press('Enter');
  await expect(dialog).toContainText('the board has no main.py');
  await choose('All right');
});
