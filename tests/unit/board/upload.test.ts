import { describe, expect, it } from 'vitest';
import { Outflow } from '../../../src/engine/board/files/outflow';

function outflow(sizes: readonly number[], window: number, ahead: number) {
  const sent: number[] = [];
  let content = 0;
  const packets = sizes.map((size) => ({
    bytes: new Uint8Array(size),
    content: (content += size),
  }));
  const flow = new Outflow(packets.values(), window, ahead, (bytes) => sent.push(bytes.length));
  return { flow, sent, total: () => sent.reduce((sum, size) => sum + size, 0) };
}

describe('the way out of an upload', () => {
  it('never has more on its way than the link may carry', () => {
    const { flow, total } = outflow([100, 300, 1000], 127, 254);
    flow.pump();
    expect(total()).toBe(254);
    flow.pump();
    expect(total()).toBe(254);
    for (let windows = 1; windows <= 20; windows++) {
      flow.onTaken();
      expect(total()).toBe(Math.min(1400, 254 + 127 * windows));
    }
  });

  it('tells what content the board has taken, packet by packet', () => {
    const { flow } = outflow([100, 300, 1000], 200, 400);
    flow.pump();
    expect(flow.confirmed).toBe(0);
    flow.onTaken();
    expect(flow.confirmed).toBe(100);
    flow.onTaken();
    expect(flow.confirmed).toBe(400);
  });

  it('sends nothing more once it is stopped', () => {
    const { flow, total } = outflow([1000], 100, 200);
    flow.pump();
    flow.stop();
    flow.onTaken();
    expect(total()).toBe(200);
  });

  it('puts small packets together into one write', () => {
    const { flow, sent } = outflow([10, 20, 30], 2048, 16_384);
    flow.pump();
    expect(sent).toEqual([60]);
  });
});
