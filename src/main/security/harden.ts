// What no page of this app may do, set once for every session and every page, whoever made it: leave our own page, open
// windows, embed others, or get a permission or a device of the computer. The renderer needs none of these.

import { app, protocol, session, type Session } from 'electron';
import { APP_SCHEME, serveAppFile } from './app-files';
import type { Origin } from './origin';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true },
    },
  ]);
}

/** @param root the folder of the built window */
export function serveAppScheme(root: string): void {
  protocol.handle(APP_SCHEME, (request) => serveAppFile(root, request));
}

function denyPermissions(target: Session): void {
  target.setPermissionRequestHandler((_page, _permission, answer) => {
    answer(false);
  });
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.on('will-download', (happening) => {
    happening.preventDefault();
  });
}

function guardPage(page: Electron.WebContents, origin: Origin): void {
  const stay = (happening: Electron.Event, url: string): void => {
    // The dev server reloads its own page; the app's own page is loaded by us and never navigates.
    if (!origin.isOurs(url) || url !== page.getURL()) happening.preventDefault();
  };
  page.on('will-navigate', (happening, url) => {
    stay(happening, url);
  });
  page.on('will-redirect', (happening, url) => {
    stay(happening, url);
  });
  page.on('will-frame-navigate', (happening) => {
    if (!happening.isMainFrame) happening.preventDefault();
  });
  page.on('will-attach-webview', (happening) => {
    happening.preventDefault();
  });
  // Without a listener Electron takes the first device itself.
  page.on('select-bluetooth-device', (happening, _devices, answer) => {
    happening.preventDefault();
    answer('');
  });
  page.setWindowOpenHandler(() => ({ action: 'deny' }));
}

export function harden(origin: Origin): void {
  app.on('web-contents-created', (_event, page) => {
    guardPage(page, origin);
  });
  app.on('session-created', denyPermissions);
  denyPermissions(session.defaultSession);
}
