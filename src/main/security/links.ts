// Links that leave the app: only https, and only through the system's browser.

/** The address as the browser gets it, or undefined for one that must not be opened. */
export function safeExternalUrl(address: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  return url.href;
}
