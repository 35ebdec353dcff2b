// The rules about bytes: every value, any amount, in order, held back and let go.

import assert from 'node:assert/strict';
import { Receiver } from './receiver';
import { compliancePattern, FLOOD_SIZE, type ComplianceSetup } from './setup';
import { echoed, turns, type Stand } from './stand';

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
const LARGE_SIZE = 1_000_000;

/** Rules by their names. */
export type Rules = Readonly<
  Record<string, (stand: Stand, setup: ComplianceSetup) => Promise<void>>
>;

export const BYTE_RULES: Rules = {
  'passes every byte value unchanged both ways': async (stand) => {
    const { transport } = await stand.open('echo');
    assert.equal(transport.link.eightBitClean, true);
    assert.deepEqual(await echoed(transport, ALL_BYTES), ALL_BYTES);
  },

  'passes large data exactly both ways': async (stand, setup) => {
    const { transport } = await stand.open('echo');
    const sent = compliancePattern(setup.largeBytes ?? LARGE_SIZE);
    assert.ok((await echoed(transport, sent)).equals(sent));
  },

  'sends writes in the order of the calls': async (stand) => {
    const { transport } = await stand.open('echo');
    const receiver = new Receiver(transport);
    const parts = Array.from({ length: 60 }, (_, index) => compliancePattern((index * 331) % 5000));
    const sent = Buffer.concat(parts);
    await Promise.all(parts.map((part) => transport.write(part)));
    assert.ok((await receiver.atLeast(sent.length)).equals(sent));
  },

  'keeps what comes before the first listener': async (stand) => {
    const { transport } = await stand.open('echo');
    await transport.write(Buffer.from('early'));
    await turns(1);
    assert.equal(await new Receiver(transport).text('early'), 'early');
  },

  'tells all listeners, until they unsubscribe': async (stand) => {
    const { transport } = await stand.open('echo');
    const first = new Receiver(transport);
    const second = new Receiver(transport);
    await transport.write(Buffer.from('one'));
    await Promise.all([first.text('one'), second.text('one')]);
    first.stop();
    first.stop();
    await transport.write(Buffer.from('two'));
    assert.equal(await second.text('two'), 'onetwo');
    assert.equal(first.bytes.toString(), 'one');
  },

  'delivers nothing while paused, and loses nothing': async (stand) => {
    const { transport } = await stand.open('flood');
    const receiver = new Receiver(transport);
    for (let pauses = 1; pauses <= 5; pauses++) {
      await receiver.atLeast(pauses * 50_000);
      transport.pause();
      const before = receiver.length;
      await turns(20);
      assert.equal(receiver.length, before);
      transport.resume();
    }
    assert.ok((await receiver.atLeast(FLOOD_SIZE)).equals(compliancePattern(FLOOD_SIZE)));
  },

  'can be paused before it is open': async (stand) => {
    const { transport } = await stand.make('echo');
    transport.pause();
    const receiver = new Receiver(transport);
    await transport.open();
    await turns(20);
    assert.equal(receiver.length, 0);
    transport.resume();
  },
};
