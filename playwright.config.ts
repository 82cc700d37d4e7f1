/**
 * The built page in a real browser: the system's Chromium, with WebGPU on its software adapter and without WebGPU. Tests that
 * measure time carry the tag @timed; they are a project of their own, to be run with one worker when nothing else runs.
 */
import { defineConfig } from '@playwright/test';
import { chromium, sparingTheAdapter, webgpuOnSwiftShader } from './tests/setup/chromium.ts';

const without = /without.*\.spec\.ts/;
const timed = /@timed/;
const webgpu = { launchOptions: chromium([...webgpuOnSwiftShader, ...sparingTheAdapter]) };

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/setup/builtPage.ts',
  fullyParallel: true,
  // A page waits for its worker, and its worker for the device: two pages use what one leaves.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    // It would answer what tests change on its way; those of the page without a network allow it.
    serviceWorkers: 'block',
    // A failed test leaves what its page said at the end, and a picture of it. What the page was at each step is recorded where it is
    // asked for (`--trace on`): that takes a twentieth of the time.
    screenshot: 'only-on-failure',
  },
  // In this order: the last to come are short, so that at the end no worker waits long for the other.
  projects: [
    {
      name: 'no webgpu',
      outputDir: 'test-results/e2e',
      testMatch: without,
      use: { launchOptions: chromium([], ['WebGPU']) },
    },
    { name: 'webgpu', outputDir: 'test-results/e2e', testIgnore: without, grepInvert: timed, use: webgpu },
    // The output of a run is cleared by the next of the same folder.
    {
      name: 'timed',
      outputDir: 'test-results/timed',
      grep: timed,
      use: { launchOptions: chromium(webgpuOnSwiftShader) },
    },
  ],
});
