// The examples of docs/protocol.md, run.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CheckName } from '../../../src/engine/protocol/checks';
import { FrameReader } from '../../../src/engine/protocol/frames';
import { PacketWriter, type PacketEncoding } from '../../../src/engine/protocol/packets';
import { startAtPrompt } from '../virtual-board/wire';

const page = readFileSync('docs/protocol.md', 'utf8');

function blocks(kind: string): string[][] {
  const all = [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\``, 'gm'))];
  return all.map(([, text = '']) => text.trimEnd().split('\n'));
}

function said(json: string): string {
  const text: unknown = JSON.parse(json);
  if (typeof text !== 'string') throw new Error(`${json} is no string`);
  return text;
}

const bytesOf = (json: string): Buffer => Buffer.from(said(json), 'latin1');
const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

describe('the page about the protocol', () => {
  it('has examples of all kinds', () => {
    expect(blocks('wire').length).toBeGreaterThan(1);
    expect(blocks('packet').flat().length).toBeGreaterThan(2);
    expect(blocks('frame').flat().length).toBeGreaterThan(1);
  });

  it.each(blocks('wire').map((lines) => [lines[2] ?? '', lines] as const))(
    'shows what a board answers: %s',
    async (_, lines) => {
      const wire = await startAtPrompt();
      for (const line of lines) {
        const text = said(line.slice(2));
        if (line.startsWith('>')) await wire.send(text);
        else expect((await wire.bytes(text.length)).toString('latin1')).toBe(text);
      }
      expect(wire.rest).toBe('');
    },
  );

  it.each(blocks('packet').flat())('shows a packet: %s', (line) => {
    const [, encoding = '', check = '', seed = '', kind = '""', data = '""', packet = ''] =
      /^(\w+) (\w+) (\d+) ("[^"]*") ("[^"]*") = (.*)$/.exec(line) ?? [];
    const writer = new PacketWriter(encoding as PacketEncoding, check as CheckName, Number(seed));
    const made = writer.write(bytesOf(kind)[0] ?? 0, bytesOf(data)).packet;
    expect(hex(made)).toBe(packet);
  });

  it.each(blocks('frame').flat())('shows a frame: %s', (line) => {
    const [, encoding = '', check = '', seed = '', data = '""', frame = ''] =
      /^(\w+) (\w+) (\d+) ("[^"]*") = (.*)$/.exec(line) ?? [];
    const reader = new FrameReader(encoding as PacketEncoding, check as CheckName, Number(seed));
    const events = reader.push(Buffer.from(frame.replaceAll(' ', ''), 'hex'));
    expect(events).toMatchObject([{ kind: 'data' }]);
    const [event] = events;
    expect(event?.kind === 'data' && Buffer.from(event.bytes).equals(bytesOf(data))).toBe(true);
  });
});
