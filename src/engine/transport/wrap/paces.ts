// The two paces of a lane: a line that is busy with one byte after the other, and a way that is long.

import type { Pace } from './lane';

/** `perByte` ms for each byte; idle, and no faster later, while there is none. One for each direction: it remembers. */
export function uart(perByte: number): Pace {
  let freeAt = 0;
  return (length, now) => {
    const begin = Math.max(now, freeAt);
    freeAt = begin + length * perByte;
    return { begin, perByte };
  };
}

/** Every byte is late by so many ms, and any number is on the way. */
export function latency(milliseconds: number): Pace {
  return (_length, now) => ({ begin: now + milliseconds, perByte: 0 });
}
