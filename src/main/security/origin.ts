// Which addresses are our own page: the app's scheme, and in development the dev server.

import { APP_ORIGIN, APP_PAGE } from './app-files';

export interface Origin {
  /** What the window loads. */
  readonly page: string;
  readonly isOurs: (url: string) => boolean;
}

/** @param devServer its address, or nothing; a packaged app never has one */
export function makeOrigin(devServer?: string): Origin {
  if (!devServer) return { page: APP_PAGE, isOurs: (url) => url.startsWith(`${APP_ORIGIN}/`) };
  const { origin } = new URL(devServer);
  return { page: devServer, isOurs: (url) => url.startsWith(`${origin}/`) };
}
