// Asks this computer what port-errors.ts wants to know: errno codes, groups, and who holds a device (Linux only, and only as
// far as this user may look). Everything here is best effort and never rejects.

import { constants } from 'node:fs';
import { open, readFile, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { PortAccess, PortHolder, PortProbe } from './port-errors';

const GROUP_MAY_USE = constants.S_IRGRP | constants.S_IWGRP;
/** A message names no more than this. */
const MAX_HOLDERS = 3;

export const portProbe: PortProbe = {
  platform: process.platform,
  openCode,
  access: (path) => access(path).catch(() => undefined),
  holders: (path) => holders(path).catch(() => []),
};

async function openCode(path: string): Promise<string | undefined> {
  try {
    const flags = constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY;
    await (await open(path, flags)).close();
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

async function access(path: string): Promise<PortAccess | undefined> {
  const { gid, mode } = await stat(path);
  const group = findGroup(await readFile('/etc/group', 'utf8'), gid);
  const user = userInfo().username;
  return {
    group: group?.name,
    groupId: gid,
    groupMayUse: (mode & GROUP_MAY_USE) === GROUP_MAY_USE,
    user,
    memberAtNextLogin: group?.members.includes(user) === true,
  };
}

export interface Group {
  readonly name: string;
  readonly members: readonly string[];
}

/** From the text of /etc/group: `name:password:gid:member,member` a line. */
export function findGroup(text: string, groupId: number): Group | undefined {
  for (const line of text.split('\n')) {
    const [name, , id, members = ''] = line.split(':');
    if (name && id === String(groupId))
      return { name, members: members.split(',').filter((member) => member !== '') };
  }
  return undefined;
}

async function holders(path: string): Promise<PortHolder[]> {
  if (process.platform !== 'linux') return [];
  const device = await realpath(path);
  const found: PortHolder[] = [];
  for (const id of await readdir('/proc')) {
    if (!/^\d+$/.test(id) || !(await holds(id, device))) continue;
    found.push({ pid: Number(id), name: await nameOf(id), own: Number(id) === process.pid });
    if (found.length === MAX_HOLDERS) break;
  }
  return found;
}

async function holds(processId: string, device: string): Promise<boolean> {
  const folder = `/proc/${processId}/fd`;
  const descriptors = await readdir(folder).catch(() => []); // another user's process
  const targets = await Promise.all(
    descriptors.map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  );
  return targets.includes(device);
}

async function nameOf(processId: string): Promise<string> {
  return readFile(`/proc/${processId}/comm`, 'utf8').then(
    (name) => name.trim(),
    () => '',
  );
}
