/** How the tuner spends its time: what it runs how often, what it leaves alone, and what is left for later runs. */
import { describe, expect, it } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import { type ConvPlan, convPlan } from '../../src/webgpu/convPlan.ts';
import { type Clock, openClock } from '../../src/webgpu/timing.ts';
import { type TunedPass, type TuningOptions, tune } from '../../src/webgpu/tuner.ts';
import { tuningTasks } from '../../src/webgpu/tuningTasks.ts';
import { tuningKey, type Variant, variantsOf } from '../../src/webgpu/variants.ts';
import { makeSpec } from '../specs.ts';
import { trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

const spec = makeSpec({ block: 'basic', stem: 'cifar', blocks: [1], width: 4 }, { inputSize: 7 });
const [task, nextTask] = tuningTasks(structureOf(spec), 3, { precision: 'fast' }) as [Task, Task];
type Task = ReturnType<typeof tuningTasks>[number];

interface Tried {
  readonly found: Map<string, TunedPass>;
  /** Events in order: `compile` or `run`, and the number of the candidate, counted over all tasks. */
  readonly events: string[];
  /** Runs of a candidate by its number. */
  readonly runs: (candidate: number) => number;
}

/**
 * Tunes with candidates that are one right variant under several names and that seem to take so many milliseconds.
 * @param times By the number of the candidate, in the order in which they are made.
 */
async function tuneAs(
  times: readonly number[],
  options: Partial<TuningOptions> & { readonly tasks?: readonly Task[] } = {},
): Promise<Tried> {
  const backend = trainingBackend();
  backend.tuning = new Map();
  const events: string[] = [];
  let made = 0;
  const planOf = (...[s, pass, v]: Parameters<typeof convPlan>): ConvPlan => {
    const number = made++;
    events.push(`compile ${number}`);
    const plan = convPlan(s, pass, v);
    const named = plan.dispatches.map((d) => ({
      ...d,
      kernel: {
        ...d.kernel,
        name: `candidate ${number}`,
        code: `${d.kernel.code}// ${number} ${Math.random()}`,
      },
    }));
    return { ...plan, dispatches: named };
  };
  const clockOf = async (): Promise<Clock> => {
    const clock = await openClock(backend);
    return {
      preciseMs: clock.preciseMs,
      close: () => clock.close(),
      run: async (work, repeats, around) => {
        await clock.run(work, 1, around);
        let label = '';
        const pass = {
          setPipeline: (p: GPUComputePipeline) => {
            label = p.label;
          },
          setBindGroup: () => undefined,
          dispatchWorkgroups: () => undefined,
        };
        work(pass as unknown as GPUComputePassEncoder);
        const number = Number(label.split(' ')[1]);
        events.push(`run ${number}`);
        return repeats * (times[number] ?? 1);
      },
    };
  };
  const { tasks = [task], ...rest } = options;
  try {
    const found = await tune(backend, tasks, {
      budgetMs: 60_000,
      onProgress: () => undefined,
      candidates: (s, pass, traits) => named(variantsOf(s, pass, traits)[0]!, times.length / tasks.length),
      planOf,
      clockOf,
      ...rest,
    });
    return { found, events, runs: (n) => events.filter((e) => e === `run ${n}`).length };
  } finally {
    backend.tuning = new Map();
  }
}

/** So many copies of a variant, which are told apart by what no kernel reads. */
const named = (variant: Variant, count: number): Variant[] =>
  Array.from({ length: count }, (_, number) => Object.assign({ ...variant }, { number }));
const numberOf = (variant: Variant | undefined): number | undefined =>
  (variant as (Variant & { number?: number }) | undefined)?.number;

const key = tuningKey(task.shape, task.pass);

describe('the tuner', () => {
  it('takes the fastest, and times what is hopeless only until that is known', async () => {
    const { found, runs } = await tuneAs([10, 35, 8, 12]);
    expect(numberOf(found.get(key)?.variant)).toBe(2);
    // The first run, in which some drivers compile, one more, and no reading.
    expect(runs(1)).toBe(2);
    expect(runs(0)).toBe(3);
  });

  it('times what is near the best once more', async () => {
    const { runs, found } = await tuneAs([10, 10.5, 15]);
    expect([runs(0), runs(1), runs(2)]).toEqual([6, 6, 3]);
    expect(found.get(key)?.open.map(numberOf)).toEqual([1]);
  });

  it('compiles the next candidates before the present ones are timed', async () => {
    const { events } = await tuneAs([10, 20, 10, 20], { tasks: [task, nextTask] });
    expect(events.indexOf('compile 1')).toBeLessThan(events.indexOf('run 0'));
    expect(events.indexOf('compile 3')).toBeLessThan(events.indexOf('run 1'));
  });

  it('runs nothing that could take longer than it may', async () => {
    const { events, found } = await tuneAs([70, 60, 60], { longestMs: 1000 });
    expect(events.filter((e) => e.startsWith('run'))).toEqual(Array.from({ length: 3 }, () => 'run 0'));
    expect(numberOf(found.get(key)?.variant)).toBe(0);
    // What took too long is not run again, and the next task is as large: it is not run at all.
    const slow = await tuneAs([1500, 1, 1500, 1], { longestMs: 1000 });
    expect(slow.runs(0)).toBe(1);
  });

  it('leaves to later runs what it does not reach, until enough was timed', async () => {
    const times = [10, 9, 11, 12, 13, 14, 3, 15];
    const first = await tuneAs(times);
    expect(numberOf(first.found.get(key)?.variant)).toBe(1);
    expect(first.found.get(key)?.open.map(numberOf)).toEqual([6, 7]);
    // The best, what was left, and nothing else.
    const second = await tuneAs([9, 3, 15], { known: first.found });
    expect(numberOf(second.found.get(key)?.variant)).toBe(6);
    expect(second.found.get(key)).toMatchObject({ open: [], looks: 2 });
    const third = await tuneAs([], { known: second.found });
    expect(third.events).toEqual([]);
  });

  it('looks again only after what was never looked at', async () => {
    const first = await tuneAs([10, 10.1]);
    const { events, found } = await tuneAs([1, 2, 10, 10.1], {
      tasks: [task, nextTask],
      known: first.found,
    });
    // The candidates of the other task are the first to be made.
    expect(events.indexOf('run 0')).toBeLessThan(events.indexOf('run 2'));
    expect(found.get(tuningKey(nextTask.shape, nextTask.pass))?.looks).toBe(1);
    expect(found.get(key)?.looks).toBe(2);
  });

  it('does not look for ever at two that are as fast', async () => {
    let known: ReadonlyMap<string, TunedPass> = new Map();
    for (let i = 0; i < 3; i++) known = (await tuneAs([10, 10], { known })).found;
    expect(known.get(key)?.looks).toBe(3);
    expect((await tuneAs([10, 10], { known })).events).toEqual([]);
  });

  it('keeps what it has when it is told to end', async () => {
    const control = new AbortController();
    const { found } = await tuneAs([10, 9, 8, 10, 9, 8], {
      tasks: [task, nextTask],
      signal: control.signal,
      onProgress: (done) => {
        if (done === 1) control.abort();
      },
    });
    expect([...found.keys()]).toEqual([key]);
  });
});
