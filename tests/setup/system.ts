/**
 * What the tests need beyond npm packages: a Chromium and a Vulkan driver that Dawn accepts (Mesa's lavapipe where there
 * is no GPU). Installs them where it may (root or CI, on Debian or Ubuntu), else says the exact line to run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The Chromium to test with: `CHROMIUM`, or one of the usual places. */
export const findChromium = (): string | undefined =>
  process.env.CHROMIUM ?? browsers.find((path) => existsSync(path));

/** True where a fresh Node process gets a WebGPU adapter. A process of its own: Dawn remembers the drivers it once saw. */
function hasAdapter(): boolean {
  const probe = `
    const { installNodeWebGpu } = await import('./src/cli/nodeWebGpu.ts');
    await installNodeWebGpu();
    const adapter = await navigator.gpu.requestAdapter();
    process.exit(adapter ? 0 : 1);`;
  const result = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', probe], {
    timeout: 60_000,
  });
  return result.status === 0;
}

function osRelease(): Record<string, string> {
  if (!existsSync('/etc/os-release')) return {};
  const lines = readFileSync('/etc/os-release', 'utf8').split('\n');
  return Object.fromEntries(
    lines.map((l) => [l.split('=')[0] ?? '', (l.split('=')[1] ?? '').replaceAll('"', '')]),
  );
}

/** Shell lines that install what is missing, run as root. */
function installLines(chromium: boolean, vulkan: boolean): string[] {
  const os = osRelease();
  const lines: string[] = [];
  // Debian 12's own Mesa 22.3 is too old for Dawn.
  const backports = vulkan && os.VERSION_CODENAME === 'bookworm';
  if (backports) {
    lines.push(
      "echo 'deb http://deb.debian.org/debian bookworm-backports main' > /etc/apt/sources.list.d/bookworm-backports.list",
    );
  }
  lines.push('apt-get update');
  if (chromium) lines.push('apt-get install -y --no-install-recommends chromium fonts-noto-cjk');
  if (vulkan) {
    lines.push(
      `apt-get install -y --no-install-recommends ${backports ? '-t bookworm-backports ' : ''}mesa-vulkan-drivers`,
    );
  }
  return lines;
}

function run(line: string): void {
  console.error(`$ ${line}`);
  const result = spawnSync('sh', ['-c', line], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.status !== 0) throw new Error(`This command failed: ${line}`);
}

/**
 * Makes sure that a browser and a WebGPU adapter are there.
 * @throws Error with the line to run when something is missing that cannot be installed from here.
 */
export function ensureSystem(): void {
  const chromium = findChromium() === undefined;
  const vulkan = !hasAdapter();
  if (!chromium && !vulkan) return;

  const missing = [chromium && 'a Chromium browser', vulkan && 'a Vulkan driver for WebGPU']
    .filter(Boolean)
    .join(' and ');
  const lines = installLines(chromium, vulkan);
  const root = process.getuid?.() === 0;
  if (!existsSync('/usr/bin/apt-get') || !(root || process.env.CI)) {
    const line = lines.map((l) => (l.startsWith('echo') ? `sudo sh -c "${l}"` : `sudo ${l}`)).join(' && ');
    throw new Error(`The tests need ${missing}. On Debian or Ubuntu run:\n  ${line}`);
  }
  console.error(`The tests need ${missing}; installing.`);
  for (const line of lines)
    run(root ? line : line.startsWith('echo') ? `sudo sh -c "${line}"` : `sudo ${line}`);
  if (findChromium() === undefined)
    throw new Error('Chromium was installed but is not where it was expected; set CHROMIUM to its path.');
  if (!hasAdapter()) throw new Error('A Vulkan driver was installed, but WebGPU still finds no adapter.');
}
