// The pages of the help, in their order. Their words are in the catalogue under `help.topics`: a title, and paragraphs parted by
// empty lines. They need no network.

export const TOPICS = [
  'start',
  'run',
  'boards',
  'notFound',
  'files',
  'saved',
  'console',
  'powerOn',
  'keyboard',
  'trouble',
] as const;
export type Topic = (typeof TOPICS)[number];
