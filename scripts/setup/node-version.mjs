import { SetupError } from './say.mjs';

/** The same range as "engines" in package.json. */
const SUPPORTED = 'Node 20.19 or later of line 20, or 22.12 or later';

/**
 * @param {string} version such as '20.19.1'
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 20) return minor >= 19;
  if (major === 22) return minor >= 12;
  return major > 22;
}

/** @param {string} [version] */
export function checkNode(version = process.versions.node) {
  if (!isSupportedNode(version))
    throw new SetupError(`Adder needs ${SUPPORTED}; this is Node ${version}.`);
}
