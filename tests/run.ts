/**
 * `npm test`: everything. Checks, the build, unit and GPU tests in Node, the kernels once more on a browser's adapter, then
 * the built page in a real browser.
 * Ends with one plain line, `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureSystem } from './setup/system.ts';

const artefacts = 'test-results';

interface Count {
  passed: number;
  failed: number;
}

/** Runs a command and shows its output when it ends, or as it comes; true where it exits with 0. */
function step(
  title: string,
  command: string,
  { env = {}, live = true }: { env?: Record<string, string>; live?: boolean } = {},
): Promise<boolean> {
  console.log(`\n── ${title}`);
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    child.on('close', (code) => {
      process.stdout.write(output);
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(`── ${title}: ${code === 0 ? 'ok' : 'failed'} after ${seconds} s`);
      resolve(code === 0);
    });
  });
}

const one = (ok: boolean): Count => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

/** Counts of a runner's report. No report, or one that disagrees with the exit code, is a failure. */
function counted(ok: boolean, count: Count | undefined): Count {
  if (!count) return { passed: 0, failed: 1 };
  return ok || count.failed > 0 ? count : { ...count, failed: 1 };
}

/** One of the projects of vitest.config.ts. */
async function vitest(
  title: string,
  project: string,
  { command = `npx vitest run --project ${project}`, live = true } = {},
): Promise<Count> {
  const json = `${artefacts}/vitest-${project}.json`;
  const reporters = `--reporter=default --reporter=json --outputFile.json=${json}`;
  const ok = await step(title, `${command} ${reporters}`, { live });
  const report = readJson<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(json);
  // A skipped test is a failed one here: nothing may pass by not running.
  return counted(
    ok,
    report && { passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests },
  );
}

/** Projects of playwright.config.ts. */
async function playwright(title: string, name: string, options: string): Promise<Count> {
  const json = `${artefacts}/${name}.json`;
  const ok = await step(title, `npx playwright test ${options}`, {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: json },
  });
  const report = readJson<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  }>(json);
  const stats = report?.stats;
  // So is one that passed only when it was tried again.
  return counted(
    ok,
    stats && { passed: stats.expected, failed: stats.unexpected + stats.skipped + stats.flaky },
  );
}

async function main(): Promise<number> {
  rmSync(artefacts, { recursive: true, force: true });
  mkdirSync(artefacts, { recursive: true });
  // Nothing before the unit tests needs what this installs.
  const system = ensureSystem().catch((error: unknown) => ({ error }));
  const counts: Count[] = [];
  // One after another, but for the checks and the kernels: each of these uses all cores. The page is built of the data.
  const checks = step('types, lint, import directions', 'npm run -s check', { live: false });
  counts.push(one(await step('data', 'npm run -s resnet -- prepare', { live: false })));
  counts.push(one(await step('build of the page', 'npx vite build --logLevel warn', { live: false })));
  const missing = await system;
  if (missing) {
    await checks;
    console.error(missing.error instanceof Error ? missing.error.message : missing.error);
    console.log('\n0 passed, 1 failed');
    return 1;
  }
  // The checks leave one of two cores.
  const apart = 'npx vitest run --project unit --project unit-apart';
  counts.push(await vitest('unit tests', 'unit', { command: apart }), one(await checks));
  counts.push(await vitest('GPU tests', 'gpu'));
  // The browser has one page for all its files, which leaves half of two cores.
  const beside = async (): Promise<Count[]> => [
    await vitest('kernels on wgpu', 'wgpu', { command: 'npm run -s test:wgpu --', live: false }),
    await vitest('on other adapters', 'swiftshader', {
      command: 'npx vitest run --project swiftshader --project lanes-8 --project lanes-16',
      live: false,
    }),
  ];
  const others = beside();
  counts.push(await vitest('kernels in the browser', 'chromium'), ...(await others));
  counts.push(await playwright('browser tests', 'e2e', '--project webgpu --project "no webgpu"'));
  counts.push(await playwright('browser tests that measure time', 'timed', '--project timed --workers 1'));
  const passed = counts.reduce((n, c) => n + c.passed, 0);
  const failed = counts.reduce((n, c) => n + c.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exit(await main());
