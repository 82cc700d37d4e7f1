/** WebGPU in Node as processes see it: no variable to set, nothing strange on stdout, and an end. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('./computeOnce.ts', import.meta.url));

/** Runs the program in an environment that has no Vulkan settings but the given ones. */
function run(extra: Record<string, string> = {}): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, ...extra };
  for (const name of ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'XDG_RUNTIME_DIR']) {
    if (!(name in extra)) delete env[name];
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', program], { env, timeout: 60_000 });
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

test('computes without any environment, prints only JSON on stdout, and ends', async () => {
  const { code, out, err } = await run();
  expect(code, err).toBe(0);
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  const answer: { backend: string; name: string; last: number } = JSON.parse(out);
  console.info(`WebGPU adapter: ${answer.name}`);
  expect(answer).toMatchObject({ backend: 'webgpu', last: 3998 });
  expect(err).not.toContain('TensorFlow');
});

test('without an adapter says in one sentence what to install', async () => {
  // What the user set is respected, even where it leads nowhere.
  const { code, out, err } = await run({ VK_ICD_FILENAMES: '/nowhere/none.json' });
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(
    /NoAdapterError: No GPU and no software Vulkan was found: [^\n]*mesa-vulkan-drivers[^\n]*\.\n/,
  );
});
