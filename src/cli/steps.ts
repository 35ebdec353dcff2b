// Does the steps of a command line, one after the other.

import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from './commands/context';
import { Exit } from './command-error';
import type { ConnectManyStep, Step } from './grammar/steps';

/** Each is read when those before it are done. */
export async function doSteps(steps: Iterable<Step>, context: Context): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'connect-many')
      await (await import('./many/each-board')).onEachBoard(step, context);
    else await context.session.step(() => doStep(step, context));
  }
}

/** What only some command lines need is loaded only for them: the command's start is short. */
async function doStep(step: Exclude<Step, ConnectManyStep>, context: Context): Promise<void> {
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
      return (await import('./commands/program')).execute(context, step.code, step.follow);
    case 'eval':
      return (await import('./commands/program')).runProgram(context, `print(${step.expression})`);
    case 'run':
      return (await import('./commands/program')).runFile(context, step.file, step.follow);
    case 'fs':
      return (await import('./commands/files')).doFiles(context, step);
    case 'hash':
      return (await import('./commands/sums')).printSums(context, step);
    case 'df':
      return (await import('./commands/space')).showSpace(context);
    case 'mip':
      return (await import('./commands/mip/mip')).doMip(context, step);
    case 'romfs':
      return (await import('./commands/romfs/romfs')).doRomfs(context, step);
    case 'mpy':
      return (await import('./commands/mpy')).compileFiles(context, step);
    case 'help':
      return (await import('./commands/help')).printHelp(context);
    case 'command-help':
      await context.out.text(step.page);
      return;
    case 'shortcut-usage':
      await context.out.text(step.text);
      throw new Exit(1);
    case 'version':
      return (await import('./commands/help')).printVersion(context);
    case 'reset':
      return (await import('./commands/reset')).doReset(context, step.into);
    case 'repl':
      return (await import('./commands/repl')).doRepl(context, step);
    case 'rtc':
      return (await import('./commands/clock')).doClock(context, step.set);
    case 'completions':
      return (await import('./commands/completions')).printCompletions(context, step.shell);
    case 'edit':
      return (await import('./commands/edit')).editFiles(context, step.files);
    case 'sync':
      return (await import('./commands/sync')).doSync(context, step);
    case 'backup':
      return (await import('./commands/backup')).doBackup(context, step);
    case 'restore':
      return (await import('./commands/restore')).doRestore(context, step);
    case 'mount':
      return (await import('./commands/mount')).mountFolder(context, step);
    case 'umount':
      return (await import('./commands/mount')).unmountFolder(context);
  }
}
