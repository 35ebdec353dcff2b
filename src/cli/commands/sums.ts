// sha256sum and its kin: the board hashes what lies on its flash; where its firmware does not know the algorithm, the computer reads the
// file and does it.

import { createHash } from 'node:crypto';
import type { Step } from '../grammar/steps';
import type { Context } from './context';
import { onEach } from './files';

type HashStep = Extract<Step, { kind: 'hash' }>;

export async function printSums(context: Context, step: HashStep): Promise<void> {
  const { algorithm, paths, verbose } = step;
  await onEach(context, `${algorithm}sum`, paths, verbose, async (path) => {
    const hash = await sumOf(context, path, algorithm);
    const text = context.options.json ? JSON.stringify({ path, algorithm, hash }) : hash;
    await context.out.line(text);
  });
}

async function sumOf({ session }: Context, path: string, algorithm: string): Promise<string> {
  const known = await session.use((board, operation) =>
    board.files.hash(path, { ...operation, algorithm }),
  );
  if (known !== undefined) return known;
  // OpenSSL writes `sha3-256` where Python writes `sha3_256`.
  const hash = createHash(algorithm.replace('_', '-'));
  const sink = {
    piece: (_: string, bytes: Uint8Array) => void hash.update(bytes),
    end: () => undefined,
  };
  await session.use((board, operation) => board.files.stream([path], sink, operation));
  return hash.digest('hex');
}
