/** Python for tests: runs in the folder python/ and needs nothing that is installed into it. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import { findPython, pythonLine } from '../setup/system.ts';

const interpreter = findPython();
const missing =
  interpreter === undefined
    ? `The exported Python was not run, for python3 is missing. On Debian or Ubuntu run: sudo ${pythonLine}`
    : undefined;
if (missing) console.warn(missing);

/** For `beforeEach`: the gate must not pass unchecked; somebody without Python may still work on the rest. */
export function needPython(context: Pick<TestContext, 'skip'>): void {
  if (missing && process.env.CI) throw new Error(missing);
  if (missing) context.skip(missing);
}

const folder = fileURLToPath(new URL('python', import.meta.url));

export const python = (args: readonly string[], input = ''): SpawnSyncReturns<string> =>
  spawnSync(interpreter ?? 'python3', args, {
    cwd: folder,
    encoding: 'utf8',
    input,
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
