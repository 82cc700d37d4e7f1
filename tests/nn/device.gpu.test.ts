/** Which device is chosen, what it is called and why, in Node; the browser's own paths are in tests/e2e. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findLavapipe, installNodeWebGpu, type NodeWebGpu } from '../../src/cli/nodeWebGpu.ts';
import * as tf from '../../src/nn/tf.ts';
import { noticeOf } from '../../src/problems/index.ts';
import { adapterName, isSoftwareAdapter, type OpenedDevice, openDevice } from '../../src/trainer/device.ts';

let gpu: NodeWebGpu;
let opened: OpenedDevice | undefined;
beforeAll(async () => {
  gpu = await installNodeWebGpu();
});
afterEach(() => {
  opened?.close();
  opened = undefined;
});
afterAll(() => gpu.release());

/** Limits as a plain object: a native one gives them from its prototype. */
const limitsOf = (limits: GPUSupportedLimits): Record<string, number | undefined> => {
  const names = Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(limits)));
  const numbers = names.map((name) => [name, (limits as unknown as Record<string, unknown>)[name]]);
  return Object.fromEntries(numbers.filter(([, value]) => typeof value === 'number'));
};

const oneSentence = /^[A-Z][^\n]*[^.]\.$/;

describe('openDevice', () => {
  test('takes WebGPU where there is an adapter', async () => {
    opened = await openDevice();
    console.info(`WebGPU adapter: ${opened.info.name}`);
    expect(opened.info.backend).toBe('webgpu');
    expect(opened.info.name).not.toBe('');
    expect(noticeOf(opened.info.reason)).toMatch(oneSentence);
    expect(noticeOf(opened.info.reason)).toContain(opened.info.name);
    expect(tf.getBackend()).toBe('webgpu');
    expect(tf.engine().backend.floatPrecision()).toBe(32);
  });

  test('takes it in a browser like Chrome 113, whose adapters have no info and know fewer limits', async () => {
    const real = navigator.gpu;
    const adapter = (await real.requestAdapter())!;
    const { vendor } = adapter.info;
    let asked: GPUDeviceDescriptor = {};
    // Own properties only: what a native object's prototype has is not there.
    const earlier = {
      features: adapter.features,
      limits: { ...limitsOf(adapter.limits), maxComputeWorkgroupsPerDimension: undefined },
      requestAdapterInfo: async () => ({ vendor }),
      requestDevice: (wanted: GPUDeviceDescriptor) => {
        asked = wanted;
        return adapter.requestDevice(wanted);
      },
    };
    Object.defineProperty(navigator, 'gpu', {
      value: { requestAdapter: async () => earlier },
      configurable: true,
      writable: true,
    });
    try {
      opened = await openDevice();
      expect(opened.info).toMatchObject({ backend: 'webgpu', name: adapterName({ vendor }) });
      expect(asked.requiredLimits).not.toHaveProperty('maxComputeWorkgroupsPerDimension');
      expect(asked.requiredFeatures).not.toContain('timestamp-query');
    } finally {
      Object.defineProperty(navigator, 'gpu', { value: real, configurable: true, writable: true });
    }
  });

  test('can be closed and opened again', async () => {
    (await openDevice()).close();
    opened = await openDevice();
    expect(opened.info.backend).toBe('webgpu');
    expect(Array.from(await tf.tidy(() => tf.square(tf.range(0, 3000))).data())[2999]).toBe(2999 ** 2);
  });

  test('falls through with the reason when the adapter gives no device', async () => {
    opened = await openDevice({
      openWebGpu: () => Promise.reject(new Error('Out of memory.\nat somewhere')),
    });
    expect(opened.info.backend).toBe('cpu');
    expect(opened.info.software).toBe(true);
    expect(noticeOf(opened.info.reason)).toMatch(oneSentence);
    expect(noticeOf(opened.info.reason)).toContain('Out of memory');
    expect(noticeOf(opened.info.reason)).not.toContain('somewhere');
  });

  test('falls through when there is no adapter and when there is no WebGPU', async () => {
    const real = navigator.gpu;
    const put = (value: unknown) =>
      Object.defineProperty(navigator, 'gpu', { value, configurable: true, writable: true });
    try {
      put({ requestAdapter: async () => null });
      opened = await openDevice();
      expect(noticeOf(opened.info.reason)).toMatch(/no graphics adapter.*CPU/);
      opened.close();
      put(undefined);
      opened = await openDevice();
      expect(opened.info.backend).toBe('cpu');
      expect(noticeOf(opened.info.reason)).toMatch(/no WebGPU.*Chrome/);
      expect(noticeOf(opened.info.reason)).toMatch(oneSentence);
      expect(await tf.tidy(() => tf.add(1, 2)).data()).toEqual(Float32Array.of(3));
    } finally {
      put(real);
    }
  });
});

test.each([
  [{ vendor: 'apple', architecture: 'metal-3' }, 'Apple metal-3', false],
  [{ vendor: 'nvidia', architecture: 'ampere', description: '' }, 'NVIDIA ampere', false],
  [
    { vendor: 'nvidia', device: 'nvidia-h200', description: 'NVIDIA: 580.159.04 580.159.4.0' },
    'NVIDIA H200',
    false,
  ],
  [{ vendor: 'nvidia', device: 'nvidia-geforce-rtx-4070-ti' }, 'NVIDIA GeForce RTX 4070 TI', false],
  [{ vendor: 'amd', device: 'radeon-rx-7900-xtx', description: 'radv' }, 'AMD Radeon RX 7900 XTX', false],
  [{ vendor: 'intel', device: '0x9a49', description: 'D3D12 driver 31.0' }, 'D3D12 driver 31.0', false],
  [
    { vendor: 'mesa', device: 'llvmpipe-llvm-15-0-6-256-bits-', description: 'llvmpipe: Mesa 25.0.7' },
    'llvmpipe, Mesa 25.0.7',
    true,
  ],
  [{ vendor: 'google', architecture: 'swiftshader' }, 'Google SwiftShader', true],
  [{ vendor: 'x', isFallbackAdapter: true }, 'x', true],
  [{}, '', false],
])('an adapter with %o is called "%s"', (info, name, software) => {
  expect(adapterName(info)).toBe(name);
  expect(isSoftwareAdapter(info)).toBe(software);
});

test('lavapipe is found by its driver file, whatever the distribution calls it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'icd-'));
  try {
    expect(findLavapipe([folder, join(folder, 'missing')])).toBeUndefined();
    writeFileSync(join(folder, 'intel_icd.json'), '{}');
    expect(findLavapipe([folder])).toBeUndefined();
    writeFileSync(join(folder, 'lvp_icd.x86_64.json'), '{}');
    expect(findLavapipe([join(folder, 'missing'), folder])).toBe(join(folder, 'lvp_icd.x86_64.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
