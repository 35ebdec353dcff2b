// Which boards can be chosen: the virtual one, then what may be a board on a serial port. Opens no port: what answers there
// is found out by connecting. Nothing is hidden: what is known for a board comes first, ports without anything on USB come last.

import { linkAddress, printAddress, type LinkAddress } from '../../shared/address';
import type { DeviceInfo } from '../../shared/board';
import { usbName } from '../../shared/usb-names';
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

/** Ports that a person has named as boards. */
export function extraPorts(env: NodeJS.ProcessEnv): string[] {
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

/** What is more likely a board first, then by name as a person counts: ttyACM2 before ttyACM10. */
function byLikelihood(a: PortFacts, b: PortFacts): number {
  return rank(a) - rank(b) || a.path.localeCompare(b.path, 'en', { numeric: true });
}

function rank({ vendorId, productId }: PortFacts): number {
  if (vendorId === undefined) return 3;
  const known = usbName(vendorId, productId);
  if (!known || known.kind === 'other') return 2;
  return known.kind === 'bridge' ? 1 : 0;
}
