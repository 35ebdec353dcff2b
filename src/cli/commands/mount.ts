// mount and umount: a folder of this computer as the board's /remote, for as long as the command is connected.

import type { Step } from '../grammar/steps';
import type { Context } from './context';

type MountStep = Extract<Step, { kind: 'mount' }>;

export async function mountFolder(
  { session, out }: Context,
  { folder, unsafeLinks }: MountStep,
): Promise<void> {
  // mpremote does not look at it, and what follows may not, either.
  await session.use(({ mounts }, operation) =>
    mounts.mount(folder, { ...operation, unsafeLinks, unchecked: true }),
  );
  await out.line(`Local directory ${folder} is mounted at /remote`);
}

export function unmountFolder({ session }: Context): Promise<void> {
  return session.use(({ mounts }, operation) => mounts.unmount(operation));
}
