// What Bluetooth devices call themselves. Anybody in reach of the radio chooses these texts, so they are cut and cleaned before
// a person, a terminal or an error sees them.

/** More than fits an advertisement (248 bytes for a name that was read). */
const MAX_LENGTH = 64;
/** More names than this in one sentence help nobody. */
const MAX_LISTED = 8;

/** Control and formatting characters become one blank, so that a name can neither move a cursor nor turn the text around. */
export function cleanName(text: string): string {
  const visible = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return Array.from(visible).slice(0, MAX_LENGTH).join('');
}

/** `a, b, c and 4 more` */
export function listNames(names: readonly string[]): string {
  const more = names.length - MAX_LISTED;
  const listed = names.slice(0, MAX_LISTED).join(', ');
  return more > 0 ? `${listed} and ${more} more` : listed;
}
