/**
 * `npm run test:wgpu`: vitest's project `wgpu` in Deno, whose `navigator.gpu` is wgpu, which Firefox is built on; the rest of our
 * tests run on Dawn, which Chrome is built on. Arguments go to vitest; `--all` before them leaves nothing out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findLavapipe } from '../../src/cli/nodeWebGpu.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const [root, tools] = [at('../..'), at('tools')];

/** Deno and naga, as the lock file in tools/ names them. @throws Error when npm cannot install them. */
function installTools(): void {
  const installed = (name: string): boolean => existsSync(join(tools, 'node_modules', name, 'package.json'));
  if (['deno', 'naga-wasm'].every(installed)) return;
  console.error('Installing Deno and naga, 90 MB, for the tests on wgpu.');
  // In one string: on Windows npm is a script of the shell.
  const options = { cwd: tools, shell: true, stdio: 'inherit' } as const;
  if (spawnSync('npm ci --no-audit --no-fund --loglevel error', options).status !== 0)
    throw new Error(`npm could not install what ${tools} names.`);
}

installTools();
const given = process.argv.slice(2);
const all = given[0] === '--all';
const lavapipe = findLavapipe();
const { status } = spawnSync(
  process.execPath,
  [
    join(tools, 'node_modules/deno/bin.cjs'),
    ...['run', '--allow-all', '--unstable-webgpu', '--node-modules-dir=manual', '--no-lock'],
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--project', 'wgpu', ...given.slice(all ? 1 : 0)],
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      DENO_DIR: join(root, '.cache/deno'),
      DENO_NO_UPDATE_CHECK: '1',
      // The same adapter on every machine, unless the environment names another driver.
      ...(lavapipe ? { VK_ICD_FILENAMES: lavapipe } : {}),
      XDG_RUNTIME_DIR: tmpdir(),
      ...process.env,
      TEST_CASES: all ? 'all' : 'some',
    },
  },
);
process.exit(status ?? 1);
