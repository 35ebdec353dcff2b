// Bytes on their way to the host, gathered into blocks: a message per character would be slow.
// Knows neither threads nor back-pressure; `send` gets each block.

const BLOCK = 16 * 1024;
const CR = 13;
const LF = 10;

export class Outbox {
  private block = new Uint8Array(BLOCK);
  private used = 0;

  constructor(private readonly send: (block: Uint8Array) => void) {}

  get isEmpty(): boolean {
    return this.used === 0;
  }

  write(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      if (this.used === BLOCK) this.flush();
      const part = bytes.subarray(from, from + BLOCK - this.used);
      this.block.set(part, this.used);
      this.used += part.length;
      from += part.length;
    }
  }

  /** As a serial port's text output does it: a return before every line feed. */
  writeText(bytes: Uint8Array): void {
    let from = 0;
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, from)) {
      this.write(bytes.subarray(from, at));
      this.writeByte(CR);
      this.writeByte(LF);
      from = at + 1;
    }
    this.write(from === 0 ? bytes : bytes.subarray(from));
  }

  flush(): void {
    if (this.used === 0) return;
    const block = this.block.slice(0, this.used);
    this.used = 0;
    this.send(block);
  }

  private writeByte(byte: number): void {
    if (this.used === BLOCK) this.flush();
    this.block[this.used++] = byte;
  }
}
