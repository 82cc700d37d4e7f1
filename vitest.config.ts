/** Unit and GPU tests in Node (Mesa's lavapipe), and the tests of kernels once more in Chromium (SwiftShader). */
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromium, webgpuOnSwiftShader } from './tests/setup/chromium.ts';

const timeouts = { testTimeout: 300_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['tests/**/*.test.{ts,tsx}'],
          pool: 'forks',
          // The GPU tests share one small machine: more at once only makes each slower.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          ...timeouts,
        },
      },
      {
        resolve: {
          // The same test files on the other adapter.
          alias: [
            {
              find: './node.ts',
              replacement: fileURLToPath(new URL('tests/webgpu/browser.ts', import.meta.url)),
            },
          ],
        },
        // Found only while running otherwise, and then the page reloads in the middle of a test.
        optimizeDeps: { include: ['@tensorflow/tfjs-core/dist/register_all_gradients.js'] },
        test: {
          name: 'chromium',
          include: ['tests/webgpu/*.test.ts'],
          // Pure book-keeping, which needs no adapter.
          exclude: ['tests/webgpu/{plan,tiles}.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
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
