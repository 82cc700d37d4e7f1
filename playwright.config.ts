/** The built page in a real browser: the system's Chromium, with WebGPU on its software adapter and without WebGPU. */
import { defineConfig } from '@playwright/test';
import { chromium, webgpuOnSwiftShader } from './tests/setup/chromium.ts';

const without = /without.*\.spec\.ts/;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './tests/e2e/build.ts',
  // Every run computes on all cores already.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { viewport: { width: 1440, height: 900 }, trace: 'retain-on-failure' },
  projects: [
    { name: 'webgpu', testIgnore: without, use: { launchOptions: chromium(webgpuOnSwiftShader) } },
    {
      name: 'no webgpu',
      testMatch: without,
      use: { launchOptions: chromium(['--disable-features=WebGPU']) },
    },
  ],
});
