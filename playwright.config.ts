import { defineConfig } from 'playwright/test';

// Tests drive the built app in a real Electron. `npm test -- e2e` finds one, builds and gives it a display.
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 1, // each test has a window and the keyboard focus
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  // Electron 25 sometimes does not start or end in time (docs/testing.md); the report names a test that needed it.
  retries: process.env['CI'] ? 1 : 0,
  maxFailures: process.env['CI'] ? 10 : 0, // a broken build fails everything, each test after its time-out
  globalTimeout: 15 * 60_000,
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
