import { describe, expect, it } from 'vitest';
import { HeldKeys } from '../../../src/engine/board/held-keys';
import { AdderError } from '../../../src/shared/errors';

describe('keys typed while the engine works', () => {
  it('are kept in order, and given once', () => {
    const keys = new HeldKeys();
    expect(keys.any).toBe(false);
    keys.hold(Uint8Array.of(1, 2));
    keys.hold(Uint8Array.of(3));
    expect(keys.any).toBe(true);
    expect(keys.take()).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3)]);
    expect(keys.any).toBe(false);
    expect(keys.take()).toEqual([]);
  });

  it('are refused when they are too many; those before stay', () => {
    const keys = new HeldKeys();
    keys.hold(new Uint8Array(64 * 1024));
    const tooMany = (): void => keys.hold(Uint8Array.of(1));
    expect(tooMany).toThrow(AdderError);
    expect(tooMany).toThrow(expect.objectContaining({ code: 'board-busy' }));
    expect(keys.take()).toHaveLength(1);
  });
});
