// What every transport must do, whatever its link. A transport's spec brings a set-up: how to make a link with a peer of a
// given behaviour at its other end, and what this link cannot do, with the reason.

import { getEventListeners } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Transport } from '../../../src/engine/transport/transport';
import { isAdderError, type AdderError, type ErrorCode } from '../../../src/shared/errors';
import { Receiver } from './receiver';

/** echo: sends back every byte. flood: sends FLOOD bytes unasked, then echoes. deaf: reads nothing. */
export type Behaviour = 'echo' | 'flood' | 'deaf';

export interface Rig {
  /** Not opened yet. */
  readonly transport: Transport;
  /** Called once the transport is open and nobody listens; resolves when the peer behaves as wanted. */
  ready(): Promise<void>;
  /** Ends the peer, as unplugging a board does. */
  endPeer(): void;
  /** Releases what the transport does not own. */
  dispose(): Promise<void>;
}

export interface ComplianceSetup {
  readonly name: string;
  rig(behaviour: Behaviour): Promise<Rig>;
  /** How much data is large: 1 MB unless this link's peer is slow. */
  readonly largeBytes?: number;
  /** A virtual board ends only with the app. */
  readonly peerNeverEnds?: boolean;
  /** Links that do not open, and the code that says why. */
  readonly refused: readonly {
    readonly what: string;
    readonly code: ErrorCode;
    readonly make: () => Transport | Promise<Transport>;
  }[];
}

export const FLOOD_SIZE = 1_000_000;
const LARGE_SIZE = 1_000_000;
/** More than any link takes without a reader: TCP's buffers in the system alone grow to 36 MB on some. */
export const ENDLESS = Buffer.alloc(100_000_000);
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, value) => value));

export function pattern(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index++) bytes[index] = (index * 7 + (index >> 8)) & 255;
  return bytes;
}

export function describeCompliance(setup: ComplianceSetup): void {
  describe(`${setup.name} as a transport`, () => {
    const rigs: Rig[] = [];

    async function make(behaviour: Behaviour): Promise<Rig> {
      const rig = await setup.rig(behaviour);
      rigs.push(rig);
      return rig;
    }

    async function open(behaviour: Behaviour): Promise<Rig> {
      const rig = await make(behaviour);
      await rig.transport.open();
      await rig.ready();
      return rig;
    }

    afterEach(async () => {
      for (const rig of rigs.splice(0)) {
        await rig.transport.close();
        await rig.dispose();
      }
    });

    it('opens once only', async () => {
      const { transport } = await open('echo');
      await expectCode(transport.open(), 'bad-request');
      const { length } = await echoed(transport, Buffer.from('still open'));
      expect(length).toBe(10);
      await transport.close();
      await expectCode(transport.open(), 'link-closed');
    });

    it('passes every byte value unchanged both ways', async () => {
      const { transport } = await open('echo');
      expect(transport.link.eightBitClean).toBe(true);
      expect(await echoed(transport, ALL_BYTES)).toEqual(ALL_BYTES);
    });

    it('passes large data exactly both ways', async () => {
      const { transport } = await open('echo');
      const sent = pattern(setup.largeBytes ?? LARGE_SIZE);
      expect((await echoed(transport, sent)).equals(sent)).toBe(true);
    });

    it('sends writes in the order of the calls', async () => {
      const { transport } = await open('echo');
      const receiver = new Receiver(transport);
      const parts = Array.from({ length: 60 }, (_, index) => pattern((index * 331) % 5000));
      const sent = Buffer.concat(parts);
      await Promise.all(parts.map((part) => transport.write(part)));
      expect((await receiver.atLeast(sent.length)).equals(sent)).toBe(true);
    });

    it('keeps what comes before the first listener', async () => {
      const { transport } = await open('echo');
      await transport.write(Buffer.from('early'));
      await setImmediate();
      expect(await new Receiver(transport).text('early')).toBe('early');
    });

    it('tells all listeners, until they unsubscribe', async () => {
      const { transport } = await open('echo');
      const first = new Receiver(transport);
      const second = new Receiver(transport);
      await transport.write(Buffer.from('one'));
      await Promise.all([first.text('one'), second.text('one')]);
      first.stop();
      first.stop();
      await transport.write(Buffer.from('two'));
      expect(await second.text('two')).toBe('onetwo');
      expect(first.bytes.toString()).toBe('one');
    });

    it('delivers nothing while paused, and loses nothing', async () => {
      const { transport } = await open('flood');
      const receiver = new Receiver(transport);
      for (let pauses = 1; pauses <= 5; pauses++) {
        await receiver.atLeast(pauses * 50_000);
        transport.pause();
        const before = receiver.length;
        for (let turn = 0; turn < 20; turn++) await setImmediate();
        expect(receiver.length).toBe(before);
        transport.resume();
      }
      const all = await receiver.atLeast(FLOOD_SIZE);
      expect(all.equals(pattern(FLOOD_SIZE))).toBe(true);
    });

    it('can be paused before it is open', async () => {
      const { transport } = await make('echo');
      transport.pause();
      const heard: number[] = [];
      transport.onBytes((bytes) => heard.push(bytes.length));
      await transport.open();
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      expect(heard).toEqual([]);
      transport.resume();
    });

    it('stops an open that is aborted', async () => {
      for (const abortLater of [false, true]) {
        const { transport } = await make('echo');
        const abort = new AbortController();
        if (!abortLater) abort.abort();
        const opening = transport.open({ signal: abort.signal });
        abort.abort();
        await expectCode(opening, 'aborted');
        expect(await transport.closed).toEqual({ kind: 'closed' });
        expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
      }
    });

    it('can be closed while it opens', async () => {
      const { transport } = await make('echo');
      const opening = expectCode(transport.open(), 'aborted');
      await transport.close();
      await opening;
      expect(await transport.closed).toEqual({ kind: 'closed' });
    });

    it('stops a write that is aborted, and goes on', async () => {
      const { transport } = await open('deaf');
      const abort = new AbortController();
      const writing = transport.write(ENDLESS, { signal: abort.signal });
      const next = expectCode(transport.write(Buffer.from('next')), 'link-closed');
      await setImmediate();
      abort.abort();
      await expectCode(writing, 'aborted');
      await expectCode(transport.write(Buffer.from('x'), { signal: abort.signal }), 'aborted');
      expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
      await transport.close();
      await next;
    });

    it('leaves no listener on the signal of a write that is done', async () => {
      const { transport } = await open('echo');
      const { signal } = new AbortController();
      await transport.write(Buffer.from('x'), { signal });
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    });

    it('closes once, rejects what waits and what comes, and never rejects itself', async () => {
      const { transport } = await open('deaf');
      const waiting = expectCode(transport.write(ENDLESS), 'link-closed');
      await setImmediate();
      await Promise.all([transport.close(), transport.close()]);
      await waiting;
      await transport.close();
      expect(await transport.closed).toEqual({ kind: 'closed' });
      await expectCode(transport.write(Buffer.from('x')), 'link-closed');
      transport.pause();
      transport.resume();
    });

    it('can be closed unopened, and does not write unopened', async () => {
      const { transport } = await make('echo');
      await expectCode(transport.write(Buffer.from('x')), 'link-closed');
      await transport.close();
      expect(await transport.closed).toEqual({ kind: 'closed' });
      await expectCode(transport.open(), 'link-closed');
    });

    // Where the peer cannot end by itself there is nothing to test.
    if (!setup.peerNeverEnds) {
      it('rejects what waits when the peer ends', async () => {
        const rig = await open('deaf');
        const { transport } = rig;
        const waiting = expectCode(transport.write(ENDLESS), 'link-lost');
        await setImmediate();
        rig.endPeer();
        await waiting;
        const reason = await transport.closed;
        expect(reason.kind === 'lost' && reason.error.code).toBe('link-lost');
        await expectCode(transport.write(Buffer.from('x')), 'link-lost');
        await transport.close();
      });

      it('tells of the end when nobody writes or listens', async () => {
        const rig = await open('echo');
        const { transport } = rig;
        rig.endPeer();
        expect((await transport.closed).kind).toBe('lost');
      });

      it('tells of the end while paused', async () => {
        const rig = await open('echo');
        const { transport } = rig;
        new Receiver(transport);
        transport.pause();
        rig.endPeer();
        expect((await transport.closed).kind).toBe('lost');
      });
    }

    it('releases all that it took', async () => {
      const cycle = async (): Promise<void> => {
        const rig = await open('echo');
        new Receiver(rig.transport);
        await rig.transport.close();
        await rig.dispose();
      };
      await cycle(); // loads what is loaded once
      const before = await resources();
      for (let cycles = 0; cycles < 3; cycles++) await cycle();
      expect(await resources()).toEqual(before);
    });

    it.each(setup.refused)('does not open $what: $code', async ({ make, code }) => {
      const transport = await make();
      const error = await expectCode(transport.open(), code);
      expect(await transport.closed).toEqual({ kind: 'lost', error });
      await expectCode(transport.write(Buffer.from('x')), 'link-closed');
      await transport.close();
    });
  });
}

async function echoed(transport: Transport, bytes: Uint8Array): Promise<Buffer> {
  const receiver = new Receiver(transport);
  await transport.write(bytes);
  const answer = await receiver.atLeast(bytes.length);
  receiver.stop();
  return answer;
}

export async function expectCode(work: Promise<unknown>, code: ErrorCode): Promise<AdderError> {
  const error = await work.then(
    () => expect.fail(`it should have failed with ${code}`),
    (thrown: unknown) => thrown,
  );
  if (!isAdderError(error)) throw error;
  expect(error.code).toBe(code);
  return error;
}

/** What a transport can leave behind: processes, threads, connections, and (where the system shows them) open terminals. */
async function resources(): Promise<string[]> {
  for (let turn = 0; turn < 50; turn++) await setImmediate(); // Node closes handles later than it says
  const kinds = process
    .getActiveResourcesInfo()
    .filter((kind) =>
      /^(ProcessWrap|TTYWrap|PipeWrap|TCPS.*Wrap|FSEventWrap|MessagePort|Worker)$/.test(kind),
    );
  return [...kinds, ...openTerminals()].sort();
}

function openTerminals(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${descriptor}`);
      return /^\/dev\/(pts\/|ptmx|tty)/.test(target) ? [target] : [];
    } catch {
      return []; // the one that the listing itself used
    }
  });
}
