// What is typed into the form for a board in the network, as an address, or what is wrong with each field.

import { isAdderError, type AdderError, type ErrorCode } from '../../../shared/errors';
import { linkAddress, parseAddress, printAddress, withBaudRate } from '../../../shared/address';

export const NETWORK_KINDS = ['ws', 'tcp', 'rfc2217'] as const;
export type NetworkKind = (typeof NETWORK_KINDS)[number];

export const FIELDS = ['host', 'port', 'speed'] as const;
export type NetworkField = (typeof FIELDS)[number];

/** As typed. */
export interface NetworkDraft {
  readonly kind: NetworkKind;
  readonly host: string;
  readonly port: string;
  readonly speed: string;
}

/** The keys of the catalogue. */
export type NetworkFaults = Readonly<Partial<Record<NetworkField, string>>>;

/** Where each kind usually listens; bridges have no such custom. */
export const USUAL_PORTS: Readonly<Record<NetworkKind, string>> = {
  ws: '8266',
  tcp: '23',
  rfc2217: '2217',
};

export const USUAL_SPEED = '115200';
const MOST_SPEED = 12_000_000;

/** Only RFC 2217 sets the speed of the line. */
export function hasSpeed(kind: NetworkKind): boolean {
  return kind === 'rfc2217';
}

export function faultsOf(draft: NetworkDraft): NetworkFaults {
  const host = hostFault(draft.host.trim());
  const port = wholeWithin(draft.port, 65_535) ? undefined : 'network.portFault';
  const speed =
    !hasSpeed(draft.kind) || wholeWithin(draft.speed, MOST_SPEED)
      ? undefined
      : 'network.speedFault';
  return {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(speed !== undefined && { speed }),
  };
}

/** The canonical address; undefined while something is wrong. */
export function networkAddress(draft: NetworkDraft): string | undefined {
  if (Object.keys(faultsOf(draft)).length > 0) return undefined;
  const host = plainHost(draft.host.trim());
  const port = Number(draft.port);
  if (draft.kind === 'ws')
    return printAddress(linkAddress({ kind: 'ws', secure: false, host, port, path: '/' }));
  const address = linkAddress({ kind: draft.kind, host, port });
  const speed = hasSpeed(draft.kind) ? Number(draft.speed) : undefined;
  return printAddress(withBaudRate(address, speed));
}

function hostFault(text: string): string | undefined {
  if (text === '') return 'network.hostEmpty';
  if (/[/@\s]/.test(text)) return 'network.hostPath';
  if (/^[^:]+:\d*$/.test(text)) return 'network.hostPort';
  try {
    parseAddress(`tcp:${text.includes(':') ? `[${plainHost(text)}]` : text}:1`);
    return undefined;
  } catch (error) {
    if (isAdderError(error, 'bad-address')) return 'network.hostFault';
    throw error;
  }
}

/** In lower case, an IPv6 address without brackets: as the grammar of addresses has it. */
function plainHost(text: string): string {
  return text.replace(/^\[(.*)\]$/, '$1').toLowerCase();
}

function wholeWithin(text: string, most: number): boolean {
  const number = Number(text);
  return /^\d{1,9}$/.test(text.trim()) && number >= 1 && number <= most;
}

const FIELD_OF: Readonly<Partial<Record<ErrorCode, NetworkField>>> = {
  'host-not-found': 'host',
  'host-unreachable': 'host',
  'host-timeout': 'host',
  'host-refused': 'port',
  'no-webrepl': 'port',
  'no-rfc2217': 'port',
  'bad-baud-rate': 'speed',
};

/** The field that an error of connecting is about. */
export function fieldOf({ code }: AdderError): NetworkField | undefined {
  return FIELD_OF[code];
}
