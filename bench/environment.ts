// What both tools are started in: an environment without what changes how Node or Python start. One such variable alone,
// NODE_EXTRA_CA_CERTS, lets every Node read all certificates of the system first: 33 of 50 ms of an empty program.
//
// And which mpremote it is: that of Debian's testing suite. The stable one, 1.24.1, is older than what people install (pip gives
// the newest) and reads in another way: since 1.25 each read looks for bytes first and sleeps 10 ms where there are none yet.

import { TESTING } from '../scripts/setup/debian-suite.mjs';
import { mpremotePath } from '../scripts/setup/mpremote.mjs';

export { SYSTEM_PYTHON } from '../scripts/setup/mpremote.mjs';

const LEFT_OUT = /^(NODE_|PYTHON|SSL_CERT_)/;

/** Another installation of mpremote, a folder for PYTHONPATH. */
const OTHER_MPREMOTE = process.env['ADDER_BENCH_MPREMOTE'];

export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name));
  return { ...Object.fromEntries(kept), PYTHONPATH: OTHER_MPREMOTE ?? mpremotePath(TESTING) };
}
