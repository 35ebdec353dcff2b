// Into a WebREPL: connects, asks for the password, and asks again when it was wrong, each time on a connection of its own, for the
// board ends one whose password was wrong. The password goes nowhere but to the board.

import { hasControlCharacter } from '../../../shared/control-characters';
import { AdderError, isAdderError } from '../../../shared/errors';
import { passwordFault, WEBREPL_PASSWORD } from '../../../shared/webrepl';
import { awaitPasswordPrompt, sendPassword } from '../../protocol/webrepl-login';
import type { Secret } from '../secret';
import type { TransportHost } from '../transport';
import { Channel, endWith, exchange } from './exchange';
import { ReplSocket, type WebReplAddress } from './socket';

/** A person may err twice. */
const TRIES = 3;

/** A connection whose terminal is open. */
export interface LoggedIn {
  readonly socket: ReplSocket;
  readonly binary: Channel;
  /** Aborts when the link ends, with the error. */
  readonly end: AbortController;
}

export interface LoginListeners {
  terminal(bytes: Uint8Array): void;
  /** The link has ended by itself. */
  lost(error: AdderError): void;
}

/**
 * Rejects as ReplSocket.open does, and with `webrepl-in-use`, `password-needed`, `wrong-password`, `no-webrepl`, `aborted` or what
 * the host's question rejects with. Nothing is left open then.
 */
export async function logIn(
  link: WebReplAddress,
  address: string,
  host: TransportHost,
  listeners: LoginListeners,
  signal: AbortSignal,
): Promise<LoggedIn> {
  let fault: string | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const attempt = new Attempt(link, listeners, signal);
    try {
      await attempt.reachPrompt();
      const secret = await attempt.ask(host, address, tries > 0);
      fault = unusable(secret.value);
      if (fault !== undefined) continue;
      if ((await attempt.send(secret.value)) === 'connected') {
        secret.accepted?.();
        return attempt.succeed();
      }
      fault = shortcoming(secret.value);
    } finally {
      await attempt.dispose();
    }
  }
  throw new AdderError('wrong-password', fault === undefined ? {} : { detail: fault });
}

class Attempt {
  private readonly ending = new AbortController();
  private readonly text: Channel;
  private readonly binary: Channel;
  private socket: ReplSocket | undefined;
  /** The terminal begins behind the answer to the password, maybe in the same frame. */
  private answered = false;
  private loggedIn = false;

  constructor(
    private readonly link: WebReplAddress,
    private readonly listeners: LoginListeners,
    private readonly signal: AbortSignal,
  ) {
    this.text = new Channel(
      (bytes) => this.opened.send(bytes, 'text'),
      (bytes) => {
        if (this.answered) listeners.terminal(bytes);
      },
    );
    this.binary = new Channel((bytes) => this.opened.send(bytes, 'binary'));
    signal.addEventListener('abort', this.onAbort);
  }

  async reachPrompt(): Promise<void> {
    const { signal, text, binary, ending } = this;
    // Armed first: the prompt may come with the answer to the handshake.
    const prompt = exchange(text, awaitPasswordPrompt(), { end: ending.signal });
    prompt.catch(() => undefined);
    this.socket = await ReplSocket.open(
      this.link,
      {
        text: (bytes) => text.push(bytes),
        binary: (bytes) => binary.push(bytes),
        ended: (error) => {
          endWith(ending, error);
          if (this.loggedIn) this.listeners.lost(error);
        },
      },
      signal,
    ).catch((error: unknown) => {
      endWith(ending, new AdderError('link-closed'));
      throw error;
    });
    await prompt.catch((error: unknown) => {
      // The firmware accepts a second connection and ends it at once, without a word (webrepl.py, accept_conn).
      if (isAdderError(error, 'link-lost'))
        throw new AdderError('webrepl-in-use', { cause: error });
      if (isAdderError(error, 'aborted')) throw error;
      throw new AdderError('no-webrepl', { cause: error });
    });
  }

  async ask(host: TransportHost, address: string, wrong: boolean): Promise<Secret> {
    if (!host.secret) throw new AdderError('password-needed');
    const { signal } = this.ending;
    let onEnd = (): void => undefined;
    const gone = new Promise<never>((_, reject) => {
      onEnd = () => reject(signal.reason as AdderError);
      signal.addEventListener('abort', onEnd);
    });
    try {
      const secret = await Promise.race([gone, host.secret({ address, wrong, signal })]);
      if (!secret) throw new AdderError('aborted');
      return secret;
    } finally {
      signal.removeEventListener('abort', onEnd);
    }
  }

  send(password: string): Promise<'connected' | 'denied'> {
    this.answered = true;
    return exchange(this.text, sendPassword(password), { end: this.ending.signal });
  }

  succeed(): LoggedIn {
    this.loggedIn = true;
    this.signal.removeEventListener('abort', this.onAbort);
    return { socket: this.opened, binary: this.binary, end: this.ending };
  }

  /** Does nothing to an attempt that has succeeded. */
  async dispose(): Promise<void> {
    if (this.loggedIn) return;
    this.signal.removeEventListener('abort', this.onAbort);
    if (this.signal.aborted) this.socket?.destroy();
    else await this.socket?.close();
    endWith(this.ending, new AdderError('link-closed'));
  }

  private get opened(): ReplSocket {
    if (!this.socket) throw new AdderError('link-closed');
    return this.socket;
  }

  private readonly onAbort = (): void => endWith(this.ending, new AdderError('aborted'));
}

/** Why a password cannot be sent. */
function unusable(password: string): string | undefined {
  switch (passwordFault(password)) {
    case 'empty':
      return 'It is empty.';
    case 'too-long':
      return `It is longer than ${WEBREPL_PASSWORD.max} characters, and WebREPL keeps no more.`;
    case undefined:
      return hasControlCharacter(password) ? 'It contains a control character.' : undefined;
  }
}

/** What may be wrong with a password that the board did not accept. */
function shortcoming(password: string): string | undefined {
  if (password.length >= WEBREPL_PASSWORD.min) return undefined;
  return `It is shorter than ${WEBREPL_PASSWORD.min} characters, and webrepl_setup takes no such one.`;
}
