// Names and messages from boards and disks are hostile: what cannot be seen, or turns the direction of what follows, is
// written out. Components show the result inside <bdi>.

const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Cs}]/gu;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** For one line: a name. */
export function visibleName(text: string): string {
  return text.replace(UNSEEN, escaped);
}

/** For several lines: a traceback or details. Line ends and tabs stay. */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(UNSEEN, (character) =>
      character === '\n' || character === '\t' ? character : escaped(character),
    );
}
