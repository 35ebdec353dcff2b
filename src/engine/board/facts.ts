// What a board is and can, asked in one program. What its firmware can is remembered: another board with the same firmware is not asked
// again.

import type { BoardDetails, BoardFacts, FileSystemFacts } from '../../shared/board';
import details from '../device-code/board/details.py?device';
import features from '../device-code/board/features.py?device';
import say from '../device-code/board/say.py?device';
import { isTooMuch } from '../protocol/os-error';
import { firmwareOf, LEAST_FIRMWARE, type Firmware } from './firmware';
import { askHelper, type HelperHost } from './helper/call';

type Ask = Omit<HelperHost, 'firmware'>;

/** By the banner's words: version, date and machine name a firmware's build. */
const remembered = new Map<string, Firmware>();

const TELL = "for i in range(0,len(F),20):put(bytes(''.join(F[i:i+20]),'utf8'))";

export class FirmwareMemory {
  private known: Firmware | undefined;

  /** @param banner what the board said of itself, if it did */
  async get(ask: Ask, banner: BoardFacts | undefined): Promise<Firmware> {
    const key = banner && keyOf(banner);
    this.known ??= key === undefined ? undefined : remembered.get(key);
    if (this.known) return this.known;
    this.known = await askFirmware(ask);
    if (key !== undefined) remembered.set(key, this.known);
    return this.known;
  }

  /** A helper missed something: what is known is not this board's. Others of its kind are not judged by it. */
  forget(): void {
    this.known = undefined;
  }

  learn(firmware: Firmware): void {
    this.known = firmware;
  }
}

/** Everything about this board, its memory and file systems as they are now. */
export async function askDetails(
  ask: Ask,
  banner: BoardFacts | undefined,
): Promise<{ readonly details: BoardDetails; readonly firmware: Firmware | undefined }> {
  const { facts, complete } = await askAll(ask);
  const firmware = firmwareOf(facts);
  const told = new Map<string, string>(Object.entries(banner ?? {}));
  const text = (key: string): string => facts.get(key) ?? told.get(key) ?? '';
  const memory = facts.get('memory');
  const id = facts.get('id');
  return {
    firmware: complete ? firmware : undefined,
    details: {
      implementation: text('implementation'),
      version: text('version'),
      release: text('release'),
      machine: text('machine'),
      platform: text('platform'),
      ...(id !== undefined && { id }),
      ...(memory !== undefined && { freeMemory: Number(memory) }),
      fileSystems: text('fs').split('\n').flatMap(fileSystem),
      features: {
        rawPaste: ask.raw.hasRawPaste,
        deflate: firmware.inflate !== 'none',
        deflates: firmware.deflate,
        hashlib: firmware.sha256,
        binascii: firmware.base64,
        rawStdin: firmware.buffer,
      },
    },
  };
}

interface Answers {
  readonly facts: ReadonlyMap<string, string>;
  /** What the firmware can is among them. */
  readonly complete: boolean;
}

/**
 * All that fits. Firmware before 1.9.3 hangs for good where not even the text of a MemoryError finds room (micropython issue 3142), so
 * a board of that age is not asked everything at once.
 */
async function askAll(ask: Ask): Promise<Answers> {
  if (!(await ask.raw.isTooLong(features + details))) {
    const facts = await unlessTooMuch(askFacts(ask, [features, details], true));
    if (facts) return { facts, complete: true };
  }
  const can = await unlessTooMuch(askFacts(ask, [features]));
  if (!can) return { facts: new Map(), complete: false };
  const is = await unlessTooMuch(askFacts(ask, [details]));
  return { facts: new Map([...can, ...(is ?? [])]), complete: true };
}

function unlessTooMuch<Result>(work: Promise<Result>): Promise<Result | undefined> {
  return work.catch((error: unknown) => {
    if (!isTooMuch(error)) throw error;
    return undefined;
  });
}

/** A board on which not even the question fits gets the smallest helpers there are. */
async function askFirmware(ask: Ask): Promise<Firmware> {
  try {
    return firmwareOf(await askFacts(ask, [features]));
  } catch (error) {
    if (isTooMuch(error)) return LEAST_FIRMWARE;
    throw error;
  }
}

function keyOf({ implementation, version, machine }: BoardFacts): string {
  return [implementation, version, machine].join('\n');
}

/** The lines of the helper; a key that comes more than once (fs) has its values on lines. */
async function askFacts(
  ask: Ask,
  parts: readonly string[],
  byRawPaste = false,
): Promise<Map<string, string>> {
  const host = { ...ask, firmware: LEAST_FIRMWARE };
  const answer = await askHelper(host, {
    parts: [say, ...parts],
    call: TELL,
    path: 'the facts of the board',
    byRawPaste,
  });
  const facts = new Map<string, string>();
  for (const line of answer.split('\n')) {
    const [, key, value = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    const before = facts.get(key);
    facts.set(key, before === undefined ? value : `${before}\n${value}`);
  }
  return facts;
}

function fileSystem(line: string): FileSystemFacts[] {
  const [, total, free, path] = /^(\d+) (-?\d+) (.*)$/.exec(line) ?? [];
  if (path === undefined) return [];
  return [{ path, total: Number(total), free: Number(free) }];
}
