// The interpreter's memory: one block of bytes that WebAssembly owns and JavaScript can read and write. C pointers are
// indices into it. Knows nothing of Python objects.
//
// When the block grows, the old views of it go dead; `refresh` must be called then, and only then (see heap.ts).

const utf8 = new TextDecoder('utf-8');

export class WasmMemory {
  bytes: Uint8Array;
  private int16: Int16Array;
  private int32: Int32Array;
  private view: DataView;

  constructor(private readonly memory: WebAssembly.Memory) {
    this.bytes = new Uint8Array(memory.buffer);
    this.int16 = new Int16Array(memory.buffer);
    this.int32 = new Int32Array(memory.buffer);
    this.view = new DataView(memory.buffer);
  }

  refresh(): void {
    const { buffer } = this.memory;
    this.bytes = new Uint8Array(buffer);
    this.int16 = new Int16Array(buffer);
    this.int32 = new Int32Array(buffer);
    this.view = new DataView(buffer);
  }

  get size(): number {
    return this.bytes.length;
  }

  byte(address: number): number {
    return this.bytes[address] ?? 0;
  }

  setByte(address: number, value: number): void {
    this.bytes[address] = value;
  }

  half(address: number): number {
    return this.int16[address >> 1] ?? 0;
  }

  setHalf(address: number, value: number): void {
    this.int16[address >> 1] = value;
  }

  word(address: number): number {
    return this.int32[address >> 2] ?? 0;
  }

  setWord(address: number, value: number): void {
    this.int32[address >> 2] = value;
  }

  double(address: number): number {
    return this.view.getFloat64(address, true);
  }

  setLong(address: number, value: number): void {
    this.view.setBigInt64(address, BigInt(value), true);
  }

  /** A window on the bytes themselves: valid until the memory grows. */
  slice(address: number, length: number): Uint8Array {
    return this.bytes.subarray(address, address + length);
  }

  text(address: number, length: number): string {
    return utf8.decode(this.slice(address, length));
  }

  /** The bytes of a C string, without the zero that ends it. */
  cString(address: number): Uint8Array {
    return this.bytes.subarray(address, this.bytes.indexOf(0, address));
  }
}
