// The key to a display of our own, in the format of an Xauthority file: so only this user can open windows on it,
// read its screen or type into it.
import { randomBytes } from 'node:crypto';

/** "Any address": the display has no number yet when the key is made. */
const FAMILY_WILD = 0xffff;

/** @param {Buffer} bytes */
function counted(bytes) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** One entry: family, address, display number, name of the method, key. */
export function makeXauthority(key = randomBytes(16)) {
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_WILD);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), key];
  return Buffer.concat([family, ...fields.map(counted)]);
}
