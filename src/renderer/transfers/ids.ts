/** A name for a transfer that no other one has. */
export function transferId(): string {
  return crypto.randomUUID();
}
