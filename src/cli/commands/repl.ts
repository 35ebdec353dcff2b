// repl: a person, or a file of keys, at the prompt of the board. It neither resets the board nor interrupts what runs there.

import { parseAddress } from '../../shared/address';
import type { ReplStep } from '../grammar/steps';
import { bannerLines, codeToInject } from '../repl/banner';
import { Capture } from '../repl/capture';
import { Conversation, type End } from '../repl/conversation';
import { escapeNonPrintable } from '../repl/escape';
import { RawTerminal } from '../repl/raw-terminal';
import type { Context } from './context';

export async function doRepl(context: Context, step: ReplStep): Promise<void> {
  const { session, out, options } = context;
  const { board, tap } = await session.attend();
  const device = await deviceName(board.address);
  const capture = step.capture === undefined ? undefined : await Capture.open(step.capture);
  const input = process.stdin;
  const bareLineEnds = parseAddress(board.address).link.kind === 'process';
  const terminal = new RawTerminal(input, bareLineEnds);
  const show = (bytes: Uint8Array): void | Promise<void> => {
    const ready = [out.bytes(bytes), capture?.write(bytes)].filter((one) => one !== undefined);
    if (ready.length > 0) return Promise.all(ready).then(() => undefined);
  };
  const conversation = new Conversation({
    board,
    tap,
    input,
    show: step.escapeNonPrintable ? (bytes) => show(escapeNonPrintable(bytes)) : show,
    signal: session.signal,
    ...(capture && { broken: capture.failed }),
    injectCode: step.injectCode === undefined ? undefined : codeToInject(step.injectCode),
    injectFile: step.injectFile,
    isTimed: options.timeout !== undefined,
  });
  let end: End;
  // Nothing comes between the last line and the raw terminal: who reads it may press a key.
  for (const line of bannerLines(device, step)) void out.line(line);
  terminal.enter();
  try {
    end = await conversation.run();
  } finally {
    terminal.leave();
    await capture?.close();
  }
  if (end === 'lost' && step.implicit) await out.text('\ndevice disconnected\n');
}

/** As mpremote calls it: by the path of its port, where it has one. */
async function deviceName(address: string): Promise<string> {
  const { link, wrappers } = parseAddress(address);
  if (wrappers.length > 0) return address;
  if (link.kind === 'serial') return link.path;
  if (link.kind !== 'serial-id') return address;
  const { listDevices } = await import('../../engine/discovery');
  const devices = await listDevices();
  const port = devices.find(({ serialNumber }) => serialNumber === link.serialNumber);
  return port?.path ?? address;
}
