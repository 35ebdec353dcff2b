import { describe, expect, it } from 'vitest';
import { aheadFor, Outflow, windowFor } from '../../../src/engine/board/helper/outflow';

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

  it.each([
    [{ inFlight: 256 }, 256, 32],
    [{ inFlight: Infinity }, 16_384, 2048],
    [{ inFlight: Infinity, bytesPerSecond: 11_520 }, 11_520, 1440],
    [{ inFlight: Infinity, bytesPerSecond: 30 }, 64, 8],
  ])('has no more ahead than is soon through: %j', (traits, ahead, window) => {
    const link = { eightBitClean: true, resetsOnOpen: false, survivesSoftReset: true, ...traits };
    expect([aheadFor(link), windowFor(link)]).toEqual([ahead, window]);
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
