// Waits until a board has nothing more to say, for a repl whose keys came from a file: nobody is there to see it and to leave. There is
// no other sign for it, since any prompt may be followed by the answer to the next line. A program that was typed may say nothing for long, and
// is waited for until its prompt; only so long, since it may have no end.

/** What the board is known to do. */
export type Doing = 'waits' | 'runs' | 'unknown';

/** Silence behind a prompt, and behind what nobody knows, ms. */
const AT_PROMPT_MS = 250;
const ELSEWHERE_MS = 1000;

export class Quiet {
  private timer: NodeJS.Timeout | undefined;
  private longest: NodeJS.Timeout | undefined;
  private started = false;

  constructor(
    private readonly doing: () => Doing,
    private readonly onQuiet: () => void,
  ) {}

  /**
   * From now on silence counts.
   *
   * @param longestMs a board that talks for ever, or a program without an end, is left all the same; undefined where somebody else sees to it
   */
  start(longestMs: number | undefined): void {
    this.started = true;
    if (longestMs !== undefined) this.longest = setTimeout(this.onQuiet, longestMs);
    this.arm();
  }

  /** The board has spoken. */
  heard(): void {
    if (this.started) this.arm();
  }

  stop(): void {
    this.started = false;
    clearTimeout(this.timer);
    clearTimeout(this.longest);
  }

  private arm(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const doing = this.doing();
      if (doing === 'waits') this.onQuiet();
      // Behind its end comes a prompt, which is heard.
      else if (doing === 'unknown')
        this.timer = setTimeout(this.onQuiet, ELSEWHERE_MS - AT_PROMPT_MS);
    }, AT_PROMPT_MS);
  }
}
