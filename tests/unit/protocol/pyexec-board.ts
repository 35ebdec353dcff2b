// The raw REPL of a board byte by byte, as `shared/runtime/pyexec.c` has it: what it says to each byte that it hears. It runs no
// Python: what a program prints stands in a table, and any other program is a syntax error.

export interface Ran {
  readonly out: string;
  readonly err: string;
}

const BANNER = 'raw REPL; CTRL-B to exit\r\n>';
export const SYNTAX_ERROR =
  'Traceback (most recent call last):\r\n  File "<stdin>", line 1\r\nSyntaxError: invalid syntax\r\n';
const INTERRUPTED =
  'Traceback (most recent call last):\r\n  File "<stdin>"\r\nKeyboardInterrupt: \r\n';

export class PyexecBoard {
  /** What ran to its end, in order. */
  readonly ran: Ran[] = [];
  private mode: 'raw' | 'paste' | 'closing' = 'raw';
  private line = '';
  private room = 0;

  /** @param window of raw paste; 0 for firmware that has none */
  constructor(
    private readonly programs: ReadonlyMap<string, Ran>,
    private readonly window = 32,
  ) {}

  /** The answer to one byte. */
  hear(byte: number): string {
    const char = String.fromCharCode(byte);
    switch (this.mode) {
      case 'raw':
        return this.raw(char);
      case 'paste':
        return this.paste(char);
      case 'closing':
        if (char !== '\x03' && char !== '\x04') return '';
        return this.end(`\x04${SYNTAX_ERROR}\x04`, { out: '', err: SYNTAX_ERROR });
    }
  }

  private raw(char: string): string {
    const { line } = this;
    switch (char) {
      case '\x01':
        this.line = '';
        if (line.length !== 2 || !line.startsWith('\x05')) return BANNER;
        return this.window === 0 ? BANNER : this.startPaste(line[1]);
      case '\x03':
        this.line = '';
        return '';
      case '\x04':
        if (line === '') return `OK\r\nMPY: soft reboot\r\n${BANNER}`;
        return `OK${this.run(line)}`;
      default:
        this.line += char;
        return '';
    }
  }

  private startPaste(command: string | undefined): string {
    if (command !== 'A') return 'R\x00>';
    this.mode = 'paste';
    this.room = this.window;
    return `R\x01${String.fromCharCode(this.window & 255, this.window >> 8)}\x01`;
  }

  private paste(char: string): string {
    if (char === '\x03')
      return `\x04${this.end(`\x04${INTERRUPTED}\x04`, { out: '', err: INTERRUPTED })}`;
    if (char === '\x04') return `\x04${this.run(this.line)}`;
    this.line += char;
    // The parser gives up at the first '?'.
    if (char === '?') {
      this.mode = 'closing';
      return '\x04';
    }
    if (--this.room > 0) return '';
    this.room = this.window;
    return '\x01';
  }

  private run(source: string): string {
    const program = this.programs.get(source) ?? { out: '', err: SYNTAX_ERROR };
    return this.end(`${program.out}\x04${program.err}\x04`, program);
  }

  private end(answer: string, ran: Ran): string {
    this.ran.push(ran);
    this.mode = 'raw';
    this.line = '';
    return `${answer}>`;
  }
}
