// What electron-builder packs. scripts/package.mjs starts it and says which Electron.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const { ADDER_ELECTRON_DIST: dist, ADDER_ELECTRON_VERSION: version } = process.env;

/** What makes a bare Electron start any app; a package has its own. */
const ONLY_FOR_DEVELOPMENT = ['resources/default_app.asar', '.complete', 'version'];

/** What native modules bring for systems that have no build of them. */
const ONLY_TO_COMPILE = [
  '!**/node_modules/webbluetooth/{SimpleBLE,lib,src,docs,examples,test}/**',
  '!**/node_modules/{cmake-js,node-addon-api,node-api-headers}/**',
];

/**
 * Leaves out native modules of other systems, which packages bring for all.
 *
 * @param {string[]} others
 */
function without(...others) {
  return [`!**/prebuilds/*{android,${others.join(',')}}-*/**`];
}

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'org.adder.ide',
  productName: 'Adder',
  directories: { output: 'release', buildResources: 'build' },
  ...(dist && version ? { electronDist: dist, electronVersion: version } : {}),
  files: [
    'out/**',
    'package.json',
    'resources/licences/**',
    '!out/{engine,api}/**', // for programs that import the engine
    '!**/*.map',
    '!**/bindings-cpp/src/**',
    ...ONLY_TO_COMPILE,
  ],
  // Native modules can't be loaded from the archive, and WebAssembly is read as a file by its worker.
  asarUnpack: ['**/*.node', '**/node_modules/{@micropython,@pybricks}/**'],
  npmRebuild: false, // all native modules bring builds that fit every Electron (Node-API)
  publish: null,
  afterExtract: ({ appOutDir }) => {
    for (const path of ONLY_FOR_DEVELOPMENT) rmSync(join(appOutDir, path), { force: true });
  },
  linux: {
    files: without('darwin', 'win32'),
    executableName: 'adder-ide',
    category: 'Development',
    synopsis: 'An IDE for MicroPython',
    maintainer: 'The Adder maintainers <adder-maintainers@users.noreply.example.org>',
    target: ['deb', 'tar.gz', 'AppImage'],
  },
  mac: {
    files: without('linux', 'win32'),
    category: 'public.app-category.developer-tools',
    // Without it macOS ends a program that uses Bluetooth.
    extendInfo: { NSBluetoothAlwaysUsageDescription: 'Adder talks to boards by Bluetooth.' },
    target: ['dmg'],
  },
  win: { files: without('darwin', 'linux'), target: ['nsis'] },
};
