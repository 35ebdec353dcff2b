// Inputs for a machine: what boards really said, damaged, cut and mixed with what only a broken one would say.

import fc from 'fast-check';

/** Text, one character a byte, so that what failed is readable; and events. */
export type Script = readonly (string | { readonly event: 'timeout' | 'interrupt' })[];

/** These pieces in some order, with some damage, cut into packets. */
export function packets(pieces: readonly string[]): fc.Arbitrary<string[]> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: byte, maxLength: 30 }) },
  );
  const damaged = fc
    .record({ piece, damage: fc.option(damage, { freq: 3 }) })
    .map(({ piece, damage }) => (damage ? apply(piece, damage) : piece));
  return fc
    .record({
      parts: fc.array(damaged, { maxLength: 8 }),
      cuts: fc.array(fc.nat(400), { maxLength: 6 }),
    })
    .map(({ parts, cuts }) => cut(parts.join(''), cuts));
}

export function scripts(pieces: readonly string[]): fc.Arbitrary<Script> {
  const event = fc.constantFrom('timeout' as const, 'timeout' as const, 'interrupt' as const);
  const events = fc.array(fc.record({ at: fc.nat(12), event }), { maxLength: 6 });
  return fc.record({ packets: packets(pieces), events }).map(({ packets, events }) => {
    const script: (string | { event: 'timeout' | 'interrupt' })[] = [...packets];
    for (const { at, event } of events) script.splice(at, 0, { event });
    return script;
  });
}

const byte = fc.nat(255).map((code) => String.fromCharCode(code));

type Damage =
  | { readonly kind: 'drop' | 'dup' | 'end'; readonly at: number }
  | { readonly kind: 'flip'; readonly at: number; readonly mask: number };

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constantFrom('drop', 'dup', 'end'), at: fc.nat(300) }),
  fc.record({
    kind: fc.constant('flip' as const),
    at: fc.nat(300),
    mask: fc.integer({ min: 1, max: 255 }),
  }),
);

function apply(text: string, damage: Damage): string {
  if (text === '') return text;
  const at = damage.at % text.length;
  const [before, here, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  switch (damage.kind) {
    case 'drop':
      return before + after;
    case 'dup':
      return before + here + here + after;
    case 'end':
      return before;
    case 'flip':
      return before + String.fromCharCode(here.charCodeAt(0) ^ damage.mask) + after;
  }
}

export function cut(text: string, places: readonly number[]): string[] {
  const sorted = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  const packets: string[] = [];
  let from = 0;
  for (const end of [...sorted, text.length]) {
    if (end > from) packets.push(text.slice(from, end));
    from = Math.max(from, end);
  }
  return packets;
}
