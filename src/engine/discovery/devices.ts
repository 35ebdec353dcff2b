// Which boards can be chosen: the virtual one, then what may be a board on a serial port. Opens no port: what answers there
// is found out by connecting. Unknown USB ids are listed like known ones, ports without any after them.

import { linkAddress, printAddress, type LinkAddress } from '../../shared/address';
import type { DeviceInfo } from '../../shared/board';
import { listPorts, type PortFacts } from '../transport/port-list';

/** Environment variable with more ports, separated by commas: pseudo-terminals are in no list of the system. */
const EXTRA_PORTS = 'ADDER_PORTS';

export interface DiscoverySystem {
  readonly env: NodeJS.ProcessEnv;
  listPorts(): Promise<readonly PortFacts[]>;
}

const system: DiscoverySystem = { env: process.env, listPorts: () => listPorts() };

export async function listDevices(on: DiscoverySystem = system): Promise<DeviceInfo[]> {
  const ports = await on.listPorts();
  const known = new Set(ports.map((port) => port.path));
  const extra = extraPorts(on.env).filter((path) => !known.has(path));
  const serial = [...ports, ...extra.map((path): PortFacts => ({ path }))];
  return [virtualDevice(), ...serial.sort(byLikelihood).map(serialDevice)];
}

function extraPorts(env: NodeJS.ProcessEnv): string[] {
  const paths = (env[EXTRA_PORTS] ?? '').split(',').map((path) => path.trim());
  return [...new Set(paths.filter((path) => path !== ''))];
}

function virtualDevice(): DeviceInfo {
  return { address: print({ kind: 'virtual', name: 'default' }), kind: 'virtual', path: '' };
}

function serialDevice(port: PortFacts): DeviceInfo {
  return { address: print({ kind: 'serial', path: port.path }), kind: 'serial', ...port };
}

function print(link: LinkAddress): string {
  return printAddress(linkAddress(link));
}

/** What hangs on USB first, then by name as a person counts: ttyACM2 before ttyACM10. */
function byLikelihood(a: PortFacts, b: PortFacts): number {
  const onUsb = Number(b.vendorId !== undefined) - Number(a.vendorId !== undefined);
  return onUsb || a.path.localeCompare(b.path, 'en', { numeric: true });
}
