/**
 * What the tests need beyond npm packages: a Chromium, a Firefox, a Vulkan driver that Dawn accepts (Mesa's lavapipe where there
 * is no GPU), and Python for the tests of the exported PyTorch project. Installs them where it may (root or CI, on Debian
 * or Ubuntu), else says the exact line to run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
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

/** The Firefox to test with: `FIREFOX`, or one of the usual places. */
export const findFirefox = (): string | undefined =>
  process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));

/** A shell line that installs Python, run as root. */
export const pythonLine = 'apt-get install -y --no-install-recommends python3';

/** The Python to test with: `PYTHON`, or `python3`, or a `python` that is one; 3.9 or newer. */
export function findPython(): string | undefined {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ['python3', 'python'];
  const probe = 'import sys; sys.exit(sys.version_info < (3, 9))';
  return candidates.find((name) => spawnSync(name, ['-c', probe]).status === 0);
}

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

interface Missing {
  readonly chromium: boolean;
  readonly firefox: boolean;
  readonly vulkan: boolean;
  readonly python: boolean;
}

/** Shell lines that install what is missing, run as root. */
function installLines({ chromium, firefox, vulkan, python }: Missing): string[] {
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
  if (firefox) {
    const name = os.ID === 'ubuntu' ? 'firefox' : 'firefox-esr';
    lines.push(`apt-get install -y --no-install-recommends ${name}`);
  }
  if (python) lines.push(pythonLine);
  if (vulkan) {
    lines.push(
      `apt-get install -y --no-install-recommends ${backports ? '-t bookworm-backports ' : ''}mesa-vulkan-drivers`,
    );
  }
  return lines;
}

async function run(line: string): Promise<void> {
  console.error(`$ ${line}`);
  const child = spawn('sh', ['-c', line], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`This command failed: ${line}`);
}

/**
 * Makes sure that a browser, a WebGPU adapter and Python are there. Without Python alone the tests can go on: those that
 * need it say that they were not run. What it installs comes beside other work.
 * @throws Error with the line to run when something is missing that cannot be installed from here.
 */
export async function ensureSystem(): Promise<void> {
  const chromium = findChromium() === undefined;
  const firefox = findFirefox() === undefined;
  const vulkan = !hasAdapter();
  const python = findPython() === undefined;
  if (!chromium && !firefox && !vulkan && !python) return;

  const missing = [
    chromium && 'a Chromium browser',
    firefox && 'Firefox',
    vulkan && 'a Vulkan driver for WebGPU',
    python && 'Python 3.9 or newer',
  ]
    .filter(Boolean)
    .join(' and ');
  const lines = installLines({ chromium, firefox, vulkan, python });
  const root = process.getuid?.() === 0;
  if (!existsSync('/usr/bin/apt-get') || !(root || process.env.CI)) {
    const line = lines.map((l) => (l.startsWith('echo') ? `sudo sh -c "${l}"` : `sudo ${l}`)).join(' && ');
    const sentence = `The tests need ${missing}. On Debian or Ubuntu run:\n  ${line}`;
    if (chromium || firefox || vulkan) throw new Error(sentence);
    console.error(sentence);
    return;
  }
  console.error(`The tests need ${missing}; installing.`);
  for (const line of lines)
    await run(root ? line : line.startsWith('echo') ? `sudo sh -c "${line}"` : `sudo ${line}`);
  if (findChromium() === undefined)
    throw new Error('Chromium was installed but is not where it was expected; set CHROMIUM to its path.');
  if (findFirefox() === undefined)
    throw new Error('Firefox was installed but is not where it was expected; set FIREFOX to its path.');
  if (findPython() === undefined)
    throw new Error(
      'Python was installed but is older than 3.9 or not called python3; set PYTHON to its path.',
    );
  if (!hasAdapter()) throw new Error('A Vulkan driver was installed, but WebGPU still finds no adapter.');
}
