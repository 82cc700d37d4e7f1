/**
 * Three projects: unit tests, which need no GPU; tests of the GPU in Node (on Mesa's lavapipe where the machine has none);
 * and the tests of kernels once more in Chromium, on SwiftShader.
 */
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromium, webgpuOnSwiftShader } from './tests/setup/chromium.ts';
import { SlowestFirst } from './tests/setup/slowestFirst.ts';

const timeouts = { testTimeout: 300_000, hookTimeout: 300_000 };
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        resolve: { alias: { webgpu: at('tests/setup/noGpu.ts') } },
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/**/*.gpu.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          ...timeouts,
        },
      },
      {
        test: {
          name: 'gpu',
          include: ['tests/**/*.gpu.test.ts'],
          pool: 'forks',
          // The GPU tests share one small machine: more at once only makes each slower.
          maxWorkers: 2,
          // Mesa's software driver compiles without optimizing: most kernels here run once or twice and compile for seconds.
          env: { GALLIVM_PERF: 'nopt' },
          sequence: { groupOrder: 1 },
          ...timeouts,
        },
      },
      {
        // The same test files on the other adapter.
        resolve: { alias: [{ find: './node.ts', replacement: at('tests/webgpu/browser.ts') }] },
        // Found only while running otherwise, and then the page reloads in the middle of a test.
        optimizeDeps: { include: ['@tensorflow/tfjs-core/dist/register_all_gradients.js'] },
        test: {
          name: 'chromium',
          include: ['tests/webgpu/*.gpu.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromium(webgpuOnSwiftShader) }),
            instances: [{ browser: 'chromium' }],
          },
          ...timeouts,
        },
      },
    ],
  },
});
