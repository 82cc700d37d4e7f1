/** The built page in a real browser: the system's Chromium, with WebGPU on its software adapter and without WebGPU. */
import { defineConfig } from '@playwright/test';

const quiet = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** SwiftShader stands in for the graphics card, so that a machine without one can run WebGPU. */
const webgpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const chromium = (args: string[]) => ({ launchOptions: { executablePath, args: [...quiet, ...args] } });
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
    { name: 'webgpu', testIgnore: without, use: chromium(webgpu) },
    { name: 'no webgpu', testMatch: without, use: chromium(['--disable-features=WebGPU']) },
  ],
});
