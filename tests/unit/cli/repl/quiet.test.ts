import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Quiet, type Doing } from '../../../../src/cli/repl/quiet';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the end of a repl whose keys came from a file', () => {
  it('comes soon behind a prompt, and counts from the last word', () => {
    const end = vi.fn();
    const quiet = new Quiet(() => 'waits', end);
    quiet.start(10_000);
    vi.advanceTimersByTime(200);
    quiet.heard();
    vi.advanceTimersByTime(200);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(50);
    expect(end).toHaveBeenCalledOnce();
  });

  it('does not come while a program runs that says nothing, but behind its prompt', () => {
    const end = vi.fn();
    let doing: Doing = 'runs';
    const quiet = new Quiet(() => doing, end);
    quiet.start(undefined);
    vi.advanceTimersByTime(100_000);
    expect(end).not.toHaveBeenCalled();
    doing = 'waits';
    quiet.heard();
    vi.advanceTimersByTime(250);
    expect(end).toHaveBeenCalledOnce();
  });

  it('comes in the end when a program that says nothing has none', () => {
    const end = vi.fn();
    new Quiet(() => 'runs', end).start(60_000);
    vi.advanceTimersByTime(59_999);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(end).toHaveBeenCalledOnce();
  });

  it('comes later where nobody knows what the board does', () => {
    const end = vi.fn();
    new Quiet(() => 'unknown', end).start(10_000);
    vi.advanceTimersByTime(999);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(end).toHaveBeenCalledOnce();
  });

  it('comes all the same when the board talks for ever', () => {
    const end = vi.fn();
    const quiet = new Quiet(() => 'runs', end);
    quiet.start(10_000);
    for (let ms = 0; ms < 10_000; ms += 100) {
      quiet.heard();
      vi.advanceTimersByTime(100);
    }
    expect(end).toHaveBeenCalledOnce();
    quiet.stop();
  });

  it('does not come before the keys have ended', () => {
    const end = vi.fn();
    new Quiet(() => 'waits', end).heard();
    vi.advanceTimersByTime(60_000);
    expect(end).not.toHaveBeenCalled();
  });
});
