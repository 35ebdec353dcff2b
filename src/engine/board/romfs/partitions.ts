// What ROMFS partitions a board has, and what lies at the beginning of each: asked in one program (device-code/romfs/query.py).

import partitionSource from '../../device-code/romfs/partition.py?device';
import querySource from '../../device-code/romfs/query.py?device';
import { askHelper, damaged, numberIn, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';

/** A ROMFS partition. */
export interface RomPartition {
  /** As `deploy` takes it, from 0. */
  readonly number: number;
  /** Bytes. */
  readonly size: number;
  /** What it is erased in, bytes; its whole size where the firmware does not tell. */
  readonly blockSize: number;
  /** Its first 12 bytes; fewer where it is shorter, none where it cannot be read. */
  readonly head: Uint8Array;
}

/** What a board has for ROMFS. */
export interface RomFacts {
  /** Has the firmware ROMFS partitions to write to (`vfs.rom_ioctl`)? */
  readonly enabled: boolean;
  /** What compiled files the board loads: `sys.implementation._mpy`, 0 where it loads none. */
  readonly mpy: number;
  /** By their numbers; undefined for one that the firmware counts but does not give. */
  readonly partitions: readonly (RomPartition | undefined)[];
}

/** No firmware has more than two. */
const MOST_PARTITIONS = 16;
const WHAT = 'the ROMFS partitions';

export async function askPartitions(
  host: HelperHost,
  signal: AbortSignal | undefined,
): Promise<RomFacts> {
  const parts = [partitionSource, querySource];
  const call = pythonCall('query', MOST_PARTITIONS);
  const answer = await askHelper(host, { parts, call, path: WHAT, signal });
  let mpy = 0;
  let enabled = false;
  const partitions: (RomPartition | undefined)[] = [];
  for (const line of answer.trimEnd().split('\n')) {
    const [word, ...values] = line.split(' ');
    if (word === 'mpy') mpy = numberIn(values[0], WHAT);
    else if (word === 'count') enabled = true;
    else if (partitions.length >= MOST_PARTITIONS) throw damaged(WHAT);
    else if (word === 'none') partitions.push(undefined);
    else if (word === 'part') partitions.push(partitionFrom(values));
    else throw damaged(WHAT);
  }
  return { enabled, mpy, partitions };
}

function partitionFrom([number, size, blockSize, head = '']: readonly string[]): RomPartition {
  const partition = {
    number: numberIn(number, WHAT),
    size: numberIn(size, WHAT),
    blockSize: numberIn(blockSize, WHAT),
    head: Buffer.from(head, 'hex'),
  };
  if (partition.size < 0 || partition.blockSize <= 0) return { ...partition, blockSize: 1 };
  return partition;
}
