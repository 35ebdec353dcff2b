import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PasswordQuestion } from '../../../src/ipc/contract';
import { PasswordQuestions } from '../../../src/main/passwords/questions';
import { RememberedPasswords, type Vault } from '../../../src/main/passwords/remembered';
import { makeSecret } from '../../../src/main/passwords/secret';

const ADDRESS = 'ws:board:8266';

/** Turns letters around; whoever reads the file sees no password. */
class FakeVault implements Vault {
  available = true;
  fails = false;
  readonly isAvailable = (): Promise<boolean> => Promise.resolve(this.available);
  readonly encrypt = (text: string): Promise<Uint8Array> => {
    if (this.fails) return Promise.reject(new Error('locked'));
    return Promise.resolve(Buffer.from(text).reverse());
  };
  readonly decrypt = (bytes: Uint8Array): Promise<string> => {
    if (this.fails) return Promise.reject(new Error('not mine'));
    return Promise.resolve(Buffer.from(bytes).reverse().toString());
  };
}

let folder: string;
let file: string;
let vault: FakeVault;
let logged: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adder-passwords-'));
  file = join(folder, 'data', 'passwords.json');
  vault = new FakeVault();
  logged = [];
});
afterEach(async () => {
  // What is still written would be in the way.
  await Promise.all(opened.splice(0).map((passwords) => passwords.flush()));
  await rm(folder, { recursive: true });
});

const opened: RememberedPasswords[] = [];

async function open(): Promise<RememberedPasswords> {
  const passwords = await RememberedPasswords.open(file, vault, (message, error) => {
    logged.push(error instanceof Error ? `${message} ${error.message}` : message);
  });
  opened.push(passwords);
  return passwords;
}

describe('remembered passwords', () => {
  it('are there at the next start, encrypted in the file', async () => {
    const passwords = await open();
    await passwords.remember(ADDRESS, 'secret12');
    await passwords.flush();
    expect(await readFile(file, 'utf8')).not.toContain('secret12');
    expect(await (await open()).get(ADDRESS)).toBe('secret12');
    expect(await (await open()).get('ws:other:8266')).toBeUndefined();
  });

  it('are forgotten for good', async () => {
    const passwords = await open();
    await passwords.remember(ADDRESS, 'secret12');
    passwords.forget(ADDRESS);
    passwords.forget('ws:other:8266');
    await passwords.flush();
    expect(await (await open()).get(ADDRESS)).toBeUndefined();
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({});
  });

  it('are not kept where there is no keychain, or a locked one', async () => {
    const passwords = await open();
    vault.available = false;
    await passwords.remember(ADDRESS, 'secret12');
    expect(await passwords.get(ADDRESS)).toBeUndefined();
    vault.available = true;
    vault.fails = true;
    await passwords.remember(ADDRESS, 'secret12');
    expect(await passwords.get(ADDRESS)).toBeUndefined();
    expect(logged.join()).not.toContain('secret12');
    expect(logged).toHaveLength(1);
  });

  it('of another keychain are forgotten', async () => {
    const passwords = await open();
    await passwords.remember(ADDRESS, 'secret12');
    vault.fails = true;
    expect(await passwords.get(ADDRESS)).toBeUndefined();
    vault.fails = false;
    expect(await passwords.get(ADDRESS)).toBeUndefined();
  });

  it.each(['not JSON: secret12', '["secret12"]', '{"ws:a:1": 7}'])(
    'in a file that makes no sense are asked for again, and the log has none of it: %s',
    async (text) => {
      file = join(folder, 'passwords.json');
      await writeFile(file, text);
      expect(await (await open()).get(ADDRESS)).toBeUndefined();
      expect(logged.join()).not.toContain('secret12');
    },
  );

  it('that cannot be written are told in the log', async () => {
    file = join(folder, 'file', 'passwords.json');
    await writeFile(join(folder, 'file'), '');
    const passwords = await open();
    await passwords.remember(ADDRESS, 'secret12');
    await passwords.flush();
    expect(logged.at(-1)).toContain('could not be kept');
    expect(logged.join()).not.toContain('secret12');
  });
});

describe('the password that a board asks the app for', () => {
  let asked: PasswordQuestion[];
  let withdrawn: string[];
  let questions: PasswordQuestions;

  beforeEach(() => {
    asked = [];
    withdrawn = [];
    questions = new PasswordQuestions({
      asked: (question) => asked.push(question),
      withdrawn: (question) => withdrawn.push(question),
    });
  });

  const never = new AbortController().signal;

  async function settled(count: number): Promise<PasswordQuestion> {
    while (asked.length < count) await new Promise((resolve) => setTimeout(resolve));
    const question = asked.at(-1);
    if (!question) throw new Error('nothing was asked');
    return question;
  }

  it('is asked once, remembered when it was accepted, and forgotten when it is refused', async () => {
    const remembered = await open();
    const secret = makeSecret(remembered, questions);
    const first = secret({ address: ADDRESS, wrong: false, signal: never });
    const question = await settled(1);
    expect(question).toMatchObject({ address: ADDRESS, wrong: false, remembered: true });
    questions.answer(question.question, 'secret12');
    const given = await first;
    expect(given?.value).toBe('secret12');
    expect(await remembered.get(ADDRESS)).toBeUndefined(); // not yet accepted
    given?.accepted?.();
    await remembered.flush();
    await new Promise((resolve) => setTimeout(resolve));

    const second = await secret({ address: ADDRESS, wrong: false, signal: never });
    expect(second).toEqual({ value: 'secret12' });
    expect(asked).toHaveLength(1);

    const third = secret({ address: ADDRESS, wrong: true, signal: never });
    const again = await settled(2);
    expect(again.wrong).toBe(true);
    expect(await remembered.get(ADDRESS)).toBeUndefined();
    questions.answer(again.question, undefined);
    expect(await third).toBeUndefined();
  });

  it('is no longer asked for when nobody waits, or no window is there', async () => {
    vault.available = false;
    const secret = makeSecret(await open(), questions);
    const abort = new AbortController();
    const request = { address: ADDRESS, wrong: false };
    const waiting = secret({ ...request, signal: abort.signal });
    const question = await settled(1);
    expect(question.remembered).toBe(false);
    abort.abort();
    expect(await waiting).toBeUndefined();
    expect(withdrawn).toEqual([question.question]);
    questions.answer(question.question, 'late');
    expect(await secret({ ...request, signal: abort.signal })).toBeUndefined();

    const other = secret({ ...request, signal: never });
    await settled(2);
    questions.windowGone();
    expect(await other).toBeUndefined();
    expect(withdrawn).toHaveLength(1);
  });
});
