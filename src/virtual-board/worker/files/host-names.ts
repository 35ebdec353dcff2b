// File names that the host cannot hold. A board's file system takes any name without a slash; Windows forbids some characters,
// a dot or space at the end, and the names of old devices. There such a name is stored with %XX in place of what is forbidden.
// Elsewhere names stay as they are.

// eslint-disable-next-line no-control-regex -- they are what is forbidden
const FORBIDDEN = /[\u0000-\u001f<>:"\\|?*]|[. ]$|^(?=(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))./gi;
/** What would be read as an escape must be escaped itself. */
const LOOKS_ESCAPED = /%(?=[0-9a-f]{2})/gi;
const ESCAPED = /%([0-9a-f]{2})/gi;

export function toHostName(name: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return name;
  return name.replace(LOOKS_ESCAPED, '%25').replace(FORBIDDEN, escape);
}

export function fromHostName(name: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return name;
  return name.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function escape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`;
}
