import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Quiet } from '../../../../src/cli/repl/quiet';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the end of a repl whose keys came from a file', () => {
  it('comes soon behind a prompt, and counts from the last word', () => {
    const end = vi.fn();
    const quiet = new Quiet(() => true, end);
    quiet.start();
    vi.advanceTimersByTime(200);
    quiet.heard();
    vi.advanceTimersByTime(200);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(50);
    expect(end).toHaveBeenCalledOnce();
  });

  it('comes later where no prompt is', () => {
    const end = vi.fn();
    new Quiet(() => false, end).start();
    vi.advanceTimersByTime(999);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(end).toHaveBeenCalledOnce();
  });

  it('comes all the same when the board talks for ever', () => {
    const end = vi.fn();
    const quiet = new Quiet(() => false, end);
    quiet.start();
    for (let ms = 0; ms < 10_000; ms += 100) {
      quiet.heard();
      vi.advanceTimersByTime(100);
    }
    expect(end).toHaveBeenCalledOnce();
    quiet.stop();
  });

  it('does not come before the keys have ended', () => {
    const end = vi.fn();
    new Quiet(() => true, end).heard();
    vi.advanceTimersByTime(60_000);
    expect(end).not.toHaveBeenCalled();
  });
});
