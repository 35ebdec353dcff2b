import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteQueue } from '../../../src/virtual-board/worker/wire/byte-queue';
import { Inbox } from '../../../src/virtual-board/worker/wire/inbox';
import { Outbox } from '../../../src/virtual-board/worker/wire/outbox';

const CTRL_C = 3;
const pieces = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 10 });

function queueOf(...texts: string[]): ByteQueue {
  const queue = new ByteQueue();
  for (const text of texts) queue.push(Buffer.from(text));
  return queue;
}

describe('ByteQueue', () => {
  test('gives bytes one by one, in blocks and in pieces', () => {
    const queue = queueOf('abc', '', 'def', 'gh');
    expect(queue.takeByte()).toBe(0x61);
    const block = Buffer.alloc(4);
    expect(queue.takeInto(block)).toBe(4);
    expect(block.toString()).toBe('bcde');
    expect(Buffer.from(queue.takePiece() ?? []).toString()).toBe('f');
    expect(queue.length).toBe(2);
    expect(queue.takeInto(block)).toBe(2);
    expect(queue.takeByte()).toBe(-1);
    expect(queue.takePiece()).toBeUndefined();
  });

  test('keeps all bytes in order, however they are taken', () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(9)), (sent, takes) => {
        const queue = new ByteQueue();
        sent.forEach((piece) => queue.push(piece));
        const got: number[] = [];
        for (const size of takes) {
          if (size === 0) {
            const byte = queue.takeByte();
            if (byte >= 0) got.push(byte);
          } else {
            const block = new Uint8Array(size);
            got.push(...block.subarray(0, queue.takeInto(block)));
          }
        }
        for (let piece = queue.takePiece(); piece; piece = queue.takePiece()) got.push(...piece);
        expect(got).toEqual(sent.flatMap((piece) => [...piece]));
        expect(queue.length).toBe(0);
      }),
    );
  });
});

describe('Inbox', () => {
  function inboxOf(text: string): { inbox: Inbox; read: () => number } {
    let read = 0;
    const inbox = new Inbox((count) => (read += count));
    inbox.arrive(Buffer.from(text));
    return { inbox, read: () => read };
  }

  test('at the prompt bytes are taken from the wire, the interrupt character among them', () => {
    const { inbox, read } = inboxOf('a\x03b');
    expect([inbox.takeByte(), inbox.takeByte(), inbox.takeByte(), inbox.takeByte()]).toEqual([
      0x61,
      CTRL_C,
      0x62,
      -1,
    ]);
    expect(read()).toBe(3);
  });

  test('receiving takes the interrupt characters out and keeps the rest', () => {
    const { inbox, read } = inboxOf('a\x03\x03bc');
    expect(inbox.available(true)).toBe(false);
    expect(inbox.receive(CTRL_C)).toBe(true);
    expect(inbox.receive(CTRL_C)).toBe(false);
    expect(read()).toBe(2);
    expect(inbox.available(true)).toBe(true);
    const block = Buffer.alloc(9);
    expect(inbox.takeInto(block, true)).toBe(3);
    expect(block.subarray(0, 3).toString()).toBe('abc');
    expect(read()).toBe(5);
  });

  test('without an interrupt character bytes need not be received', () => {
    const { inbox } = inboxOf('a\x03');
    expect(inbox.available(false)).toBe(true);
    expect(inbox.takeInto(Buffer.alloc(9), true)).toBe(0);
    expect(inbox.takeInto(Buffer.alloc(9), false)).toBe(2);
  });

  test('every byte that arrives is read once', () => {
    fc.assert(
      fc.property(pieces, (sent) => {
        let read = 0;
        const inbox = new Inbox((count) => (read += count));
        sent.forEach((piece) => inbox.arrive(piece));
        inbox.receive(CTRL_C);
        const got: number[] = [];
        for (let byte = inbox.takeByte(); byte >= 0; byte = inbox.takeByte()) got.push(byte);
        const all = sent.flatMap((piece) => [...piece]);
        expect(got).toEqual(all.filter((byte) => byte !== CTRL_C));
        expect(read).toBe(all.length);
      }),
    );
  });
});

describe('Outbox', () => {
  test('gathers what is written until it is flushed', () => {
    const sent: string[] = [];
    const outbox = new Outbox((block) => sent.push(Buffer.from(block).toString()));
    outbox.write(Buffer.from('a\n'));
    outbox.writeText(Buffer.from('b\n\nc\r\n'));
    expect(outbox.isEmpty).toBe(false);
    outbox.flush();
    outbox.flush();
    expect(sent).toEqual(['a\nb\r\n\r\nc\r\r\n']);
    expect(outbox.isEmpty).toBe(true);
  });

  test('sends full blocks by itself and loses nothing', () => {
    const sent: Uint8Array[] = [];
    const outbox = new Outbox((block) => sent.push(block));
    const text = Buffer.from('line\n'.repeat(20_000));
    outbox.writeText(text);
    outbox.flush();
    expect(sent.length).toBeGreaterThan(1);
    expect(Buffer.concat(sent).toString()).toBe('line\r\n'.repeat(20_000));
  });
});
