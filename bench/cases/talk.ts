// Short conversations: a hundred small commands, and keys typed at the prompt.

import { UART } from '../lines';
import type { Result, Sample } from '../results';
import type { BoardBench } from '../rig';
import { inTurns, median } from '../statistics';

const COMMANDS = 100;
const KEYS = 50;

export async function smallCommands(bench: BoardBench): Promise<Result> {
  const request = { do: 'exec', code: 'x=1', times: COMMANDS };
  const pairs = await inTurns(
    bench.rig.turns('talks'),
    () => bench.adder((ask) => bench.counted(() => ask(request))),
    () => bench.mpremote((ask) => bench.counted(() => ask(request))),
  );
  return {
    name: `${COMMANDS} small commands`,
    line: bench.line.name,
    ...pairs,
    ...(bench.line === UART && { bar: { kind: 'time', atMost: 0.3 } }),
  };
}

/** The middle one of many keys is a turn's time. */
export async function keyToEcho(bench: BoardBench): Promise<Result> {
  const middle = ({ each = [] }: { each?: readonly number[] }): Sample => ({ ms: median(each) });
  const pairs = await inTurns(
    bench.rig.turns('talks'),
    async () => middle(await bench.adder((ask) => ask({ do: 'echo', times: KEYS }))),
    async () => middle(await bench.mpremoteEcho(KEYS)),
  );
  return { name: 'key to echo', line: bench.line.name, ...pairs };
}
