// The rules about a transport's life: opened once, closed once, aborted at any time; ended by its peer; nothing pending and nothing left behind
// afterwards.

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { Receiver } from './receiver';
import type { Rules } from './bytes';
import { echoed, endless, failsWith, resources, turns } from './stand';

const CLOSED = { kind: 'closed' };
const X = Buffer.from('x');

export const LIFE_RULES: Rules = {
  'opens once only': async (stand) => {
    const { transport } = await stand.open('echo');
    await failsWith(transport.open(), 'bad-request');
    assert.equal((await echoed(transport, Buffer.from('still open'))).length, 10);
    await transport.close();
    await failsWith(transport.open(), 'link-closed');
  },

  'stops an open that is aborted': async (stand) => {
    for (const abortLater of [false, true]) {
      const { transport } = await stand.make('echo');
      const abort = new AbortController();
      if (!abortLater) abort.abort();
      const opening = transport.open({ signal: abort.signal });
      abort.abort();
      await failsWith(opening, 'aborted');
      assert.deepEqual(await transport.closed, CLOSED);
      assert.deepEqual(getEventListeners(abort.signal, 'abort'), []);
    }
  },

  'can be closed while it opens': async (stand) => {
    const { transport } = await stand.make('echo');
    const opening = failsWith(transport.open(), 'aborted');
    await transport.close();
    await opening;
    assert.deepEqual(await transport.closed, CLOSED);
  },

  'stops a write that is aborted, and goes on': async (stand) => {
    const { transport } = await stand.open('deaf');
    const abort = new AbortController();
    const writing = transport.write(endless(), { signal: abort.signal });
    const next = failsWith(transport.write(Buffer.from('next')), 'link-closed');
    await turns(1);
    abort.abort();
    await failsWith(writing, 'aborted');
    await failsWith(transport.write(X, { signal: abort.signal }), 'aborted');
    assert.deepEqual(getEventListeners(abort.signal, 'abort'), []);
    await transport.close();
    await next;
  },

  'leaves no listener on the signal of a write that is done': async (stand) => {
    const { transport } = await stand.open('echo');
    const { signal } = new AbortController();
    await transport.write(X, { signal });
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  },

  'closes once, rejects what waits and what comes, and never rejects itself': async (stand) => {
    const { transport } = await stand.open('deaf');
    const waiting = failsWith(transport.write(endless()), 'link-closed');
    await turns(1);
    await Promise.all([transport.close(), transport.close()]);
    await waiting;
    await transport.close();
    assert.deepEqual(await transport.closed, CLOSED);
    await failsWith(transport.write(X), 'link-closed');
    transport.pause();
    transport.resume();
  },

  'can be closed unopened, and does not write unopened': async (stand) => {
    const { transport } = await stand.make('echo');
    await failsWith(transport.write(X), 'link-closed');
    await transport.close();
    assert.deepEqual(await transport.closed, CLOSED);
    await failsWith(transport.open(), 'link-closed');
  },

  'releases all that it took': async (stand) => {
    const cycle = async (): Promise<void> => {
      const { transport } = await stand.open('echo');
      new Receiver(transport);
      await stand.clear();
    };
    await cycle(); // loads what is loaded once
    const before = await resources();
    for (let cycles = 0; cycles < 3; cycles++) await cycle();
    assert.deepEqual(await resources(), before);
  },
};

/** Where the peer cannot end by itself they cannot be checked. */
export const END_RULES: Rules = {
  'rejects what waits when the peer ends': async (stand) => {
    const rig = await stand.open('deaf');
    const { transport } = rig;
    const waiting = failsWith(transport.write(endless()), 'link-lost');
    await turns(1);
    rig.endPeer();
    await waiting;
    const reason = await transport.closed;
    assert.equal(reason.kind === 'lost' && reason.error.code, 'link-lost');
    await failsWith(transport.write(X), 'link-lost');
    await transport.close();
  },

  'tells of the end when nobody writes or listens': async (stand) => {
    const rig = await stand.open('echo');
    const { transport } = rig;
    rig.endPeer();
    assert.equal((await transport.closed).kind, 'lost');
  },

  'tells of the end while paused': async (stand) => {
    const rig = await stand.open('echo');
    const { transport } = rig;
    new Receiver(transport);
    transport.pause();
    rig.endPeer();
    assert.equal((await transport.closed).kind, 'lost');
  },
};
