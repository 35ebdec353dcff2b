// Adder beside stock mpremote, on the same boards, lines and ports, in turns. Prints a table and writes the numbers to
// bench/results. Started by scripts/bench.mjs, which brings and builds what it needs; docs/performance.md reads the results.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyMany, deployImage, execPass } from './cases/commands';
import { bigFiles, manyFiles } from './cases/copies';
import { calibrate, type Calibration } from './cases/line';
import { tenBoards, virtualBoards } from './cases/many-boards';
import { mountedFolder } from './cases/mounted';
import { keyToEcho, smallCommands } from './cases/talk';
import { LINES } from './lines';
import { load, machine } from './machine';
import { judge, type Result } from './results';
import { Rig, type BoardBench, type Programs, type Repeats } from './rig';
import { calibrationTable, table } from './table';

const FORMS: Readonly<Record<'quick' | 'full', Repeats>> = {
  quick: { copies: 1, talks: 3, commands: 5 },
  full: { copies: 3, talks: 7, commands: 25 },
};

const ON_A_BOARD: Readonly<Record<string, (bench: BoardBench) => Promise<Result[]>>> = {
  'small-commands': async (bench) => [await smallCommands(bench)],
  source: (bench) => bigFiles(bench, 'source'),
  random: (bench) => bigFiles(bench, 'random'),
  'many-files': async (bench) => [await manyFiles(bench)],
  'copy-many': async (bench) => [await copyMany(bench)],
  romfs: async (bench) => [await deployImage(bench)],
  mount: mountedFolder,
  'exec-pass': async (bench) => [await execPass(bench)],
  echo: async (bench) => [await keyToEcho(bench)],
};
const MANY_BOARDS: Readonly<Record<string, (rig: Rig) => Promise<Result[]>>> = {
  'ten-boards': tenBoards,
  'virtual-boards': virtualBoards,
};
const CASES = [...Object.keys(ON_A_BOARD), ...Object.keys(MANY_BOARDS)];

const USAGE = `usage: npm run bench -- [--quick] [--times N] [--line UART|USB-like] [--alone] [CASE ...]
--alone: without mpremote, to see what a change does
cases: ${CASES.join(', ')}`;

const RESULTS = join(import.meta.dirname, 'results');

/** @returns the exit code: whether a bar is met is for the reader to see, and no reason to fail. */
export async function main(args: string[], programs: Programs): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      times: { type: 'string' },
      line: { type: 'string' },
      alone: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const times = values.times === undefined ? undefined : Number(values.times);
  const lines = LINES.filter(({ name }) => values.line === undefined || values.line === name);
  const wrong = positionals.filter((name) => !CASES.includes(name));
  if (wrong.length > 0 || lines.length === 0 || (times !== undefined && !(times >= 1))) {
    console.error(USAGE);
    return 2;
  }
  const form = values.quick ? 'quick' : 'full';
  const repeats =
    times === undefined ? FORMS[form] : { copies: times, talks: times, commands: times };
  const wanted = (name: string): boolean => positionals.length === 0 || positionals.includes(name);

  const began = { at: new Date(), load: load() };
  const rig = await Rig.start(repeats, values.alone, programs);
  const calibrations: Calibration[] = [];
  const results: Result[] = [];
  try {
    for (const line of lines) {
      await rig.onBoard(line, async (bench) => {
        say(`${line.name}: ${line.words}`);
        calibrations.push(await calibrate(bench));
      });
      for (const [name, work] of Object.entries(ON_A_BOARD))
        if (wanted(name))
          results.push(
            ...(await rig.onBoard(line, (bench) => told(line.name, name, () => work(bench)))),
          );
    }
    for (const [name, work] of Object.entries(MANY_BOARDS))
      if (wanted(name)) results.push(...(await told('many boards', name, () => work(rig))));
  } finally {
    await rig.stop();
  }

  const facts = machine();
  console.log(`\n${calibrationTable(calibrations)}\n\n${table(results)}\n`);
  console.log(
    `mpremote’s figures in brackets. mpremote ${facts.mpremote}, MicroPython ${facts.micropython}, Node ${facts.node}, ` +
      `Python ${facts.python}; ${facts.cores} cores (${facts.cpu}), load ${began.load} before and ${load()} after.`,
  );
  const file = join(RESULTS, `${began.at.toISOString().replace(/[:.]/g, '-')}-${form}.json`);
  const judged = results.map((result) => ({ ...result, ...judge(result) }));
  await mkdir(RESULTS, { recursive: true });
  await writeFile(
    file,
    `${JSON.stringify(
      {
        began: began.at.toISOString(),
        minutes: (Date.now() - began.at.getTime()) / 60_000,
        form,
        repeats,
        load: { before: began.load, after: load() },
        machine: facts,
        calibrations,
        results: judged,
      },
      null,
      2,
    )}\n`,
  );
  console.log(`Written to ${file}`);
  return 0;
}

async function told(where: string, name: string, work: () => Promise<Result[]>): Promise<Result[]> {
  const results = await work();
  for (const result of results) {
    const { adderMs, mpremoteMs, ratio } = judge(result);
    const beside =
      mpremoteMs === undefined
        ? ''
        : `, mpremote ${mpremoteMs.toFixed(1)} ms: ${ratio?.toFixed(3)}`;
    say(`${where}, ${name}: ${result.name}: ${adderMs.toFixed(1)} ms${beside}`);
  }
  return results;
}

function say(text: string): void {
  console.error(`[bench] ${text}`);
}
