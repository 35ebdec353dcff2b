// Does the steps of a command line, one after the other.

import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from './commands/context';
import type { Step } from './grammar/steps';

export async function doSteps(steps: readonly Step[], context: Context): Promise<void> {
  for (const step of steps) await doStep(step, context);
}

/** What only some command lines need is loaded only for them: the command's start is short. */
async function doStep(step: Step, context: Context): Promise<void> {
  const { session } = context;
  switch (step.kind) {
    case 'connect':
      return session.connect(step.device);
    case 'disconnect':
      return session.disconnect();
    case 'resume':
      session.resume();
      return;
    case 'soft-reset':
      return session.softReset();
    case 'sleep':
      await delay(step.seconds * 1000, undefined, { signal: session.signal });
      return;
    case 'devices':
      return (await import('./commands/devices')).listBoards(context);
    case 'bluetooth-devices':
      return (await import('./commands/bluetooth')).listBluetooth(context);
    case 'exec':
      return (await import('./commands/program')).runProgram(context, step.code);
    case 'eval':
      return (await import('./commands/program')).runProgram(context, `print(${step.expression})`);
    case 'run':
      return (await import('./commands/program')).runFile(context, step.file);
    case 'fs':
      return (await import('./commands/files')).doFiles(context, step);
    case 'df':
      return (await import('./commands/space')).showSpace(context);
    case 'help':
      return (await import('./commands/help')).printHelp(context);
    case 'version':
      return (await import('./commands/help')).printVersion(context);
  }
}
