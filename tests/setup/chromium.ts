/** How every test starts the system's Chromium: quietly, and with WebGPU on its software adapter where it is wanted. */
import { findChromium } from './system.ts';

const quiet = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Else the software adapter paints the page too: a tenth of what browser tests cost.
  '--disable-gpu-rasterization',
];

/** SwiftShader stands in for the graphics card, so that a machine without one can run WebGPU. */
export const webgpuOnSwiftShader: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/**
 * For tests of the page, half of whose processor time the software adapter takes, and a third of that for checks of each access of a shader.
 * The tests of kernels have them.
 */
export const sparingTheAdapter: readonly string[] = ['--enable-dawn-features=disable_robustness'];

/**
 * Features that no test needs. Every window prepares two pages for the suggestions of its address bar, which takes a third of what
 * opening the playground does; the others are those that Playwright switches off, whose list this one replaces.
 */
const unneeded = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];

/**
 * Playwright's launch options: the system's browser, with these flags besides the quiet ones.
 * @param without Features that are switched off besides those that no test needs.
 */
export const chromium = (flags: readonly string[], without: readonly string[] = []) => ({
  executablePath: findChromium() ?? '/usr/bin/chromium',
  args: [...quiet, `--disable-features=${[...unneeded, ...without].join(',')}`, ...flags],
});
