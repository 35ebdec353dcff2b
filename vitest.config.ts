import { availableParallelism } from 'node:os';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { deviceCode } from './scripts/vite/device-code.mjs';
import { modulePath } from './scripts/vite/module-path.mjs';

const plugins = [deviceCode(), modulePath()];

const CORES = availableParallelism();

export default defineConfig({
  test: {
    restoreMocks: true,
    maxWorkers: CORES, // Vitest leaves one idle, which is half of a small machine
    coverage: {
      provider: 'v8',
      // `npm run coverage`: what is left out, and why, stands in docs/testing.md.
      include: ['src/engine/**/*.ts'],
      exclude: ['**/*.d.ts'],
      thresholds: { lines: 95, branches: 90 },
      reporter: [
        ['text', { skipFull: true, skipEmpty: true, maxCols: 140 }],
        'text-summary',
        'html',
        'json-summary',
      ],
      reportsDirectory: 'coverage',
      reportOnFailure: true,
    },
    projects: [
      {
        plugins: [vue(), ...plugins],
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000, // some have the linter or the renderer read much, and machines are busy
        },
      },
      {
        plugins,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          maxWorkers: Math.max(3, CORES), // most of them wait: for a line, a deadline, another program
          sequence: { groupOrder: 1 }, // another number of workers cannot run at the same time (`npm run coverage`)
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins,
        test: {
          name: 'fuzz',
          include: ['tests/fuzz/short.test.ts', 'tests/fuzz/recordings.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        plugins,
        test: {
          name: 'fuzz-long',
          include: ['tests/fuzz/long.test.ts'],
          environment: 'node',
          testTimeout: 3600_000,
          disableConsoleIntercept: true,
        },
      },
      {
        plugins,
        test: {
          name: 'faults',
          include: ['tests/faults/{short,power,packages,romfs}.test.ts'],
          environment: 'node',
          testTimeout: 300_000,
        },
      },
      {
        plugins,
        test: {
          name: 'faults-long',
          include: ['tests/faults/long.test.ts'],
          environment: 'node',
          testTimeout: 6 * 3600_000,
          disableConsoleIntercept: true,
        },
      },
    ],
  },
});
