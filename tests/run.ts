/**
 * `npm test`: everything. Checks, unit and GPU tests in Node, the kernels once more on a browser's adapter, then the
 * built page in a real browser.
 * Ends with one plain line, `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureSystem } from './setup/system.ts';

const artefacts = 'test-results';
const e2eJson = `${artefacts}/e2e.json`;

interface Count {
  passed: number;
  failed: number;
}

/** Runs a command with its output on our own streams; true where it exits with 0. */
function step(title: string, command: string, env: Record<string, string> = {}): boolean {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const result = spawnSync('sh', ['-c', command], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  console.log(
    `── ${title}: ${result.status === 0 ? 'ok' : 'failed'} after ${Math.round((Date.now() - started) / 1000)} s`,
  );
  return result.status === 0;
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

/** Counts of a runner's report. No report, or one that disagrees with the exit code, is a failure. */
function counted(ok: boolean, count: Count | undefined): Count {
  if (!count) return { passed: 0, failed: 1 };
  return ok || count.failed > 0 ? count : { ...count, failed: 1 };
}

/** One of the projects of vitest.config.ts. */
function vitest(title: string, project: string): Count {
  const json = `${artefacts}/vitest-${project}.json`;
  const ok = step(
    title,
    `npx vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=${json}`,
  );
  const report = readJson<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(json);
  // A skipped test is a failed one here: nothing may pass by not running.
  return counted(
    ok,
    report && { passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests },
  );
}

function browser(): Count {
  if (!step('build of the page', 'npx vite build --logLevel warn')) return { passed: 0, failed: 1 };
  const ok = step('browser tests', 'npx playwright test');
  const report = readJson<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  }>(e2eJson);
  const stats = report?.stats;
  return counted(
    ok,
    stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped },
  );
}

function main(): number {
  rmSync(artefacts, { recursive: true, force: true });
  mkdirSync(artefacts, { recursive: true });
  try {
    ensureSystem();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.log('\n0 passed, 1 failed');
    return 1;
  }
  const one = (ok: boolean): Count => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
  const counts: Count[] = [
    one(step('types, lint, import directions', 'npm run -s check')),
    one(step('data', 'npm run -s resnet -- prepare')),
    vitest('unit and GPU tests', 'node'),
    vitest('kernels in the browser', 'chromium'),
    browser(),
  ];
  const passed = counts.reduce((n, c) => n + c.passed, 0);
  const failed = counts.reduce((n, c) => n + c.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exit(main());
