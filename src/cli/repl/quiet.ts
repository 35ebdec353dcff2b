// Waits until a board has nothing more to say, for a repl whose keys came from a file: nobody is there to see it and to leave. There is
// no other sign for it, since any prompt may be followed by the answer to the next line.

/** Silence behind a prompt, and behind anything else, ms. */
const AT_PROMPT_MS = 250;
const ELSEWHERE_MS = 1000;
/** A board that talks for ever is left all the same, ms. */
const LONGEST_MS = 10_000;

export class Quiet {
  private timer: NodeJS.Timeout | undefined;
  private longest: NodeJS.Timeout | undefined;

  constructor(
    private readonly isAtPrompt: () => boolean,
    private readonly onQuiet: () => void,
  ) {}

  /** From now on silence counts. */
  start(): void {
    this.longest = setTimeout(this.onQuiet, LONGEST_MS);
    this.arm();
  }

  /** The board has spoken. */
  heard(): void {
    if (this.longest) this.arm();
  }

  stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.longest);
    this.longest = undefined;
  }

  private arm(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.isAtPrompt()) this.onQuiet();
      else this.timer = setTimeout(this.onQuiet, ELSEWHERE_MS - AT_PROMPT_MS);
    }, AT_PROMPT_MS);
  }
}
