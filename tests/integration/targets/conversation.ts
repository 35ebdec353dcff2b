// A plain conversation with a board, byte by byte, that knows nothing of Adder's engine: what proves the boards must not
// rest on what is tested on them.
import * as pty from '@lydell/node-pty';
import { SerialPort } from 'serialport';
import { parseArgsStringToArgv } from 'string-argv';

const PATIENCE_MS = 10_000;

export class Conversation {
  private unread = '';
  private wake: (() => void) | undefined;

  constructor(private readonly write: (text: string) => void) {}

  hear(text: string): void {
    this.unread += text;
    this.wake?.();
  }

  say(text: string): void {
    this.write(text);
  }

  /** Waits for `text`, and returns all that came up to its end. */
  async until(text: string): Promise<string> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const end = this.unread.indexOf(text);
      if (end >= 0) {
        const heard = this.unread.slice(0, end + text.length);
        this.unread = this.unread.slice(heard.length);
        return heard;
      }
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(`waited for ${JSON.stringify(text)}, heard ${JSON.stringify(this.unread)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  ask(text: string, answer: string): Promise<string> {
    this.say(text);
    return this.until(answer);
  }

  /** Starts code by raw paste, keeping to the window that the board should offer. */
  async paste(code: string, window: number): Promise<void> {
    const offer = `R\x01${String.fromCharCode(window & 0xff, window >> 8)}\x01`;
    await this.ask('\x05A\x01', offer);
    for (let start = 0; start < code.length; start += window) {
      const piece = code.slice(start, start + window);
      if (piece.length === window) await this.ask(piece, '\x01');
      else this.say(piece);
    }
    await this.ask('\x04', '\x04');
  }

  /** Runs code in the raw REPL and returns its output and error. */
  async exec(code: string): Promise<{ out: string; error: string }> {
    await this.ask(`${code}\x04`, 'OK');
    const out = await this.until('\x04');
    const error = await this.until('\x04>');
    return { out: out.slice(0, -1), error: error.slice(0, -2) };
  }
}

export const FRIENDLY_PROMPT = '\n>>> ';
export const RAW_PROMPT = 'raw REPL; CTRL-B to exit\r\n>';

/**
 * Comes to the friendly prompt. What the board said before the port was open may be lost, so nobody can wait for its
 * first words; the raw REPL's greeting, though, comes once and only on demand.
 */
async function reachPrompt(talk: Conversation): Promise<void> {
  await talk.ask('\r\x01', RAW_PROMPT);
  await talk.ask('\x02', FRIENDLY_PROMPT);
}

export async function openPort(
  path: string,
): Promise<{ talk: Conversation; port: SerialPort; closed: Promise<unknown> }> {
  const port = new SerialPort({ path, baudRate: 115200, autoOpen: false });
  const talk = new Conversation((text) => port.write(text, 'latin1'));
  port.on('data', (data: Buffer) => talk.hear(data.toString('latin1')));
  const closed = new Promise((resolve) => port.once('close', resolve));
  await new Promise<void>((resolve, reject) =>
    port.open((error) => {
      if (error) reject(error);
      else resolve();
    }),
  );
  await reachPrompt(talk);
  return { talk, port, closed };
}

export function closePort(port: SerialPort): Promise<void> {
  if (!port.isOpen) return Promise.resolve();
  return new Promise((resolve) => port.close(() => resolve()));
}

export function openProcess(commandLine: string): {
  talk: Conversation;
  process: pty.IPty;
  exited: Promise<number>;
} {
  const [program = '', ...args] = parseArgsStringToArgv(commandLine);
  const process = pty.spawn(program, args, { encoding: 'latin1' });
  const talk = new Conversation((text) => process.write(text));
  process.onData((text) => talk.hear(text));
  const exited = new Promise<number>((resolve) =>
    process.onExit(({ exitCode }) => resolve(exitCode)),
  );
  return { talk, process, exited };
}
