/**
 * WebGPU by other people than Chrome's: wgpu, which Firefox is built on, as it comes in Deno; and naga, its compiler of
 * WGSL, as WebAssembly. Both from npm, in a package of their own (tools/), installed when first asked for.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findLavapipe } from '../../src/cli/nodeWebGpu.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const root = here('../..');
const tools = here('tools');

/** @throws Error with npm's own words when the package cannot be installed. */
export function installTools(): void {
  if (['deno', 'naga-wasm'].every((name) => existsSync(join(tools, 'node_modules', name, 'package.json'))))
    return;
  console.info('Installing Deno and naga for the tests.');
  // In one string: on Windows npm is a script of the shell.
  const options = { cwd: tools, shell: true, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync('npm ci --no-audit --no-fund --loglevel error', options);
  if (status !== 0) throw new Error(`npm could not install the tools in ${tools}: ${stderr}`);
}

/** What naga says of a text, as far as the tests use it. */
interface Naga {
  readonly nagaVersion: string;
  parseWgsl(source: string): { free(): void };
  validate(module: object): { free(): void };
}

export interface Compiler {
  readonly version: string;
  /** The report of what is wrong with a text; nothing where it is accepted. */
  faultOf(code: string): string | undefined;
}

/** naga with every capability on. */
export async function loadNaga(): Promise<Compiler> {
  const path = join(tools, 'node_modules/naga-wasm/dist/node.js');
  const naga = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Naga;
  return {
    version: `naga ${naga.nagaVersion}`,
    faultOf(code) {
      try {
        const module = naga.parseWgsl(code);
        try {
          naga.validate(module).free();
        } finally {
          module.free();
        }
      } catch (error) {
        return (error as { formatted?: string }).formatted ?? String(error);
      }
      return undefined;
    },
  };
}

/**
 * Runs a TypeScript file of ours in Deno, which has `navigator.gpu` from wgpu. The file gets a path as its first argument,
 * reads `input` there as JSON and writes its answer back to it. On lavapipe where that is installed, so that every machine gives
 * the same numbers; `VK_ICD_FILENAMES` names another driver.
 * @throws Error with what Deno wrote when it fails.
 */
export function runInDeno<Answer>(file: string, input: unknown): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'deno-'));
  const exchange = join(folder, 'exchange.json');
  writeFileSync(exchange, JSON.stringify(input));
  const lavapipe = findLavapipe();
  const flags = ['run', '--allow-all', '--unstable-webgpu', '--node-modules-dir=manual', '--no-lock'];
  try {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(tools, 'node_modules/deno/bin.cjs'), ...flags, here(file), exchange],
      {
        cwd: root,
        encoding: 'utf8',
        env: {
          DENO_DIR: join(root, '.cache/deno'),
          DENO_NO_UPDATE_CHECK: '1',
          NO_COLOR: '1',
          XDG_RUNTIME_DIR: tmpdir(),
          ...(lavapipe ? { VK_ICD_FILENAMES: lavapipe } : {}),
          ...process.env,
        },
      },
    );
    if (status !== 0) throw new Error(`Deno failed on ${file}: ${stdout}${stderr}`);
    return JSON.parse(readFileSync(exchange, 'utf8')) as Answer;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
