// The environment that both tools are started in: without what changes how Node or Python start. One such variable alone,
// NODE_EXTRA_CA_CERTS, lets every Node read all certificates of the system first: 33 of 50 ms of an empty program.

import { mpremotePath } from '../scripts/setup/mpremote.mjs';

const LEFT_OUT = /^(NODE_|PYTHON|SSL_CERT_)/;

export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name));
  return { ...Object.fromEntries(kept), PYTHONPATH: mpremotePath() };
}
