// The steps of `npm test`, in their order, and the choice of some of them.
import { SetupError } from '../setup/say.mjs';

/**
 * @typedef {object} Command
 * @property {string} package whose command it is
 * @property {string[]} args
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {Command[]} commands one after the other
 * @property {Command[][]} [lanes] behind them, at the same time: programs of which each uses one core only
 * @property {'vitest' | 'playwright'} [report] it counts tests, and in whose format
 * @property {'targets' | 'electron'} [needs]
 * @property {string[]} [some] goes with arguments of a person's own, which leave some of its tests out
 * @property {boolean} [onRequest] only when it is named: it runs again what other steps have run
 */

/** @type {Command} */
const TYPES = { package: 'vue-tsc', args: ['-b'] };

/** @type {Step[]} */
export const STEPS = [
  { name: 'types', commands: [TYPES] },
  {
    name: 'lint',
    commands: [TYPES], // ESLint reads the types of other layers from what this writes
    lanes: [
      [{ package: 'eslint', args: ['--max-warnings', '0', 'src'] }],
      [
        { package: 'eslint', args: ['--max-warnings', '0', '--ignore-pattern', 'src/**', '.'] },
        { package: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
        { package: 'typedoc', args: ['--emit', 'none', '--logLevel', 'Warn'] },
      ],
    ],
  },
  {
    name: 'unit',
    commands: [{ package: 'vitest', args: ['run', '--project', 'unit'] }],
    report: 'vitest',
  },
  {
    name: 'fuzz',
    commands: [{ package: 'vitest', args: ['run', '--project', 'fuzz'] }],
    report: 'vitest',
  },
  {
    name: 'integration',
    commands: [{ package: 'vitest', args: ['run', '--project', 'integration'] }],
    report: 'vitest',
    needs: 'targets',
  },
  {
    name: 'faults',
    commands: [{ package: 'vitest', args: ['run', '--project', 'faults'] }],
    report: 'vitest',
  },
  { name: 'build', commands: [{ package: 'electron-vite', args: ['build'] }] },
  {
    name: 'e2e',
    commands: [{ package: 'playwright', args: ['test'] }],
    some: ['--no-deps'],
    report: 'playwright',
    needs: 'electron',
  },
  {
    name: 'coverage',
    commands: [
      {
        package: 'vitest',
        args: ['run', '--coverage', '--project', 'unit', '--project', 'integration'],
      },
    ],
    report: 'vitest',
    needs: 'targets',
    onRequest: true,
  },
];

/**
 * Reads a command line: names of steps, then arguments for the program of the one named step.
 *
 * @param {string[]} args such as [], ['lint', 'unit'] or ['e2e', '--grep', 'drop']
 * @returns {{ steps: Step[], extra: string[] }} where none is named, all that do not wait for it
 */
export function selectSteps(args) {
  const isName = (/** @type {string} */ arg) => STEPS.some(({ name }) => name === arg);
  const end = args.findIndex((arg) => !isName(arg));
  const names = end < 0 ? args : args.slice(0, end);
  const extra = end < 0 ? [] : args.slice(end);
  if (extra.length > 0 && names.length !== 1) {
    const known = STEPS.map(({ name }) => name).join(', ');
    throw new SetupError(`There is no test step '${extra[0]}'. The steps are: ${known}.`);
  }
  const steps = STEPS.filter(({ name, onRequest = false }) =>
    names.length > 0 ? names.includes(name) : !onRequest,
  );
  return { steps, extra };
}
