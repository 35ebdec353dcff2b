// mip: packages of MicroPython on the board. `install` prints what mpremote's prints; `list`, `remove` and `upgrade` are Adder's own, for
// what the record on the board names.

import { join } from 'node:path';
import { dataDirectory } from '../../../engine/host/data-directory';
import { PackageCache } from '../../../engine/packages/cache';
import type { PackageEvent, PackageOptions } from '../../../engine/packages/events';
import { libFolder, PackageInstaller } from '../../../engine/packages/installer';
import type { InstalledPackage } from '../../../engine/packages/record';
import { nameOf, parsePackageSpec } from '../../../engine/packages/spec';
import { CommandError } from '../../command-error';
import { TransferLine } from '../../mirror/transfer-line';
import type { MipStep } from '../../grammar/steps';
import type { Operation } from '../../session';
import type { Context } from '../context';
import { mipFailure } from './failure';
import { linesFor } from './lines';
import { networkFetch } from './network';
import { Telling } from './telling';

/** Does something with the installer of the folder that the command line names, or the board has. */
type Work = (installer: PackageInstaller, options: PackageOptions) => Promise<void>;

export async function doMip(context: Context, step: MipStep): Promise<void> {
  switch (step.command) {
    case 'install':
      return install(context, step);
    case 'list':
      return list(context, step);
    case 'remove':
      return remove(context, step);
    case 'upgrade':
      return upgrade(context, step);
    default:
      throw new CommandError(`mip: '${step.command}' is not a command`);
  }
}

async function install(context: Context, step: MipStep): Promise<void> {
  await context.session.use(() => Promise.resolve()); // the board comes first
  const told = new Telling(context);
  for (const text of step.packages) {
    await told.line(`Install ${nameOf(parsePackageSpec(text))}`);
    await withInstaller(context, step, told, async (installer, options) => {
      const report = await installer.install(text, {
        ...options,
        index: step.index,
        mpy: step.mpy,
      });
      told.result({ ...report.installed, written: report.written });
    });
    await told.line('Done');
  }
  await told.end();
}

async function list(context: Context, step: MipStep): Promise<void> {
  const told = new Telling(context);
  await withInstaller(context, step, told, async (installer, options) => {
    const wanted = new Set(step.packages);
    for (const one of await installer.list(options)) {
      if (wanted.size > 0 && !wanted.has(one.name)) continue;
      told.result(one);
      await told.line(listLine(one));
    }
  });
  await told.end();
}

async function remove(context: Context, step: MipStep): Promise<void> {
  const told = new Telling(context);
  await withInstaller(context, step, told, async (installer, options) => {
    const names = step.packages.map((text) => nameOf(parsePackageSpec(text)));
    for (const name of names) await told.line(`Remove ${name}`);
    const onEvent = (event: PackageEvent): void => {
      options.onEvent?.(event);
      told.result(event);
    };
    await installer.remove(names, { ...options, onEvent });
  });
  await told.line('Done');
  await told.end();
}

async function upgrade(context: Context, step: MipStep): Promise<void> {
  const told = new Telling(context);
  let names: readonly string[] = [];
  await withInstaller(context, step, told, async (installer, options) => {
    names = await upgradable(installer, step, options);
  });
  for (const text of names)
    await withInstaller(context, step, told, async (installer, options) => {
      await told.line(`Upgrade ${nameOf(parsePackageSpec(text))}`);
      const { written, installed } = await installer.upgrade(text, {
        ...options,
        index: step.index,
        ...(!step.mpy && { mpy: false }),
      });
      told.result({ ...installed, written });
      await told.line(written > 0 ? 'Done' : `Up to date: ${listLine(installed)}`);
    });
  await told.end();
}

/** Those named; or all that a person asked for, but files of a computer, which need not be this one. */
async function upgradable(
  installer: PackageInstaller,
  { packages }: MipStep,
  options: PackageOptions,
): Promise<readonly string[]> {
  if (packages.length > 0) return packages;
  const record = await installer.list(options);
  return record.filter((one) => one.requested && one.kind !== 'local').map(({ name }) => name);
}

async function withInstaller(
  context: Context,
  { target }: MipStep,
  told: Telling,
  work: Work,
): Promise<void> {
  const { session, out } = context;
  const bar = new TransferLine(out);
  const onEvent = (event: PackageEvent): void => {
    bar.clear();
    for (const line of linesFor(event)) void told.line(line);
  };
  try {
    await session.use(async (board, operation: Operation) => {
      const options = { ...operation, onEvent, onProgress: bar.show };
      const folder = target ?? (await libFolder(board, operation));
      const cache = new PackageCache(join(dataDirectory(), 'packages'));
      await work(
        new PackageInstaller(board, folder, { fetch: await networkFetch(), cache }),
        options,
      );
      await cache.tidy();
    });
  } catch (error) {
    bar.clear();
    throw await mipFailure(error, told);
  } finally {
    bar.clear();
  }
}

/** `NAME VERSION`; what the author has not numbered has the branch or tag, if one was asked for. */
function listLine({ name, version, wanted }: InstalledPackage): string {
  return [name, version || wanted].filter((word) => word !== '').join(' ');
}
