// What a board prints without end is taken in pieces, between which there is time for a frame.

/** A small part of a frame's time, for the terminal and for the plotter. Bytes. */
const PIECE = 4096;

/** At least one, which is empty where there is nothing. */
export function pieces(bytes: Uint8Array): readonly [piece: Uint8Array, isLast: boolean][] {
  const count = Math.max(1, Math.ceil(bytes.length / PIECE));
  return Array.from({ length: count }, (_, index) => [
    bytes.subarray(index * PIECE, (index + 1) * PIECE),
    index === count - 1,
  ]);
}
