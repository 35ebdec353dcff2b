// The other side of bench/peer.ts for peers in Node: a line of JSON for each thing to do, one for its answer.

import { createInterface } from 'node:readline';
import type { Answer, Request } from '../peer';

export type Action = (request: Request) => Promise<Answer>;

export function serve(actions: Readonly<Record<string, Action>>): void {
  const answer = async (line: string): Promise<void> => {
    const request = JSON.parse(line) as Request;
    let result: object;
    try {
      const action = actions[request.do];
      if (!action) throw new Error('not known');
      result = await action(request);
    } catch (error) {
      result = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    process.stdout.write(`${JSON.stringify(result)}\n`);
  };
  const requests = createInterface(process.stdin);
  requests.on('line', (line) => void answer(line));
  requests.on('close', () => process.exit());
}
