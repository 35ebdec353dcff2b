// Starts the app that the command line names. An official Electron brings a script like this in
// resources/default_app.asar; the fallback Electron was packed with an app of its own and has none.
//   electron [-v | --version] [-r FILE | --require FILE] [--option[=VALUE]] PATH
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve } = require('node:path');
const { app } = require('electron');

/** @param {string[]} args */
function parse(args) {
  /** @type {{ version: boolean, preload: string[], target: string | undefined }} */
  const parsed = { version: false, preload: [], target: undefined };
  const rest = [...args];
  while (rest.length > 0 && parsed.target === undefined) {
    const arg = rest.shift() ?? '';
    if (arg === '-v' || arg === '--version') parsed.version = true;
    else if (arg === '-r' || arg === '--require') parsed.preload.push(rest.shift() ?? '');
    else if (!arg.startsWith('-')) parsed.target = arg;
  }
  return parsed;
}

/** @param {string} target a folder with a package.json, or a script */
function startApp(target) {
  const folder = resolve(target);
  const manifestFile = join(folder, 'package.json');
  // So that Electron's own and other packages' "is this development?" checks say yes.
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  let appPath = folder;
  if (existsSync(manifestFile)) {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    app.setName(manifest.productName || manifest.name);
    if (manifest.version) app.setVersion(manifest.version);
    if (manifest.desktopName) app.setDesktopName(manifest.desktopName);
  } else {
    appPath = dirname(require.resolve(folder));
  }
  app.setAppPath(appPath);
  Module._load(require.resolve(folder), null, true);
}

const { version, preload, target } = parse(process.argv.slice(1));
if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
// Playwright hooks itself in this way, before the app's own code.
if (preload.length > 0) Module._preloadModules(preload);
if (target === undefined) {
  console.error('usage: electron [options] PATH');
  process.exit(1);
}
try {
  startApp(target);
} catch (error) {
  console.error(error);
  process.exit(1);
}
