// The transport guide's own example is a transport, and what the guide quotes is what stands in the code.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex, PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../../src/shared/address';
import { describeCompliance, pattern, FLOOD_SIZE } from '../compliance';
import { streamTransport } from './stream';

const ADDRESS = parseAddress('virtual:stream');
const GUIDE = readFileSync('docs/transports.md', 'utf8');
const EXAMPLE = readFileSync(join(import.meta.dirname, 'stream.ts'), 'utf8');

/** The code blocks of a section, up to the next section of its level. */
function codeOf(section: string): string[] {
  const [, text = ''] = GUIDE.split(`\n## ${section}\n`);
  const [own = ''] = text.split('\n## ');
  return [...own.matchAll(/```ts [^\n]*\n([^]*?)```/g)].map(([, code = '']) => code);
}

describe('the transport guide', () => {
  it('shows the transport that is tested here, as it would stand in its place', () => {
    const inPlace = EXAMPLE.replaceAll('../../../../src/engine/transport/', './').replaceAll(
      '../../../../src/',
      '../../',
    );
    expect(codeOf('How to add a link')[0]).toBe(inPlace);
  });

  it('shows lines that stand in the files it names', () => {
    const quoted = [...GUIDE.matchAll(/In `([\w/.-]+\.ts)`[^`]*:\n\n```ts [^\n]*\n([^]*?)```/g)];
    expect(quoted.length).toBeGreaterThanOrEqual(3);
    for (const [, file = '', code = ''] of quoted) {
      const source = readFileSync(file, 'utf8').replace(/^\s+/gm, '');
      expect(source).toContain(code.replace(/^\s+/gm, ''));
    }
  });
});

describeCompliance({
  name: 'the example of the transport guide',
  rig: (behaviour) => {
    const stream = behaviour === 'deaf' ? deaf() : new PassThrough();
    return Promise.resolve({
      transport: streamTransport(ADDRESS, stream),
      ready: () => {
        if (behaviour === 'flood') stream.write(pattern(FLOOD_SIZE));
        return Promise.resolve();
      },
      endPeer: () => void stream.destroy(),
      dispose: () => Promise.resolve(void stream.destroy()),
    });
  },
  refused: [
    {
      what: 'a stream that has ended',
      code: 'port-not-found',
      make: () => streamTransport(ADDRESS, new PassThrough().destroy()),
    },
  ],
});

/** Takes the first bytes, and never says that it can take more. */
function deaf(): Duplex {
  return new Duplex({ write: () => undefined, read: () => undefined });
}
