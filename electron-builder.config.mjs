// What electron-builder packs. scripts/package.mjs starts it and says which Electron.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const { ADDER_ELECTRON_DIST: dist, ADDER_ELECTRON_VERSION: version } = process.env;

/** What makes a bare Electron start any app; a package has its own. */
const ONLY_FOR_DEVELOPMENT = ['resources/default_app.asar', '.complete', 'version'];

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'org.adder.ide',
  productName: 'Adder',
  directories: { output: 'release', buildResources: 'build' },
  ...(dist && version ? { electronDist: dist, electronVersion: version } : {}),
  files: ['out/**', 'package.json', '!**/*.map'],
  // Native modules can't be loaded from the archive, and MicroPython's WebAssembly is read as a file by its worker.
  asarUnpack: ['**/*.node', '**/node_modules/@micropython/**'],
  npmRebuild: false, // all native modules bring builds that fit every Electron (Node-API)
  publish: null,
  afterExtract: ({ appOutDir }) => {
    for (const path of ONLY_FOR_DEVELOPMENT) rmSync(join(appOutDir, path), { force: true });
  },
  linux: {
    executableName: 'adder-ide',
    category: 'Development',
    synopsis: 'An IDE for MicroPython',
    maintainer: 'The Adder maintainers <adder-maintainers@users.noreply.example.org>',
    target: ['deb', 'tar.gz', 'AppImage'],
  },
  mac: { category: 'public.app-category.developer-tools', target: ['dmg'] },
  win: { target: ['nsis'] },
};
