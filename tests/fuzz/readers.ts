// What else reads bytes of strangers: telnet and RFC 2217, the lives of a MicroPython that is a process, prompts and banners.

import fc from 'fast-check';
import { parseBanner } from '../../src/engine/protocol/banner';
import { checkBytes, CHECKS } from '../../src/engine/protocol/checks';
import { FrameReader, type FrameEvent } from '../../src/engine/protocol/frames';
import { RecordReader, type HelperRecord } from '../../src/engine/protocol/records';
import { trackPrompt, UNKNOWN_PROMPT } from '../../src/engine/protocol/prompt';
import {
  nextClient,
  startClient,
  type ClientEffect,
  type ClientInput,
} from '../../src/engine/protocol/telnet/client';
import {
  escapeIac,
  readTelnet,
  TELNET_START,
  type TelnetEvent,
  type TelnetState,
} from '../../src/engine/protocol/telnet/framing';
import { micropythonLives } from '../../src/engine/protocol/micropython-lives';
import { RAW_BANNER } from '../../src/engine/protocol/enter-raw';
import { cut, packets } from './inputs';
import type { Runs, Subject } from './machines';
import { boardAnswers } from './recordings';

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

function text(part: Uint8Array): string {
  return Buffer.from(part).toString('latin1');
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

const CUTS = fc.array(fc.nat(600), { maxLength: 20 });

/** Checks a property of text and of ways to cut it; the property returns its steps. */
function checkOn(pieces: readonly string[], property: (all: string, parts: string[]) => number) {
  return (runs: Runs): number => {
    let steps = 0;
    fc.assert(
      fc.property(packets(pieces), CUTS, (list, places) => {
        const all = list.join('');
        steps += property(all, cut(all, places));
      }),
      runs,
    );
    return steps;
  };
}

// ---- telnet ------------------------------------------------------------------------------------------------------

const TELNET_PIECES = [
  ...[
    '\xff\xfb\x00',
    '\xff\xfd\x00',
    '\xff\xfb\x03',
    '\xff\xfd\x03',
    '\xff\xfd\x2c',
    '\xff\xfb\x2c',
  ],
  ...[
    '\xff\xfe\x2c',
    '\xff\xfc\x00',
    '\xff\xfe\x00',
    '\xff\xfb\x01',
    '\xff\xff',
    '\xff',
    '\xff\xf1',
  ],
  ...[
    '\xff\xfa\x2c\x65\x00\x01\xc2\x00\xff\xf0',
    '\xff\xfa\x2c\x69\x08\xff\xf0',
    '\xff\xfa\x2c\x69\x0c\xff\xf0',
  ],
  ...[
    '\xff\xfa\x2c\x6c\xff\xf0',
    '\xff\xfa\x2c\x6d\xff\xf0',
    '\xff\xfa\x2c\x64\xff\xf0',
    '\xff\xfa\xff\xf0',
  ],
  `\xff\xfa\x2c${'x'.repeat(700)}`,
  'data\r\n',
  ...boardAnswers().slice(0, 5),
];
const AGREED = '\xff\xfd\x2c\xff\xfd\x00\xff\xfb\x00\xff\xfa\x2c\x65\x00\x01\xc2\x00\xff\xf0';
/** A sub-negotiation's bytes and a few words of state. */
const MAX_TELNET_STATE = 700;

/** The same for a Buffer and a Uint8Array. */
function worded(event: TelnetEvent): string {
  return 'bytes' in event
    ? JSON.stringify({ ...event, bytes: text(event.bytes) })
    : JSON.stringify(event);
}

function framing(all: string, parts: string[]): number {
  let state: TelnetState = TELNET_START;
  let data = '';
  let other = '';
  for (const part of parts) {
    const step = readTelnet(state, bytes(part));
    state = step.state;
    for (const event of step.events)
      if (event.kind === 'data') data += text(event.bytes);
      else other += worded(event);
    must(!('sub' in state) || state.sub.length < MAX_TELNET_STATE, 'it keeps too much');
  }
  const whole = readTelnet(TELNET_START, bytes(all));
  const wholeData = whole.events.map((event) => (event.kind === 'data' ? text(event.bytes) : ''));
  const wholeOther = whole.events.map((event) => (event.kind === 'data' ? '' : worded(event)));
  must(data === wholeData.join(''), 'packets change the data');
  must(other === wholeOther.join(''), 'packets change the commands');
  const back = readTelnet(TELNET_START, escapeIac(bytes(all)));
  must(
    back.events.every(({ kind }) => kind === 'data'),
    'escaped data is no data',
  );
  must(
    text(
      Buffer.concat(
        back.events.map((event) => (event.kind === 'data' ? event.bytes : new Uint8Array())),
      ),
    ) === all,
    'escaped data is other data',
  );
  return parts.length + 2;
}

function client(all: string, parts: string[]): number {
  const inputs: ClientInput[] = parts.map((part) => ({ kind: 'bytes', bytes: bytes(part) }));
  inputs.splice(inputs.length >> 1, 0, { kind: 'lines', lines: { dtr: true, rts: false } });
  inputs.push({ kind: 'release' }, { kind: 'timeout' }, { kind: 'bytes', bytes: bytes('late') });
  let step = startClient(115_200);
  let data = 0;
  let sent = 0;
  let ended = false;
  for (const input of inputs) {
    step = nextClient(step.state, input);
    must(!ended || step.effects.length === 0, 'something follows the end');
    for (const effect of step.effects) {
      if (effect.kind === 'data') data += effect.bytes.length;
      if (effect.kind === 'send') sent += effect.bytes.length;
      ended ||= isEnd(effect);
    }
    must(ended === (step.state.phase === 'ended'), 'it ends without a word');
    must(step.state.options.size <= 6, 'it remembers what a server makes up');
  }
  must(ended, 'a timeout is not the end');
  must(data <= all.length + 4, 'more comes out than came in');
  must(sent <= 300 + 4 * all.length, 'it can be made to talk without end');
  return inputs.length;
}

function isEnd(effect: ClientEffect): boolean {
  return effect.kind === 'failed';
}

// ---- a MicroPython that is a process ------------------------------------------------------------------------------

const LIFE_PIECES = [
  ...boardAnswers(),
  RAW_BANNER,
  '>>> ',
  '\r\n',
  '>OK\r\n',
  '\x04\x04',
  'MicroPython v1.27.0 on x; linux\n',
  'Type "help()" for more information.\n',
  ' '.repeat(9000),
];

function lives(all: string, parts: string[]): number {
  let state = micropythonLives.start;
  let shown = 0;
  let over = false;
  for (const [index, part] of parts.entries()) {
    if (over) break;
    const inputs = [
      { kind: 'output' as const, bytes: bytes(part) },
      ...(index % 3 === 1 ? [{ kind: 'ended' as const, exitCode: 0 }] : []),
      ...(index % 5 === 2 ? [{ kind: 'input' as const, bytes: bytes('x') }] : []),
    ];
    for (const input of inputs) {
      const step = micropythonLives.next(state, input);
      state = step.state;
      for (const effect of step.effects) {
        if (effect.kind === 'show') shown += effect.bytes.length;
        over ||= effect.kind === 'over';
      }
      must(state.tail.length <= 300, 'it keeps too much');
    }
  }
  must(shown <= all.length + 20 * (parts.length + 1), 'it shows more than was said');
  return parts.length;
}

// ---- frames and records of helpers ---------------------------------------------------------------------------------

/** Binary frames as a helper on the board makes them (device-code/wire/put_binary.py), their checksums going on. */
function framesOf(datas: readonly string[]): string {
  let before = 1;
  let all = '';
  for (const data of datas) {
    before = CHECKS.crc32(bytes(data), before);
    const body = data + text(checkBytes(before));
    const absent = [...Array(256).keys()].reverse().find((code) => !body.includes(char(code))) ?? 0;
    all += `\x1e${char(64 + (body.length >> 6))}${char(64 + (body.length & 63))}${char(absent)}`;
    all += body.replaceAll('\x04', char(absent));
  }
  return all;
}

function char(code: number): string {
  return String.fromCharCode(code);
}

const FRAME_PIECES = [
  framesOf(['r120000 0']),
  framesOf(['k', 'k\x04\x03\x1e\x06', 'x'.repeat(200)]),
  framesOf(['e\x03\0abcf\0\0', 'd\x02\0']),
  ...['\x06', '\x1e', '\x1e@', 'tick\r\n', '\x1e\x7f\x7f='],
  ...boardAnswers(),
];
/** A head and the longest body. */
const MAX_FRAME = 4 + 0xfff;

function frames(all: string, parts: string[]): number {
  const whole = new FrameReader('binary', 'crc32', 1).push(bytes(all));
  const reader = new FrameReader('binary', 'crc32', 1);
  const split = parts.flatMap((part) => reader.push(bytes(part)));
  must(toldBy(whole) === toldBy(split), 'packets change what a helper says');
  const last = split.findIndex(({ kind }) => kind === 'damaged');
  must(last < 0 || last === split.length - 1, 'something is believed behind damage');
  const out = split.reduce((sum, event) => sum + ('bytes' in event ? event.bytes.length : 1), 0);
  must(out <= all.length + 1, 'more comes out than came in');
  const rest = new FrameReader('binary', 'crc32', 1);
  rest.push(bytes('\x1e'));
  must(rest.push(new Uint8Array(MAX_FRAME)).length > 0, 'a frame never ends');
  return parts.length + 1;
}

/** Noise in one piece or in many is the same noise. */
function toldBy(events: readonly FrameEvent[]): string {
  return events
    .map((event) => ('bytes' in event ? `${event.kind} ${text(event.bytes)}` : event.kind))
    .join('|')
    .replaceAll('|noise ', '')
    .replace(/^noise /, '');
}

function records(all: string, parts: string[]): number {
  const told = (list: readonly HelperRecord[]): string =>
    list.map(({ kind, data }) => `${kind}${data.length}:${text(data)}`).join('');
  const whole = told(new RecordReader().push(bytes(all)));
  const reader = new RecordReader();
  const split = parts.map((part) => told(reader.push(bytes(part)))).join('');
  must(whole === split, 'packets change the records');
  return parts.length + 1;
}

// ---- prompts and banners -----------------------------------------------------------------------------------------

const PROMPT_PIECES = [...boardAnswers(), '>>> ', '... ', '=== ', '\r\n', '\n', 'x'.repeat(100)];

function prompts(all: string, parts: string[]): number {
  const whole = trackPrompt(UNKNOWN_PROMPT, bytes(all));
  const split = parts.reduce((state, part) => trackPrompt(state, bytes(part)), UNKNOWN_PROMPT);
  must(whole.state === split.state, `${split.state} in packets, ${whole.state} whole`);
  must(split.line.length <= 64, 'it keeps too much');
  const facts = parseBanner(all);
  must(!facts || (facts.machine.length <= 120 && facts.version.length <= 41), 'a fact is long');
  return parts.length + 2;
}

export const READERS: readonly Subject[] = [
  { name: "telnet's framing", check: checkOn(TELNET_PIECES, framing) },
  { name: 'an RFC 2217 client', check: checkOn(TELNET_PIECES, client) },
  {
    name: 'an RFC 2217 client that is ready',
    check: checkOn(TELNET_PIECES, (all, parts) => client(AGREED + all, [AGREED, ...parts])),
  },
  { name: 'the lives of a process', check: checkOn(LIFE_PIECES, lives) },
  { name: "a helper's frames", check: checkOn(FRAME_PIECES, frames) },
  { name: "a helper's records", check: checkOn(FRAME_PIECES, records) },
  { name: 'prompts and banners', check: checkOn(PROMPT_PIECES, prompts) },
];
