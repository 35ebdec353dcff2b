// The wrapper `record=FILE+`: writes down what passes, with its time, for a bug report or a test (recording.ts has the format).
// It changes nothing. A disk that fails ends the session: a recording with a hole in it would be worse than none.

import type { BoardAddress } from '../../../shared/address';
import { toAdderError, type AdderError } from '../../../shared/errors';
import type { LinkEvents } from '../driver';
import { PipeTransport } from '../pipe-transport';
import type { Transport } from '../transport';
import { RecordFile } from './record-file';
import { bytesLines, endLine, headerLine, type RecordedEnd } from './recording';
import { WrapDriver } from './wrap-driver';

export function recordTransport(address: BoardAddress, file: string, inner: Transport): Transport {
  return new PipeTransport(address, new RecordDriver(inner, file));
}

class RecordDriver extends WrapDriver {
  private file!: RecordFile;
  private started = 0;
  private ending: RecordedEnd = { kind: 'closed' };

  constructor(
    inner: Transport,
    private readonly path: string,
  ) {
    super(inner);
  }

  override async open(events: LinkEvents, signal: AbortSignal): Promise<void> {
    this.file = await RecordFile.create(this.path);
    this.started = performance.now();
    const lost = (error: AdderError): void => {
      this.ending = { kind: 'lost', code: error.code };
      events.lost(error);
    };
    this.file.failed.catch((error: unknown) => lost(toAdderError(error, 'local-failed')));
    const early: Uint8Array[] = [];
    try {
      await super.open({ bytes: (bytes) => void early.push(bytes), lost }, signal);
    } catch (error) {
      const { code } = toAdderError(error, 'link-lost');
      await this.file.close(this.head() + endLine({ kind: 'lost', code }, this.now()));
      throw error;
    }
    // The traits of the link are known only now.
    void this.file.write(this.head());
    this.events = { bytes: (bytes) => this.heard(bytes, events), lost };
    for (const bytes of early) this.heard(bytes, events);
  }

  async send(bytes: Uint8Array): Promise<void> {
    await this.file.write(bytesLines('to', bytes, this.now()));
    await this.inner.write(bytes);
  }

  override async close(): Promise<void> {
    await super.close();
    await this.file.close(endLine(this.ending, this.now()));
  }

  protected override fromBoard(bytes: Uint8Array): void {
    this.events.bytes(bytes);
  }

  private heard(bytes: Uint8Array, events: LinkEvents): void {
    const written = this.file.write(bytesLines('from', bytes, this.now()));
    events.bytes(bytes);
    if (!written) return;
    this.hold(true);
    void written.then(() => this.hold(false));
  }

  private head(): string {
    return headerLine(this.inner.address, this.link, new Date());
  }

  private now(): number {
    return performance.now() - this.started;
  }
}
