/** How every test starts the system's Chromium: quietly, and with WebGPU on its software adapter where it is wanted. */
import { findChromium } from './system.ts';

const quiet = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** SwiftShader stands in for the graphics card, so that a machine without one can run WebGPU. */
export const webgpuOnSwiftShader: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** Playwright's launch options: the system's browser, with these flags besides the quiet ones. */
export const chromium = (flags: readonly string[]) => ({
  executablePath: findChromium() ?? '/usr/bin/chromium',
  args: [...quiet, ...flags],
});
