// The places that have a word of their own for where their files lie, as mip knows them (micropython/micropython,
// tools/mpremote/mpremote/mip.py). Pure.

interface Forge {
  readonly prefix: string;
  readonly address: (owner: string, repository: string, branch: string, path: string) => string;
}

const FORGES: readonly Forge[] = [
  {
    prefix: 'github:',
    address: (owner, repository, branch, path) =>
      `https://raw.githubusercontent.com/${owner}/${repository}/${branch}/${path}`,
  },
  {
    prefix: 'gitlab:',
    address: (owner, repository, branch, path) =>
      `https://gitlab.com/${owner}/${repository}/-/raw/${branch}/${path}`,
  },
  {
    prefix: 'codeberg:',
    address: (owner, repository, branch, path) =>
      `https://codeberg.org/api/v1/repos/${owner}/${repository}/raw/${path}?ref=${branch}`,
  },
];

export function isForge(location: string): boolean {
  return FORGES.some(({ prefix }) => location.startsWith(prefix));
}

/** The web address of a location: itself unless it is on a forge. `branch` may be a tag or a commit; without it, the default branch. */
export function webAddress(location: string, branch = 'HEAD'): string {
  const forge = FORGES.find(({ prefix }) => location.startsWith(prefix));
  if (!forge) return location;
  const [owner = '', repository = '', ...path] = location.slice(forge.prefix.length).split('/');
  return forge.address(owner, repository, branch, path.join('/'));
}
