// Listings that a board takes page by page while the folder changes.

import { expect, it } from 'vitest';
import { Listings } from '../../../src/engine/board/mount/listings';

const of =
  (...names: string[]): (() => Promise<string[]>) =>
  () =>
    Promise.resolve(names);

it('goes through the names as they were, also where they are removed as they come', async () => {
  const listings = new Listings();
  expect(await listings.rest('/', '', of('c', 'a', 'b'))).toEqual(['c', 'a', 'b']);
  expect(await listings.rest('/', 'c', of('a', 'b'))).toEqual(['a', 'b']);
  expect(await listings.rest('/', 'a', of('new'))).toEqual(['b']);
});

it('is taken up from the folder itself when it was forgotten, as long as its place can be told', async () => {
  const listings = new Listings();
  await listings.rest('/', '', of('a', 'b'));
  for (let n = 0; n < 32; n++) await listings.rest(`/${String(n)}`, '', of('x'));
  expect(await listings.rest('/', 'a', of('a', 'b', 'c'))).toEqual(['b', 'c']);
  await expect(listings.rest('/', 'gone', of('a'))).rejects.toMatchObject({ code: 'EIO' });
});
