/** What is waited for has a bound: a run that hangs is given up and named, and the next begins. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkpointFile } from '../../src/formats/checkpointFile.ts';
import { type ResnetOptions, type Result, resnet } from '../cli/kit.ts';
import { checkpointAt } from '../cli/runs.ts';
import { interruptInNode } from './inNode.ts';
import { ride, type Twins } from './ride.ts';
import type { Visit } from './visit.ts';
import { within } from './within.ts';

const spawned = vi.hoisted(() => ({ resnet: undefined as undefined | typeof resnet }));
vi.mock('../cli/kit.ts', async (original) => {
  const real = await original<typeof import('../cli/kit.ts')>();
  const resnet: typeof real.resnet = (...given) => (spawned.resnet ?? real.resnet)(...given);
  return { resnet };
});

const never = () => new Promise<never>(() => {});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  spawned.resnet = undefined;
  vi.useRealTimers();
});

it('what comes in time is had, and what is thrown is thrown', async () => {
  expect(await within(1, async () => 7)).toBe(7);
  await expect(within(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

it('what does not is given up, and told so', async () => {
  let told = false;
  const waiting = within(30, (overdue) => {
    overdue.onabort = () => {
      told = true;
    };
    return never();
  });
  const refused = expect(waiting).rejects.toThrow('it took longer than 30 s and was given up');
  await vi.advanceTimersByTimeAsync(29_999);
  expect(told).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toBe(true);
  await refused;
});

it('a run in a page that answers no more is given up and named', async () => {
  const visit = { stored: never, errors: [] } as unknown as Visit;
  const twins = { of: async () => ({}) } as unknown as Twins;
  const riding = ride(visit, twins, { number: 3, network: 'narrow', faults: [] });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(await riding).toEqual({
    number: 3,
    exact: undefined,
    faults: [],
    problems: ['it took longer than 600 s and was given up'],
  });
});

it('a run of the command line that hangs is killed and named, and the next begins, until the time is up', async () => {
  const killed: string[] = [];
  spawned.resnet = async (args, { overdue }: ResnetOptions = {}): Promise<Result> => {
    const folder = args[args.indexOf('--out') + 1] ?? '';
    // Twins are called by the name of their network, runs by their number.
    if (/[a-z]$/.test(folder)) {
      mkdirSync(join(folder, 'checkpoint'), { recursive: true });
      writeFileSync(join(folder, 'checkpoint', 'run.safetensors'), checkpointFile(checkpointAt(30)));
      return { code: 0, stdout: '', stderr: '' };
    }
    overdue?.addEventListener('abort', () => killed.push(folder.slice(-1)));
    return never();
  };
  const lines: string[] = [];
  const interrupting = interruptInNode(1, 7, 9, (line) => lines.push(line));
  await vi.advanceTimersByTimeAsync(600_000);
  const { rides, problems, summary } = await interrupting;
  expect(rides).toHaveLength(2);
  expect(problems).toEqual(
    [1, 2].map((n) =>
      expect.stringMatching(
        new RegExp(`^seed 7, run ${n} \\(\\w+\\): it took longer than 300 s and was given up$`),
      ),
    ),
  );
  expect(killed).toEqual(['1', '2']);
  expect(summary).toContain('0 of 2 exact');
});

it('a process that is overdue is killed', async () => {
  vi.useRealTimers();
  const overdue = new AbortController();
  const running = resnet([], {
    overdue: overdue.signal,
    through: [process.execPath, '-e', 'console.log("up"); setInterval(() => {}, 1000)'],
    onLine: () => overdue.abort(),
  });
  expect(await running).toMatchObject({ code: null, stdout: 'up\n' });
});
