/**
 * Finds the fastest variant of each convolution on the device at hand. Candidates run on the real shape; one may win
 * only if its result is right, checked at sampled places against float64 sums on the CPU. Stops at the end of a budget
 * of time; what was not reached keeps its default until a later run, which goes on where this one ended.
 */
import type { TrainingBackend } from './backend.ts';
import { convPlan } from './convPlan.ts';
import { convFlops } from './kernels/convShape.ts';
import { awaken, type Clock, openClock } from './timing.ts';
import { type Candidate, type Prepared, prepare, Trial } from './trial.ts';
import type { TuningTask } from './tuningTasks.ts';
import { tuningKey, type Variant, variantsOf } from './variants.ts';

/** What is known of a pass. */
export interface TunedPass {
  /** The fastest so far. */
  readonly variant: Variant;
  /** To be timed in a later run: variants that were not reached, and those nearly as fast. */
  readonly open: readonly Variant[];
  /** Runs that timed variants of it. */
  readonly looks: number;
}

export interface TuningOptions {
  readonly budgetMs: number;
  /** Milliseconds that a dispatch may take at most: systems kill work of about two seconds. Default: no bound. */
  readonly longestMs?: number;
  readonly onProgress: (done: number, total: number) => void;
  /** Ends the tuning early. */
  readonly signal?: AbortSignal;
  /** What earlier runs found, by `tuningKey`. */
  readonly known?: ReadonlyMap<string, TunedPass>;
  /** The variants to time. Default: those that suit the device. */
  readonly candidates?: typeof variantsOf;
  /** The plan of a variant. Default: its own. */
  readonly planOf?: typeof convPlan;
  /** What times them. Default: the device's clock. */
  readonly clockOf?: typeof openClock;
}

/**
 * Candidates of a pass that one run times: most passes before all variants of some. Fewer where the time would not reach
 * all passes, since compilers may be slow; the best of each family stands near the head of the list.
 */
const [fewestALook, mostALook] = [3, 6];
/** Later runs look again until a pass was looked at so often. */
const mostLooks = 3;
/** Share of the budget for second looks: what was tuned is good enough to start with. */
const refinement = 0.25;
/** Variants this near to the best are timed again. */
const near = 1.1;
/** How much longer than the best a candidate may take, as seen: tiles in workgroup memory on a software adapter. */
const slowest = 16;

interface Timed {
  readonly variant: Variant;
  readonly ms: number;
}

const fastestFirst = (timed: readonly Timed[]): Timed[] => [...timed].sort((a, b) => a.ms - b.ms);

/** When to leave off. */
interface Bounds {
  readonly longestMs: number;
  readonly over: () => boolean;
  /** The best speed seen so far, which tells how long a candidate may take before it has run. */
  readonly speed: { flopsPerMs?: number };
}

/** Times candidates until the time is over. @returns those that are right, and those that were not reached. */
async function timeAll(
  trial: Trial,
  flops: number,
  candidates: readonly Candidate[],
  { longestMs, over, speed }: Bounds,
): Promise<{ timed: Timed[]; left: Variant[] }> {
  const timed: Timed[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (const [i, candidate] of candidates.entries()) {
    if (over()) return { timed, left: candidates.slice(i).map(({ variant }) => variant) };
    const expected = timed.length > 0 ? best : flops / (speed.flopsPerMs ?? Number.POSITIVE_INFINITY);
    if (slowest * expected > longestMs) break;
    try {
      const ms = await trial.time(candidate, best, longestMs);
      if (ms === Number.POSITIVE_INFINITY) continue;
      timed.push({ variant: candidate.variant, ms });
      best = Math.min(best, ms);
      speed.flopsPerMs = Math.max(speed.flopsPerMs ?? 0, flops / ms);
    } catch {
      // A variant whose dispatch the device refuses, or for which it lacks the memory, is no candidate.
    }
  }
  return { timed, left: [] };
}

/** The fastest right variant of a task. Undefined where none is right or none was reached. */
async function tuneOne(
  backend: TrainingBackend,
  clock: Clock,
  task: Prepared,
  bounds: Bounds,
): Promise<{ variant: Variant; open: Variant[] } | undefined> {
  const trial = await Trial.open(backend, clock, task);
  try {
    const flops = convFlops(task.shape);
    const { timed, left } = await timeAll(trial, flops, task.candidates, bounds);
    const [first] = fastestFirst(timed);
    if (!first) return undefined;
    // The device's speed changes while it is timed: what is near the best is timed once more, and the best of both counts.
    const contenders = timed.filter(({ ms }) => ms <= near * first.ms);
    const again =
      contenders.length > 1
        ? task.candidates.filter(({ variant }) => contenders.some((c) => c.variant === variant))
        : [];
    const { timed: second } = await timeAll(trial, flops, again, bounds);
    const least = contenders.map(({ variant, ms }) => ({
      variant,
      ms: Math.min(ms, ...second.filter((t) => t.variant === variant).map((t) => t.ms)),
    }));
    const [best, ...others] = fastestFirst(least);
    if (!best) return undefined;
    const close = others.filter(({ ms }) => ms <= near * best.ms);
    return { variant: best.variant, open: [...close.map(({ variant }) => variant), ...left] };
  } finally {
    trial.close();
  }
}

/** What is done for a task in this run. */
interface Look {
  readonly task: TuningTask;
  readonly key: string;
  /** The most promising first. */
  readonly variants: readonly Variant[];
  readonly looks: number;
}

/** A look whose candidates are being compiled. */
interface UnderWay {
  readonly prepared: Promise<Prepared>;
  readonly now: readonly Variant[];
  /** Variants that wait for a later run. */
  readonly later: readonly Variant[];
}

/** Resolves with undefined when the time is over before the promise has settled. */
async function before<T>(promise: Promise<T>, ms: number, signal?: AbortSignal): Promise<T | undefined> {
  let stop = (): void => undefined;
  const over = new Promise<undefined>((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, ms), undefined);
    const abort = (): void => resolve(undefined);
    signal?.addEventListener('abort', abort);
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
  });
  return Promise.race([promise, over]).finally(() => stop());
}

/**
 * Tunes the passes that the backend's table lacks, then looks again at what earlier runs left open. What it finds is in
 * the backend's table at once.
 * @returns what is new, by `tuningKey`.
 */
export async function tune(
  backend: TrainingBackend,
  tasks: readonly TuningTask[],
  {
    budgetMs,
    longestMs = Number.POSITIVE_INFINITY,
    onProgress,
    signal,
    known = new Map(),
    candidates = variantsOf,
    planOf = convPlan,
    clockOf = openClock,
  }: TuningOptions,
): Promise<Map<string, TunedPass>> {
  const started = performance.now();
  const passed = (): number => performance.now() - started;
  const found = new Map<string, TunedPass>();
  const lookAt = (task: TuningTask): Look | undefined => {
    const key = tuningKey(task.shape, task.pass);
    const before = known.get(key);
    if (!before) {
      if (backend.tuning.has(key)) return undefined;
      const all = candidates(task.shape, task.pass, backend.traits);
      return { task, key, variants: all, looks: 1 };
    }
    const { variant, open, looks } = before;
    if (open.length === 0 || looks >= mostLooks) return undefined;
    return { task, key, variants: [variant, ...open], looks: looks + 1 };
  };
  const looks = tasks.map(lookAt).filter((look) => look !== undefined);
  const todo = [...looks.filter((l) => l.looks === 1), ...looks.filter((l) => l.looks > 1)];
  const timeFor = (look: Look): number => (look.looks > 1 ? refinement : 1) * budgetMs - passed();
  onProgress(0, todo.length);
  if (todo.length === 0) return found;

  const clock = await clockOf(backend);
  try {
    let compiled = 0;
    /** How many of its variants a look may time, by what those took that are compiled. */
    const shareOf = (look: Look): number => {
      if (compiled === 0) return mostALook;
      const left = todo.slice(todo.indexOf(look)).filter((l) => l.looks > 1 === look.looks > 1).length;
      const affordable = Math.floor((timeFor(look) * compiled) / passed() / left);
      return Math.max(fewestALook, Math.min(mostALook, affordable));
    };
    const prepareNext = (look: Look | undefined): UnderWay | undefined => {
      if (!look || timeFor(look) <= 0) return undefined;
      const share = shareOf(look);
      const now = look.variants.slice(0, share);
      return { prepared: prepare(backend, look.task, now, planOf), now, later: look.variants.slice(share) };
    };
    let next = prepareNext(todo[0]);
    await awaken(backend, clock);
    const speed: Bounds['speed'] = {};
    for (const [i, look] of todo.entries()) {
      const ready = next && (await before(next.prepared, timeFor(look), signal));
      if (!next || !ready || signal?.aborted) break;
      const { now, later } = next;
      compiled += now.length;
      // The next one compiles while this one is timed.
      next = prepareNext(todo[i + 1]);
      const over = (): boolean => signal?.aborted === true || timeFor(look) <= 0;
      const best = await tuneOne(backend, clock, ready, { longestMs, over, speed }).catch(() => undefined);
      if (best) {
        const open = [...best.open, ...later];
        found.set(look.key, { variant: best.variant, open, looks: look.looks });
        backend.tuning = new Map([...backend.tuning, [look.key, best.variant]]);
      }
      onProgress(i + 1, todo.length);
    }
  } finally {
    clock.close();
  }
  onProgress(todo.length, todo.length);
  return found;
}
