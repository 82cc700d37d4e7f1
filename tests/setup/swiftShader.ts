/**
 * Chromium's software adapter as a Vulkan driver for Dawn in Node: it compiles our kernels in less than half of the time that Mesa's takes, and runs
 * tfjs's several times slower.
 */
import { existsSync } from 'node:fs';

const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/** Where there is a graphics card, the tests are to run on that. */
const cards = ['/dev/dri', '/dev/nvidia0'];

/** The environment that chooses it; nothing where it is not there. */
export function onSwiftShader(): Record<string, string> {
  const file = folders.map((folder) => `${folder}/vk_swiftshader_icd.json`).find((path) => existsSync(path));
  return file && !cards.some((path) => existsSync(path)) ? { VK_ICD_FILENAMES: file } : {};
}
