import { defineConfig } from 'playwright/test';
import { hasDisplay } from './scripts/display/has-display.mjs';

/** Measures how smooth the window is: nothing else may run beside it. */
const ALONE = 'flood.spec.ts';

// Tests drive the built app in a real Electron. `npm test -- e2e` finds one and builds; each worker makes itself a display.
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: hasDisplay() ? 1 : 2, // each has the keyboard focus of its display
  projects: [
    { name: 'alone', testMatch: ALONE },
    { name: 'window', testIgnore: ALONE, dependencies: ['alone'] },
  ],
  // Machines are noisy: what is waited for comes at once on a fast one, and ten times later on a busy one.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env['CI']),
  // Electron 25 sometimes does not start or end in time (docs/testing.md); the report names a test that needed it.
  retries: process.env['CI'] ? 1 : 0,
  maxFailures: process.env['CI'] ? 10 : 0, // a broken build fails everything, each test after its time-out
  globalTimeout: 30 * 60_000,
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
