// The kinds of links an address can name, how each is spelled, and what it may contain. Adding a kind is one entry in the
// union, one in SCHEMES and one in `printLink`. Wrappers before a link are address.ts's.

import { badAddress, decodeValue, encodeValue } from './address-text';

/**
 * Where a board is, without what stands before it: a serial port by its path; one by the serial number of what is plugged in; a host and its
 * port (1..65535); a Bluetooth device by name or id; the command line of a program; the name of a virtual board; the file of a recording.
 */
export type LinkAddress =
  | { readonly kind: 'serial'; readonly path: string }
  /** A serial port by the serial number of what is plugged in, wherever the system puts it. */
  | { readonly kind: 'serial-id'; readonly serialNumber: string }
  /** `host` is in lower case; an IPv6 address has no brackets here. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'rfc2217'; readonly host: string; readonly port: number }
  /** WebREPL. `path` begins with a slash. */
  | {
      readonly kind: 'ws';
      readonly secure: boolean;
      readonly host: string;
      readonly port: number;
      readonly path: string;
    }
  | { readonly kind: 'ble'; readonly device: string }
  /** `command` is split into words when it is started; no shell sees it. */
  | { readonly kind: 'process'; readonly command: string }
  | { readonly kind: 'virtual'; readonly name: string }
  | { readonly kind: 'replay'; readonly file: string };

/** The port of the firmware's WebREPL; also behind TLS, so that adding an `s` changes nothing else. */
const WEBREPL_PORT = 8266;
const DEFAULT_BOARD = 'default';

type LinkParser = (rest: string) => LinkAddress;

const SCHEMES = new Map<string, LinkParser>(
  Object.entries<LinkParser>({
    serial: (rest) => ({ kind: 'serial', path: portPath(rest) }),
    port: (rest) => ({ kind: 'serial', path: portPath(rest) }),
    id: (rest) => ({ kind: 'serial-id', serialNumber: filled(rest, 'id:SERIALNUMBER') }),
    tcp: (rest) => ({ kind: 'tcp', ...endpoint(rest, 'tcp:HOST:PORT') }),
    socket: (rest) => ({ kind: 'tcp', ...endpoint(rest, 'socket://HOST:PORT') }),
    rfc2217: (rest) => ({ kind: 'rfc2217', ...endpoint(rest, 'rfc2217:HOST:PORT') }),
    ws: (rest) => webSocket(rest, false),
    wss: (rest) => webSocket(rest, true),
    ble: (rest) => ({ kind: 'ble', device: filled(rest, 'ble:NAME-OR-ID') }),
    process: (rest) => ({ kind: 'process', command: command(rest) }),
    virtual: (rest) => ({ kind: 'virtual', name: boardName(rest === '' ? DEFAULT_BOARD : rest) }),
  }),
);

const REPLAY = /^replay=(.*)$/is;
const SCHEME = /^([a-z][a-z0-9]*):(.*)$/is;

/** Does it begin with a scheme that is known? A bare path does not. */
export function beginsLink(text: string): boolean {
  const [, scheme = ''] = SCHEME.exec(text) ?? [];
  return REPLAY.test(text) || SCHEMES.has(scheme.toLowerCase());
}

export function parseLink(text: string): LinkAddress {
  if (isBarePath(text)) return { kind: 'serial', path: portPath(text) };
  const replay = REPLAY.exec(text);
  if (replay) return { kind: 'replay', file: replayFile(replay[1] ?? '') };
  const [, scheme = '', rest = ''] = SCHEME.exec(text) ?? [];
  const parse = SCHEMES.get(scheme.toLowerCase());
  if (scheme === '')
    throw badAddress(`"${text}" has no scheme such as "virtual:", and is no path of a port.`);
  if (!parse) throw badAddress(`"${scheme}:" is not one of ${[...SCHEMES.keys()].join(', ')}.`);
  return parse(rest);
}

export function printLink(link: LinkAddress): string {
  switch (link.kind) {
    case 'serial':
      return `serial:${link.path}`;
    case 'serial-id':
      return `id:${link.serialNumber}`;
    case 'tcp':
    case 'rfc2217':
      return `${link.kind}:${bracketed(link.host)}:${link.port}`;
    case 'ws':
      return (
        `${link.secure ? 'wss' : 'ws'}:${bracketed(link.host)}:${link.port}` +
        (link.path === '/' ? '' : link.path)
      );
    case 'ble':
      return `ble:${link.device}`;
    case 'process':
      return `process:${link.command}`;
    case 'virtual':
      return `virtual:${link.name}`;
    case 'replay':
      return `replay=${encodeValue(link.file)}`;
  }
}

// ---- ports -----------------------------------------------------------------------------------------------------

/** `/dev/ttyACM0`, `COM3`, `\\.\COM12` */
function isBarePath(text: string): boolean {
  return /^(\/|\\\\|com\d+$)/i.test(text);
}

function portPath(text: string): string {
  const windows = /^(?:\\\\\.\\)?(com\d+)$/i.exec(text);
  return windows?.[1]?.toUpperCase() ?? filled(text, 'serial:PORT');
}

// ---- names and files -------------------------------------------------------------------------------------------

function filled(text: string, form: string): string {
  if (text === '') throw badAddress(`Something is missing: ${form}`);
  return text;
}

function command(text: string): string {
  if (text.trim() === '') throw badAddress('Something is missing: process:COMMAND LINE');
  return text;
}

function replayFile(text: string): string {
  if (text.includes('+'))
    throw badAddress('"replay=" is a link itself; a "+" in the name of its file is written %2B.');
  return filled(decodeValue(text), 'replay=FILE');
}

/**
 * A board's name becomes the name of a folder, on any system: no separators, no dot at an end, and none of the names that
 * are devices on Windows whatever follows their dot.
 */
function boardName(text: string): string {
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(text) || text.endsWith('.'))
    throw badAddress(
      'The name of a virtual board has 1 to 64 letters, digits, "-", "_" and ".", ' +
        'begins with a letter or digit and does not end with a dot.',
    );
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(text))
    throw badAddress(`"${text}" is the name of a device on Windows.`);
  return text;
}

// ---- hosts -----------------------------------------------------------------------------------------------------

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

function endpoint(rest: string, form: string): Endpoint {
  const [, host, port] = /^(?:\/\/)?(\[[^\]]*\]|[^:[\]/]*):(\d+)$/.exec(rest) ?? [];
  if (host === undefined || port === undefined) throw badAddress(`It is written ${form}`);
  return { host: hostName(host), port: portNumber(port) };
}

function webSocket(rest: string, secure: boolean): LinkAddress {
  const [, host, port, path = '/'] =
    /^(?:\/\/)?(\[[^\]]*\]|[^:[\]/]*)(?::(\d+))?(\/\S*)?$/.exec(rest) ?? [];
  if (host === undefined)
    throw badAddress(`It is written ${secure ? 'wss' : 'ws'}:HOST, HOST:PORT or HOST:PORT/PATH`);
  return {
    kind: 'ws',
    secure,
    host: hostName(host),
    port: port === undefined ? WEBREPL_PORT : portNumber(port),
    path,
  };
}

function hostName(text: string): string {
  const host = text.toLowerCase();
  const inBrackets = /^\[(.*)\]$/.exec(host)?.[1];
  if (inBrackets !== undefined) {
    if (/^[0-9a-f:.]{2,45}(%[a-z0-9._-]+)?$/.test(inBrackets) && inBrackets.split(':').length > 2)
      return inBrackets;
    throw badAddress(`"${text}" is not an IPv6 address.`);
  }
  if (/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?\.?$/.test(host) && host.length <= 253) return host;
  throw badAddress(`"${text}" is not the name of a host. An IPv6 address stands in brackets.`);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (port < 1 || port > 65535) throw badAddress(`"${text}" is not a port from 1 to 65535.`);
  return port;
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
