// Writes a ROMFS image into a partition of a board, by one helper (device-code/romfs/write.py). The image is checked and measured first, and
// hashed on the board afterwards. Its first part, with the header, goes last: until then the partition has no valid image.
//
// What mpremote does with an exec for each 4 KB is one stream here, deflated in large pieces; the steps are the same and in the same order
// for who watches.

import { createHash } from 'node:crypto';
import { AdderError, isAdderError } from '../../../shared/errors';
import partitionSource from '../../device-code/romfs/partition.py?device';
import writeSource from '../../device-code/romfs/write.py?device';
import { concat } from '../../protocol/bytes';
import { fileError, tracebackLine } from '../../protocol/os-error';
import { readImage } from '../../romfs/read-image';
import { contentStream, cutFor } from '../files/upload-items';
import { inflateParts } from '../files/upload';
import { damaged, numberIn, type HelperHost } from '../helper/call';
import { PacketStream } from '../helper/packet-stream';
import { pythonCall } from '../helper/program';
import { askPartitions, type RomPartition } from './partitions';

/** How sure it is that the partition has the image: hashed by the board, or only written without an error. */
export type RomGuarantee = 'hash' | 'written';

/** What is being done now. Offsets are bytes in the partition; each kind comes in the order of its offsets. */
export type RomStep =
  | {
      /** The partition was found. */
      readonly kind: 'partition';
      /** What it is. */
      readonly partition: RomPartition;
    }
  | {
      /** It is erased (`prepare`) or written from here on. */
      readonly kind: 'prepare' | 'write';
      /** Bytes. */
      readonly offset: number;
    };

export interface RomDeployOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: RomStep) => void) | undefined;
}

/** An image on its way into a partition; what damage on the link has ended begins anew with the next `run`. */
export class RomDeployment {
  private prepared = -1;
  private written = -1;
  private found = false;

  constructor(
    private readonly image: Uint8Array,
    private readonly number: number,
    private readonly options: RomDeployOptions,
  ) {}

  async run(host: HelperHost): Promise<RomGuarantee> {
    const { image, number, options } = this;
    const { enabled, partitions } = await askPartitions(host, options.signal);
    if (!enabled) throw new AdderError('no-romfs');
    const partition = partitions[number];
    if (!partition) throw new AdderError('no-rom-partition', { detail: `ROMFS${String(number)}` });
    if (!this.found) options.onStep?.({ kind: 'partition', partition });
    this.found = true;
    readImage(image);
    if (image.length > partition.size)
      throw new AdderError('rom-too-small', {
        detail: `${String(image.length)} bytes do not fit into ${String(partition.size)}`,
      });
    return this.write(host);
  }

  private async write(host: HelperHost): Promise<RomGuarantee> {
    const { image, number, options } = this;
    const path = `ROMFS${String(number)}`;
    let chunk = 0;
    let steps = 0;
    let digest: string | undefined;
    const wanted = createHash('sha256').update(image).digest('hex');
    const stream = new PacketStream(host, {
      signal: options.signal,
      path: () => path,
      onContent: () => undefined,
      onData: (data) => {
        const text = Buffer.from(data).toString('utf8');
        switch (text[0]) {
          case 'e':
            this.tellPrepare(numberIn(text.slice(1), path));
            return;
          case 'r': {
            const [memory, size, total] = text.slice(1).split(' ');
            chunk = numberIn(size, path);
            const content = inOrder(image, chunk, numberIn(total, path), path);
            const cut = cutFor(numberIn(memory, path), host.firmware.inflate !== 'none');
            stream.start((writer) => contentStream(content, cut, writer));
            return;
          }
          case 'w':
            stream.watch();
            this.tellWrite(chunk * steps++);
            return;
          case 'v':
            stream.watch();
            return;
          case 'h':
            digest = text.slice(1);
            return;
          case '!':
            stream.gaveUp(romError(tracebackLine(text.slice(1)), path));
            return;
          default:
            throw damaged(path);
        }
      },
    });
    await stream
      .run({
        parts: [partitionSource, writeSource, ...inflateParts(host)],
        call: pythonCall('guarded', number, image.length, wanted),
      })
      .catch((error: unknown) => {
        throw this.prepared >= 0 ? cancelled(error, path) : error;
      });
    if (digest === undefined || chunk * steps < image.length) throw damaged(path);
    if (digest !== '' && digest !== wanted) throw damaged(path); // the board has compared them, too
    return digest === '' ? 'written' : 'hash';
  }

  /** A second helper begins anew; who watches is not told twice. */
  private tellPrepare(offset: number): void {
    if (offset <= this.prepared) return;
    this.prepared = offset;
    this.options.onStep?.({ kind: 'prepare', offset });
  }

  private tellWrite(offset: number): void {
    if (offset <= this.written) return;
    this.written = offset;
    this.options.onStep?.({ kind: 'write', offset });
  }
}

/** The image and zeros up to `total`, the first step behind all others. */
function inOrder(image: Uint8Array, chunk: number, total: number, path: string): Uint8Array {
  const padding = total - image.length;
  if (chunk <= 0 || padding < 0 || padding >= chunk) throw damaged(path);
  const padded = concat(image, new Uint8Array(padding));
  return concat(padded.subarray(chunk), padded.subarray(0, chunk));
}

/** Who cancels in the middle shall know what that leaves. The last step may have been written before the helper heard of it. */
function cancelled(error: unknown, path: string): unknown {
  if (!isAdderError(error, 'aborted')) return error;
  return new AdderError('aborted', {
    detail: `${path} may have no valid image now.`,
    cause: error,
  });
}

/** The board's own error, unless the link is to blame or somebody stopped it. */
function romError(line: string, path: string): AdderError {
  const error = fileError(line, path);
  if (error.code === 'protocol-damaged' || error.code === 'aborted') return error;
  if (error.code === 'file-damaged')
    return new AdderError('rom-failed', { detail: `${path}: what lies there is not the image` });
  return new AdderError('rom-failed', { detail: `${path}: ${line}`, cause: error.cause });
}
