// Listings of a mounted folder that a board takes page by page. Each goes through the names as they were when it began, in the order of the
// computer's file system, whatever is made and removed meanwhile: a program that removes what it is told of comes to an end and misses nothing.

import { MountError } from './errno';

/** A program that goes into folders while it lists has so many under way; an older one cannot be taken up again. */
const MOST = 32;

export class Listings {
  private readonly begun = new Map<string, readonly string[]>();

  /** The names behind this one; '' begins anew. */
  async rest(
    path: string,
    after: string,
    names: () => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    if (after !== '') {
      const known = this.begun.get(path) ?? (await names());
      const at = known.indexOf(after);
      if (at < 0) throw new MountError('EIO');
      return known.slice(at + 1);
    }
    const found = await names();
    this.end(path);
    this.begun.set(path, found);
    const [oldest] = this.begun.keys();
    if (this.begun.size > MOST && oldest !== undefined) this.begun.delete(oldest);
    return found;
  }

  end(path: string): void {
    this.begun.delete(path);
  }
}
