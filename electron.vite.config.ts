import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { deviceCode } from './scripts/vite/device-code.mjs';

// The oldest Electron that Adder runs in. electron-vite otherwise reads the installed `electron`
// package and emits ESM, which Electron 25 cannot load as its main script.
process.env['ELECTRON_MAJOR_VER'] = '25';

export default defineConfig({
  main: {
    plugins: [deviceCode()],
    build: {
      target: 'node18.15',
      sourcemap: true,
      outDir: 'out',
      externalizeDeps: true,
      rolldownOptions: {
        // The window's main process, the `adder` command and the library share the engine's chunks.
        input: {
          'main/index': resolve('src/main/index.ts'),
          'cli/adder': resolve('src/cli/adder.ts'),
          'cli/demo': resolve('src/cli/demo.ts'),
          'engine/index': resolve('src/engine/index.ts'),
        },
        output: {
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  },
  preload: {
    // A sandboxed preload is one CommonJS file that requires nothing but electron.
    build: { target: 'node18.15', sourcemap: true, externalizeDeps: false },
  },
  renderer: {
    plugins: [vue()],
    worker: { format: 'es' },
    build: { target: 'chrome114', sourcemap: true, minify: true },
  },
});
