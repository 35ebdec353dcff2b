// romfs query, build and deploy, as mpremote prints them.

import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Board } from '../../../engine/board/board';
import { HEAD_BYTES, hasImageHeader } from '../../../engine/romfs/read-image';
import type { RomStep } from '../../../engine/board/romfs/deploy';
import type { RomPartition } from '../../../engine/board/romfs/partitions';
import { localError } from '../../../engine/host/local-error';
import { DEFAULT_TARGET } from '../../../engine/mpy/compilers';
import { AdderError, isAdderError } from '../../../shared/errors';
import { CommandError, Exit } from '../../command-error';
import type { RomfsStep } from '../../grammar/steps';
import type { Operation } from '../../session';
import type { Context } from '../context';
import { makeImage } from './make-image';

/** A file with such an ending is an image; anything else is a folder to make one of. */
const IMAGE_FILE = /\.(img|romfs)$/;

export function doRomfs(context: Context, step: RomfsStep): Promise<void> {
  switch (step.command) {
    case 'query':
      return query(context);
    case 'build':
      return build(context, step);
    case 'deploy':
      return deploy(context, step);
    default:
      throw new CommandError(
        `romfs: '${step.command}' is not a command; pass romfs --help for a list`,
      );
  }
}

async function query({ session, out, options }: Context): Promise<void> {
  const facts = await session.use((board, operation) => board.romfs.query(operation));
  const { enabled, partitions } = facts;
  if (options.json) {
    const shown = partitions.flatMap((one) => (one ? [described(one)] : []));
    await out.line(JSON.stringify({ enabled, partitions: shown }));
    return;
  }
  if (!enabled) await out.line('ROMFS is not enabled on this device');
  else if (partitions.length === 0) await out.line('No ROMFS partitions available');
  for (const [number, partition] of partitions.entries()) {
    if (!partition) throw noPartition(number);
    await out.line(partitionLine(partition));
    const { head } = partition;
    await out.line(`  Raw contents: ${hexOf(head)} ...`);
    const size = hasImageHeader(head) ? statedSize(head) : undefined;
    const what = size === undefined ? 'Not a valid ROMFS' : `ROMFS image size: ${String(size)}`;
    await out.line(`  ${what}`);
  }
}

async function build(context: Context, { path, output, mpy }: RomfsStep): Promise<void> {
  if (path === undefined) throw new CommandError('romfs build: source path not given');
  const image = await makeImage(context, path, mpy ? DEFAULT_TARGET : undefined);
  const file = output ?? `${path}.romfs`;
  await context.out.line(`Writing ${String(image.length)} bytes to output file ${file}`);
  try {
    await writeFile(file, image);
  } catch (error) {
    throw localError(error, file);
  }
}

async function deploy(context: Context, { path, mpy, partition }: RomfsStep): Promise<void> {
  const { session, out } = context;
  await session.use(() => Promise.resolve()); // the board comes first
  if (path === undefined) throw new CommandError('romfs deploy: source path not given');
  const image = await imageFor(context, path, mpy);
  await out.line(`Image size is ${String(image.length)} bytes`);
  const steps = new StepLines(context);
  try {
    await session.use((board, operation) => deployTo(board, image, partition, steps, operation));
  } catch (error) {
    await steps.breakOff();
    throw await deployFailure(context, error, partition);
  }
  await out.text('\nROMFS image deployed\n');
}

async function deployTo(
  board: Board,
  image: Uint8Array,
  partition: number,
  steps: StepLines,
  operation: Operation,
): Promise<void> {
  const onStep = (step: RomStep): void => steps.show(step);
  await board.romfs.deploy(image, { ...operation, partition, onStep });
}

async function imageFor(context: Context, path: string, mpy: boolean): Promise<Uint8Array> {
  if (IMAGE_FILE.test(path) && (await isFile(path))) {
    try {
      return await readFile(path);
    } catch (error) {
      throw localError(error, path);
    }
  }
  if (!mpy) return makeImage(context, path, undefined);
  const facts = await context.session.use((board, operation) => board.romfs.query(operation));
  return makeImage(context, path, facts.mpy);
}

async function isFile(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  return facts?.isFile() === true;
}

/** The lines of a deployment, of which each replaces the one before. */
class StepLines {
  private phase: RomStep['kind'] | undefined;

  constructor(private readonly context: Context) {}

  show(step: RomStep): void {
    const { out } = this.context;
    const { phase } = this;
    this.phase = step.kind;
    if (step.kind === 'partition') {
      void out.line(partitionLine(step.partition));
      return;
    }
    if (phase === 'prepare' && step.kind === 'write') void out.text('\n');
    const what = step.kind === 'prepare' ? 'Preparing' : 'Writing';
    void out.text(`\r${what} at offset ${String(step.offset)}`);
  }

  /** An error on a terminal gets a line of its own. */
  async breakOff(): Promise<void> {
    const { out } = this.context;
    if (out.isTerminal && (this.phase === 'prepare' || this.phase === 'write'))
      await out.text('\n');
  }
}

async function deployFailure(
  { out }: Context,
  error: unknown,
  partition: number,
): Promise<unknown> {
  if (isAdderError(error, 'no-romfs'))
    return new CommandError('ROMFS is not enabled on this device', error);
  if (isAdderError(error, 'no-rom-partition')) return noPartition(partition);
  const refused = isAdderError(error, 'bad-rom-image')
    ? 'Invalid ROMFS image'
    : isAdderError(error, 'rom-too-small')
      ? 'ROMFS image is too big for the target partition'
      : undefined;
  if (refused === undefined) return error;
  await out.line(refused);
  return new Exit(1);
}

function noPartition(number: number): CommandError {
  const name = `ROMFS${String(number)}`;
  const cause = new AdderError('no-rom-partition', { detail: name });
  return new CommandError(`${name} partition not found on device`, cause);
}

function partitionLine({ number, size, blockSize }: RomPartition): string {
  const blocks = Math.floor(size / blockSize);
  return (
    `ROMFS${String(number)} partition has size ${String(size)} bytes ` +
    `(${String(blocks)} blocks of ${String(blockSize)} bytes each)`
  );
}

function described({ number, size, blockSize, head }: RomPartition): object {
  const image = hasImageHeader(head) ? Number(statedSize(head)) : null;
  return { partition: number, size, blockSize, head: Buffer.from(head).toString('hex'), image };
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

/** Of what the first bytes say, also where the number in them has no end: an erased one is large. */
function statedSize(head: Uint8Array): bigint {
  let size = 0n;
  for (const byte of head.subarray(3, HEAD_BYTES)) {
    size = (size << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) break;
  }
  return size;
}
