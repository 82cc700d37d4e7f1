/**
 * Projects: unit tests, which need no GPU; tests of the GPU in Node (on Mesa's lavapipe where the machine has none, or on SwiftShader), a few of
 * them on other lanes; the tests of kernels once more in Chromium, on SwiftShader; and once more on wgpu, in Deno (tests/wgpu/run.ts).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromium, webgpuOnSwiftShader } from './tests/setup/chromium.ts';
import { quickly } from './tests/setup/quickly.ts';
import { SlowestFirst } from './tests/setup/slowestFirst.ts';
import { onSwiftShader } from './tests/setup/swiftShader.ts';

const timeouts = { testTimeout: 300_000, hookTimeout: 300_000 };
/** For every project that runs on a GPU: work that a device refused fails the test. */
const setupFiles = ['tests/setup/refusals.ts'];
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Everything that there is, in the projects that otherwise take a part of it. */
const all = process.env.TEST_CASES === 'all';

const onGpu = 'tests/**/*.{gpu,wgpu}.test.ts';

/** Test files that put another module in the place of one: whoever has loaded it before them would keep it. */
const mocking = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .map((name) => `tests/${name.replaceAll(sep, '/')}`)
  .filter((path) => path.endsWith('.test.ts') && readFileSync(path, 'utf8').includes('vi.mock('));

/** Files share a process, which loads what they import once: that took 40 % of the processor time of all. */
const unit = (name: string, files: { include: string[]; exclude?: string[]; isolate: boolean }) => ({
  resolve: { alias: { webgpu: at('tests/setup/noGpu.ts') } },
  test: {
    name,
    ...files,
    pool: 'forks' as const,
    maxWorkers: 2,
    sequence: { groupOrder: 0 },
    ...timeouts,
  },
});

const inNode = (
  name: string,
  files: { include: string[]; exclude?: string[] },
  env: Record<string, string>,
) => ({
  test: {
    name,
    ...files,
    setupFiles,
    pool: 'forks' as const,
    // The GPU tests share one small machine: more at once only makes each slower.
    maxWorkers: 2,
    env,
    sequence: { groupOrder: 1 },
    ...timeouts,
  },
});

/** What compiles far longer than it computes, and does not depend on the adapter; of networks with few of tfjs's kernels. */
const compilingMost = [
  'tests/golden/small.gpu.test.ts',
  'tests/webgpu/{bareDevice,halvesEngine,taps,without}.gpu.test.ts',
];
const swiftShader = onSwiftShader();
const sparingIt =
  'VK_ICD_FILENAMES' in swiftShader
    ? { resolve: { alias: { webgpu: at('tests/setup/sparedDawn.ts') } } }
    : {};

/** Kernels that share weights between lanes, on subgroups of another width than the others are tested on. */
const onLanes = (lanes: number) => ({
  test: {
    name: `lanes-${lanes}`,
    setupFiles,
    include: [`tests/webgpu/${all ? '{convDirect,engine}' : 'convDirect'}.gpu.test.ts`],
    pool: 'forks' as const,
    maxWorkers: 2,
    env: {
      ...quickly,
      LP_NATIVE_VECTOR_WIDTH: `${32 * lanes}`,
      TEST_LANES: `${lanes}`,
      TEST_CASES: all ? 'all' : 'some',
    },
    sequence: { groupOrder: 1 },
    ...timeouts,
  },
});

/** Tests of single kernels; what whole networks compute takes minutes, and stands in tests/wgpu in short. */
const onWgpu = [
  'tests/webgpu/{conv*,halves,halvesConv,reductions,gemm,norm,shortcut,optimizer,augment,refusals}.gpu.test.ts',
];
/** The tests of the tuner and of subgroups want subgroups, which wgpu does not offer. */
const allOnWgpu = ['tests/webgpu/!(tuner|subgroups).gpu.test.ts', 'tests/golden/small*.gpu.test.ts'];

/** What these hold does not depend on the adapter, and compiling whole networks takes long in Chromium. */
const notInChromium = ['tests/webgpu/{bareDevice,compile,halvesEngine,taps,without}.gpu.test.ts'];

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      unit('unit', { include: ['tests/**/*.test.{ts,tsx}'], exclude: [onGpu, ...mocking], isolate: false }),
      unit('unit-apart', { include: mocking, isolate: true }),
      inNode('gpu', { include: ['tests/**/*.gpu.test.ts'], exclude: compilingMost }, quickly),
      { ...sparingIt, ...inNode('swiftshader', { include: compilingMost }, { ...quickly, ...swiftShader }) },
      onLanes(8),
      onLanes(16),
      {
        // The same test files on the other adapter.
        resolve: { alias: [{ find: './node.ts', replacement: at('tests/webgpu/browser.ts') }] },
        // Found only while running otherwise, and then the page reloads in the middle of a test.
        optimizeDeps: { include: ['@tensorflow/tfjs-core/dist/register_all_gradients.js'] },
        test: {
          name: 'chromium',
          setupFiles,
          include: ['tests/webgpu/*.gpu.test.ts'],
          exclude: notInChromium,
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
      {
        // The same test files on another implementation of WebGPU.
        resolve: {
          alias: [{ find: /^(\.|\.\.\/webgpu)\/node\.ts$/, replacement: at('tests/webgpu/browser.ts') }],
        },
        test: {
          name: 'wgpu',
          setupFiles,
          include: ['tests/wgpu/*.wgpu.test.ts', ...(all ? allOnWgpu : onWgpu)],
          pool: 'forks',
          maxWorkers: 2,
          env: quickly,
          sequence: { groupOrder: 3 },
          ...timeouts,
        },
      },
    ],
  },
});
