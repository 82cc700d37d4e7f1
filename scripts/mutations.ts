/**
 * `npm run mutations -- --count 20000 --seed 7`: feeds so many damaged inputs to everything that reads what comes from outside.
 * Ends with a table, and with code 1 where anything went wrong, named with its seed. It runs as a test, since only Vite
 * makes a module of the address of the page's worker.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { numbersOf } from '../tests/soak/args.ts';

const { count, seed } = numbersOf({ count: 20_000, seed: 7 });
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'unit', 'tests/mutations', '--disable-console-intercept'],
  { stdio: 'inherit', env: { ...process.env, MUTATIONS: `${count}`, MUTATIONS_SEED: `${seed}` } },
);
process.exit(status ?? 1);
