/**
 * WebGPU for Node: puts Dawn's `navigator.gpu` in place, and on a machine without a GPU finds Mesa's software Vulkan
 * (lavapipe) by itself. Call before anything opens a device; release at the end, else the process never ends.
 */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restBetweenPolls } from './restfulPolling.ts';

export interface NodeWebGpu {
  /** Takes `navigator.gpu` away again: Dawn keeps the process alive for as long as it can be reached. */
  release(): void;
}

/** Dawn rounds timestamps to 65 µs so that pages cannot spy by them: longer than most kernels take on a graphics card. */
const flags = ['disable-dawn-features=timestamp_quantization'];

/** There is no WebGPU adapter on this machine. The message says what to install. */
class NoAdapterError extends Error {
  override name = 'NoAdapterError';
}

const install =
  'on Debian 13 or Ubuntu 24.04 run "sudo apt-get install -y mesa-vulkan-drivers", on Debian 12 (whose own Mesa is too ' +
  'old) enable bookworm-backports and run "sudo apt-get install -y -t bookworm-backports mesa-vulkan-drivers".';

const icdFolders = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];

/** The Vulkan loader's description file of lavapipe, such as `lvp_icd.json` or `lvp_icd.x86_64.json`. */
export function findLavapipe(folders: readonly string[] = icdFolders): string | undefined {
  for (const folder of folders) {
    try {
      const file = readdirSync(folder).find((name) => name.startsWith('lvp_icd') && name.endsWith('.json'));
      if (file) return join(folder, file);
    } catch {
      // A folder that is not there holds no driver.
    }
  }
  return undefined;
}

/** The Vulkan loader reads its environment anew for every instance, so this works within a running process. */
function preferLavapipe(): boolean {
  const file = findLavapipe();
  if (!file || process.env.VK_ICD_FILENAMES || process.env.VK_DRIVER_FILES) return false;
  process.env.VK_ICD_FILENAMES = file;
  process.env.XDG_RUNTIME_DIR ??= tmpdir();
  return true;
}

function setNavigatorGpu(gpu: GPU | undefined): void {
  // Node 20 has no navigator, later ones have one without `gpu`.
  if (typeof globalThis.navigator === 'undefined') {
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true, writable: true });
  }
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true, writable: true });
}

/**
 * Puts `navigator.gpu` and the WebGPU globals in place.
 * @throws NoAdapterError with one sentence when the machine has no adapter at all.
 */
export async function installNodeWebGpu(): Promise<NodeWebGpu> {
  let dawn: typeof import('webgpu');
  try {
    dawn = await import('webgpu');
  } catch {
    throw new NoAdapterError(
      `The "webgpu" package has no build for this machine (${process.platform}-${process.arch}), so nothing can train here: use the page in a browser.`,
    );
  }
  Object.assign(globalThis, dawn.globals);
  restBetweenPolls(dawn.globals as unknown as Parameters<typeof restBetweenPolls>[0]);
  const options = { powerPreference: 'high-performance' } as const;

  let gpu = dawn.create(flags);
  if (!(await gpu.requestAdapter(options)) && preferLavapipe()) gpu = dawn.create(flags);
  if (!(await gpu.requestAdapter(options))) {
    const hint = process.platform === 'linux' ? install : 'update the graphics driver.';
    throw new NoAdapterError(`No GPU and no software Vulkan was found: ${hint}`);
  }
  setNavigatorGpu(gpu);
  return { release: () => setNavigatorGpu(undefined) };
}
